package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * The diagonal of R in the column-pivoted QR A P = Q R (LAPACK dgeqp3): estimates of the singular values.
 *
 * <p>|r_11| ≥ |r_22| ≥ …; in practice each is within a factor of a few of σ_i, and |r_kk| ≤ √(n − k + 1) ‖A‖ and |r_nn| ≥
 * σ_n always, so the condition that follows from them may be too small, never by orders of magnitude except for
 * matrices made for it (Kahan). Cost 2 mnk − (m + n) k² + 2k³/3 flops, k = min(m, n), one copy of A: about a tenth of
 * the time of the singular values themselves.
 */
public final class PivotedDiagonal {
    private PivotedDiagonal() {}

    /**
     * |r_ii|, descending, min(m, n) of them.
     *
     * @throws IllegalArgumentException if A is not finite
     */
    public static double[] of(Matrix a) {
        if (!a.isFinite()) {
            throw new IllegalArgumentException("matrix: got NaN or infinite entries, expected finite ones");
        }
        int m = a.rows();
        int n = a.columns();
        double[] diagonal = new double[Math.min(m, n)];
        if (diagonal.length == 0) {
            return diagonal;
        }
        double[] factor = a.data().clone();
        factorize(m, n, factor, new double[diagonal.length]);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < diagonal.length; i++) {
            least = Math.min(least, Math.abs(factor[i + i * m])); // rounding may exchange equal neighbours
            diagonal[i] = least;
        }
        return diagonal;
    }

    private static void factorize(int m, int n, double[] factor, double[] tau) {
        int[] pivots = new int[n];
        intW info = new intW(0);
        double[] query = new double[1];
        NativeLibraries.lapack().dgeqp3(m, n, factor, m, pivots, tau, query, -1, info);
        double[] work = new double[Math.max(3 * n + 1, (int) query[0])];
        NativeLibraries.lapack().dgeqp3(m, n, factor, m, pivots, tau, work, work.length, info);
        LapackInfo.requireLegal("dgeqp3", info.val);
    }
}
