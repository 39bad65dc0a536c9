package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * Householder QR with column pivoting A P = Q R of any m x n matrix (LAPACK dgeqp3); |R_jj| descends.
 *
 * <p>The diagonal of R shows the rank for a fraction of the price of singular values, reliably in practice though not
 * in theory (Kahan's matrix); {@link #rankReport} therefore says what it judged by. Cost about
 * 4mnk − 2k²(m+n) + 4k³/3 flops, k = min(m, n); one copy of A.
 */
public final class PivotedQr {
    private final int rows;
    private final int columns;
    private final double[] reflectors;
    private final double[] tau;
    private final int[] permutation;

    private PivotedQr(Matrix factored, double[] tau, int[] permutation) {
        this.rows = factored.rows();
        this.columns = factored.columns();
        this.reflectors = factored.data();
        this.tau = tau;
        this.permutation = permutation;
    }

    /**
     * Factorizes a copy of A.
     *
     * @throws IllegalArgumentException if A has NaN or infinite entries
     */
    public static PivotedQr of(Matrix a) {
        if (!a.isFinite()) {
            throw new IllegalArgumentException("matrix: got NaN or infinite entries, expected finite ones");
        }
        Matrix factored = a.copy();
        int m = a.rows();
        int n = a.columns();
        double[] tau = new double[Math.min(m, n)];
        int[] pivots = new int[n];
        if (tau.length > 0) {
            intW info = new intW(0);
            double[] work = new double[1];
            NativeLibraries.lapack().dgeqp3(m, n, factored.data(), m, pivots, tau, work, -1, info);
            work = new double[Workspace.length("dgeqp3", 3L * n + 1, work[0])];
            NativeLibraries.lapack().dgeqp3(m, n, factored.data(), m, pivots, tau, work, work.length, info);
            LapackInfo.requireLegal("dgeqp3", info.val);
            for (int j = 0; j < n; j++) {
                pivots[j]--; // LAPACK counts from 1
            }
        } else {
            java.util.Arrays.setAll(pivots, j -> j);
        }
        return new PivotedQr(factored, tau, pivots);
    }

    /** The columns of A in the order of A P: column j of A P is column {@code permutation()[j]} of A. */
    public int[] permutation() {
        return permutation.clone();
    }

    /** R, min(m, n) x n, zeros below the diagonal. */
    public Matrix r() {
        return leadingRows(tau.length);
    }

    /** |R_jj|, descending. */
    public double[] diagonal() {
        double[] diagonal = new double[tau.length];
        for (int j = 0; j < diagonal.length; j++) {
            diagonal[j] = Math.abs(reflectors[j + j * rows]);
            diagonal[j] = j > 0 ? Math.min(diagonal[j], diagonal[j - 1]) : diagonal[j]; // descends but for rounding
        }
        return diagonal;
    }

    /** Judges the diagonal of R with the rule |R_jj| > max(m, n) · ε · |R_11|; its values stand in for the σ. */
    public RankReport rankReport() {
        double[] diagonal = diagonal();
        double first = diagonal.length == 0 ? 0 : diagonal[0];
        int largest = Math.max(rows, columns);
        return RankReport.toRounding(diagonal, largest * Math.ulp(1.0) * first, largest + " ε |R₁₁| of pivoted QR");
    }

    /**
     * The W of least norm among those that minimize ‖W A − B‖, with A cut to the rank of {@link #rankReport}.
     *
     * <p>With R = [R_1 R_2] the leading r rows and Q_1 the leading r columns: W = Z Q_1ᵀ, where Z minimizes
     * ‖Z [R_1 R_2] − B P‖ (Golub and Van Loan, Matrix Computations, section 5.5). Cost O(p m n) beyond a QR of an
     * n x r matrix.
     *
     * @param b p x n
     */
    public RightSolution leastNormRight(Matrix b) {
        Matrix.requireShape(b, b.rows(), columns, "right-hand side");
        int rank = rankReport().rank();
        Matrix top = leadingRows(rank);
        Matrix permuted = b.selectColumns(permutation);
        Qr qr = Qr.ofOwned(top.transpose()); // [R_1 R_2]ᵀ = V T
        Matrix coefficients = qr.transposedTimes(permuted.transpose()).rows(0, rank);
        Matrix z = Triangles.solveUpper(qr.r(), coefficients).transpose();
        Matrix unremovable = permuted.minus(Products.times(z, top));
        return new RightSolution(spread(z), unremovable.frobeniusNorm(), rank);
    }

    /**
     * A least-squares solution of W A = B.
     *
     * @param weight W, p x m
     * @param residual ‖W A − B‖ in the Frobenius norm with A cut to its rank: what no W removes, up to rounding
     * @param rank the rank used
     */
    public record RightSolution(Matrix weight, double residual, int rank) {}

    /** Z Q_1ᵀ = [Z 0] Qᵀ. */
    private Matrix spread(Matrix z) {
        Matrix padded = Matrix.zeros(z.rows(), rows);
        System.arraycopy(z.data(), 0, padded.data(), 0, z.data().length);
        new Reflectors(rows, reflectors, tau).apply("R", "T", padded);
        return padded;
    }

    private Matrix leadingRows(int count) {
        Matrix leading = Matrix.zeros(count, columns);
        for (int j = 0; j < columns; j++) {
            System.arraycopy(reflectors, j * rows, leading.data(), j * count, Math.min(j + 1, count));
        }
        return leading;
    }
}
