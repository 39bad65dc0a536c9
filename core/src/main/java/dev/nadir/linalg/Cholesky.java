package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import java.util.Optional;
import org.netlib.util.intW;

/** Cholesky factor A = L Lᵀ of a symmetric positive definite matrix; n³/3 flops. */
public final class Cholesky {
    private final Matrix lower;

    private Cholesky(Matrix lower) {
        this.lower = lower;
    }

    /** The factor, or empty if A is not numerically positive definite. Only the lower triangle is read. */
    public static Optional<Cholesky> of(Matrix a) {
        int n = a.rows();
        Matrix.requireShape(a, n, n, "symmetric matrix");
        Matrix lower = a.copy();
        if (n > 0) {
            intW info = new intW(0);
            NativeLibraries.lapack().dpotrf("L", n, lower.data(), n, info);
            LapackInfo.requireLegal("dpotrf", info.val);
            if (info.val > 0) {
                return Optional.empty();
            }
        }
        for (int j = 0; j < n; j++) {
            double pivot = lower.get(j, j);
            if (!(pivot > 0) || Double.isInfinite(pivot)) { // also NaN, which dpotrf lets through
                return Optional.empty();
            }
            java.util.Arrays.fill(lower.data(), j * n, j * n + j, 0);
        }
        return Optional.of(new Cholesky(lower));
    }

    /** L, zeros above the diagonal. */
    public Matrix lower() {
        return lower;
    }

    /** A⁻¹ B. */
    public Matrix solve(Matrix b) {
        int n = lower.rows();
        Matrix.requireShape(b, n, b.columns(), "right-hand side");
        Matrix x = b.copy();
        if (n > 0 && b.columns() > 0) {
            NativeLibraries.blas().dtrsm("L", "L", "N", "N", n, b.columns(), 1, lower.data(), n, x.data(), n);
            NativeLibraries.blas().dtrsm("L", "L", "T", "N", n, b.columns(), 1, lower.data(), n, x.data(), n);
        }
        return x;
    }
}
