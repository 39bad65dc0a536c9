package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;

/** Copies between the triangles of square column-major arrays. */
final class Triangles {
    private static final int BLOCK = 32;

    private Triangles() {}

    /** R⁻¹ B for an upper triangular R without zeros on the diagonal. */
    static Matrix solveUpper(Matrix r, Matrix b) {
        int n = r.rows();
        Matrix x = b.copy();
        if (n > 0 && b.columns() > 0) {
            NativeLibraries.blas().dtrsm("L", "U", "N", "N", n, b.columns(), 1, r.data(), n, x.data(), n);
        }
        return x;
    }

    /** Makes a matrix symmetric from its lower triangle. */
    static void mirrorLower(double[] c, int n) {
        for (int j0 = 0; j0 < n; j0 += BLOCK) {
            for (int i0 = j0; i0 < n; i0 += BLOCK) {
                int jEnd = Math.min(j0 + BLOCK, n);
                int iEnd = Math.min(i0 + BLOCK, n);
                for (int j = j0; j < jEnd; j++) {
                    for (int i = Math.max(i0, j + 1); i < iEnd; i++) {
                        c[j + i * n] = c[i + j * n];
                    }
                }
            }
        }
    }
}
