package dev.nadir.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.nadir.matrix.Matrix;

/** Matrix products by BLAS; 2mnk flops each, one new array for the result. */
public final class Products {
    private Products() {}

    /** A B. */
    public static Matrix times(Matrix a, Matrix b) {
        requireInner(a.columns(), b.rows());
        return gemm("N", "N", a.rows(), b.columns(), a.columns(), a, b);
    }

    /** Aᵀ B. */
    public static Matrix transposedTimes(Matrix a, Matrix b) {
        requireInner(a.rows(), b.rows());
        return gemm("T", "N", a.columns(), b.columns(), a.rows(), a, b);
    }

    /** A Bᵀ. */
    public static Matrix timesTransposed(Matrix a, Matrix b) {
        requireInner(a.columns(), b.columns());
        return gemm("N", "T", a.rows(), b.rows(), a.columns(), a, b);
    }

    /**
     * W A + b 1ᵀ. The bias is added after the product, so that a large bias is rounded against once and not once per
     * term of the dot product.
     */
    public static Matrix affine(Matrix weight, Matrix a, double[] bias) {
        if (bias.length != weight.rows()) {
            throw new IllegalArgumentException("bias: got " + bias.length + " entries, expected " + weight.rows());
        }
        Matrix z = times(weight, a);
        double[] data = z.data();
        int at = 0;
        for (int j = 0; j < z.columns(); j++) {
            for (int i = 0; i < bias.length; i++, at++) {
                data[at] += bias[i];
            }
        }
        return z;
    }

    /** A B, with A given as a block of so many rows, into another block. */
    public static void times(Block a, int rows, Matrix b, Block target) {
        if (rows > 0 && b.rows() > 0 && b.columns() > 0) {
            blas().dgemm(
                            "N",
                            "N",
                            rows,
                            b.columns(),
                            b.rows(),
                            1,
                            a.data(),
                            a.offset(),
                            a.stride(),
                            b.data(),
                            0,
                            b.rows(),
                            0,
                            target.data(),
                            target.offset(),
                            target.stride());
        }
    }

    /** A v. */
    public static double[] times(Matrix a, double[] v) {
        requireInner(a.columns(), v.length);
        return gemv("N", a, v, a.rows());
    }

    /** Aᵀ v. */
    public static double[] transposedTimes(Matrix a, double[] v) {
        requireInner(a.rows(), v.length);
        return gemv("T", a, v, a.columns());
    }

    /** AᵀA, exactly symmetric; columns² rows flops. */
    public static Matrix gram(Matrix a) {
        return syrk("T", a, a.columns(), a.rows());
    }

    /** A Aᵀ, exactly symmetric; rows² columns flops. */
    public static Matrix outerGram(Matrix a) {
        return syrk("N", a, a.rows(), a.columns());
    }

    /** Makes a square matrix symmetric from its lower triangle; changes and returns it. */
    public static Matrix mirrored(Matrix a) {
        Matrix.requireShape(a, a.rows(), a.rows(), "symmetric matrix");
        Triangles.mirrorLower(a.data(), a.rows());
        return a;
    }

    private static Matrix gemm(String transA, String transB, int m, int n, int k, Matrix a, Matrix b) {
        double[] c = Matrix.numbers(m, n);
        if (m > 0 && n > 0 && k > 0) {
            blas().dgemm(transA, transB, m, n, k, 1, a.data(), a.rows(), b.data(), b.rows(), 0, c, m);
        }
        return new Matrix(m, n, c);
    }

    private static double[] gemv(String trans, Matrix a, double[] v, int length) {
        double[] result = new double[length];
        if (a.rows() > 0 && a.columns() > 0) {
            blas().dgemv(trans, a.rows(), a.columns(), 1, a.data(), a.rows(), v, 1, 0, result, 1);
        }
        return result;
    }

    private static Matrix syrk(String trans, Matrix a, int n, int k) {
        double[] c = Matrix.numbers(n, n);
        if (n > 0 && k > 0) {
            blas().dsyrk("L", trans, n, k, 1, a.data(), a.rows(), 0, c, n);
        }
        Triangles.mirrorLower(c, n);
        return new Matrix(n, n, c);
    }

    private static void requireInner(int left, int right) {
        if (left != right) {
            throw new IllegalArgumentException(
                    "product: got inner dimensions " + left + " and " + right + ", expected them equal");
        }
    }

    private static BLAS blas() {
        return NativeLibraries.blas();
    }
}
