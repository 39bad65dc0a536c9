package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import org.netlib.util.intW;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix A = U Λ Uᵀ (LAPACK dsyevd); only the lower triangle is read.
 *
 * @param values eigenvalues, <b>ascending</b>, each to about n ε ‖A‖
 * @param vectors the orthonormal eigenvectors in the same order, one per column; empty (n x 0) if not asked for
 */
public record SymmetricEigen(double[] values, Matrix vectors) {

    /** Values and vectors; about 9n³ flops, 3n² memory. */
    public static SymmetricEigen of(Matrix a) {
        requireWorkspace("V", a.rows());
        Matrix vectors = a.copy();
        double[] values = compute("V", vectors);
        return new SymmetricEigen(values, vectors);
    }

    /** Values only; about 4n³/3 flops. */
    public static double[] valuesOf(Matrix a) {
        requireWorkspace("N", a.rows());
        return compute("N", a.copy());
    }

    private static double[] compute(String job, Matrix a) {
        int n = a.rows();
        Matrix.requireShape(a, n, n, "symmetric matrix");
        if (!a.isFinite()) {
            throw new IllegalArgumentException("symmetric matrix: got NaN or infinite entries, expected finite ones");
        }
        double[] values = new double[n];
        if (n == 0) {
            return values;
        }
        intW info = new intW(0);
        double[] work = new double[1];
        int[] integers = new int[1];
        NativeLibraries.lapack().dsyevd(job, "L", n, a.data(), n, values, work, -1, integers, -1, info);
        work = new double[Workspace.length("dsyevd", requireWorkspace(job, n), work[0])];
        integers = new int[Math.max("V".equals(job) ? 3 + 5 * n : 1, integers[0])];
        NativeLibraries.lapack()
                .dsyevd(job, "L", n, a.data(), n, values, work, work.length, integers, integers.length, info);
        LapackInfo.requireLegal("dsyevd", info.val);
        if (info.val > 0) {
            throw new IllegalStateException("dsyevd: no convergence, index " + info.val);
        }
        return values;
    }

    /** 1 + 6n + 2n² with vectors, 2n + 1 without (documentation of dsyevd). */
    private static int requireWorkspace(String job, long n) {
        return Workspace.length("dsyevd", "V".equals(job) ? 1 + 6 * n + 2 * n * n : 2 * n + 1);
    }
}
