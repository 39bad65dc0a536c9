package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * Thin singular value decomposition A = U diag(σ) Vᵀ (LAPACK dgesdd).
 *
 * @param left U, m x min(m, n); m x 0 if only values were asked for
 * @param values σ, <b>descending</b>, each to about ε σ_max
 * @param rightTransposed Vᵀ, min(m, n) x n; 0 x n if only values were asked for
 */
public record Svd(Matrix left, double[] values, Matrix rightTransposed) {

    /** Values and vectors. */
    public static Svd of(Matrix a) {
        if (a.rows() > a.columns()) { // for a tall A the binding asks for an m x m array U, too large
            Svd transposed = of(a.transpose());
            return new Svd(transposed.rightTransposed.transpose(), transposed.values, transposed.left.transpose());
        }
        int least = a.rows();
        Matrix left = Matrix.zeros(a.rows(), least);
        Matrix right = Matrix.zeros(least, a.columns());
        return new Svd(left, compute("S", a, left, right), right);
    }

    /** Values only. */
    public static double[] valuesOf(Matrix a) {
        return compute("N", a, Matrix.zeros(1, 1), Matrix.zeros(1, 1));
    }

    private static double[] compute(String job, Matrix a, Matrix left, Matrix right) {
        int m = a.rows();
        int n = a.columns();
        double[] values = new double[Math.min(m, n)];
        if (values.length == 0) {
            return values;
        }
        if (!a.isFinite()) {
            throw new IllegalArgumentException("matrix: got NaN or infinite entries, expected finite ones");
        }
        long documented = documentedWorkspace(job, Math.min(m, n), Math.max(m, n));
        Workspace.length("dgesdd", documented);
        double[] copy = a.data().clone();
        int ldu = Math.max(1, left.rows());
        int ldvt = Math.max(1, right.rows());
        int[] integers = new int[8 * values.length];
        double[] work = new double[1];
        intW info = new intW(0);
        NativeLibraries.lapack()
                .dgesdd(job, m, n, copy, m, values, left.data(), ldu, right.data(), ldvt, work, -1, integers, info);
        work = new double[Workspace.length("dgesdd", documented, work[0])];
        NativeLibraries.lapack()
                .dgesdd(
                        job,
                        m,
                        n,
                        copy,
                        m,
                        values,
                        left.data(),
                        ldu,
                        right.data(),
                        ldvt,
                        work,
                        work.length,
                        integers,
                        info);
        LapackInfo.requireLegal("dgesdd", info.val);
        if (info.val > 0) {
            throw new IllegalStateException("dgesdd: no convergence, " + info.val);
        }
        return values;
    }

    /** 4k² + 7k with vectors, 3k + max(largest, 7k) without, k = min(m, n) (documentation of dgesdd). */
    private static long documentedWorkspace(String job, long least, long largest) {
        return "S".equals(job) ? 4 * least * least + 7 * least : 3 * least + Math.max(largest, 7 * least);
    }
}
