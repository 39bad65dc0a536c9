package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * A symmetric matrix in tridiagonal form, A = Q T Qᵀ (LAPACK dsytrd, dorgtr): one reduction, 8n³/3 flops, and every shifted
 * system (A + μ)x = b costs two products with Q and O(n).
 *
 * @param basis Q, orthonormal columns
 * @param diagonal of T
 * @param beside the entries next to the diagonal, one fewer
 */
public record Tridiagonal(Matrix basis, double[] diagonal, double[] beside) {

    /**
     * Of a symmetric matrix, whose lower triangle is read.
     *
     * @throws IllegalArgumentException if it is not square or not finite
     */
    public static Tridiagonal of(Matrix a) {
        int n = a.rows();
        Matrix.requireShape(a, n, n, "symmetric matrix");
        if (!a.isFinite()) {
            throw new IllegalArgumentException("symmetric matrix: got NaN or infinite entries, expected finite ones");
        }
        Matrix q = a.copy();
        double[] diagonal = new double[n];
        double[] beside = new double[Math.max(0, n - 1)];
        if (n > 0) {
            double[] tau = new double[Math.max(1, n - 1)];
            double[] work = new double[Workspace.length("dsytrd", 64L * n)];
            intW info = new intW(0);
            NativeLibraries.lapack().dsytrd("L", n, q.data(), n, diagonal, beside, tau, work, work.length, info);
            LapackInfo.requireLegal("dsytrd", info.val);
            NativeLibraries.lapack().dorgtr("L", n, q.data(), n, tau, work, work.length, info);
            LapackInfo.requireLegal("dorgtr", info.val);
        }
        return new Tridiagonal(q, diagonal, beside);
    }
}
