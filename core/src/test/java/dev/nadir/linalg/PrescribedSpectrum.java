package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Matrices A = U diag(s) Vᵀ with known singular values and seeded orthogonal U, V: the shared suite of hard cases. */
public final class PrescribedSpectrum {
    private PrescribedSpectrum() {}

    /** U diag(s) Vᵀ, rows x columns, with min(rows, columns) singular values. */
    public static Matrix matrix(int rows, int columns, double[] singularValues, long seed) {
        int k = Math.min(rows, columns);
        Matrix u = orthonormal(rows, k, seed);
        Matrix v = orthonormal(columns, k, seed + 1);
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < rows; i++) {
                u.data()[i + j * rows] *= singularValues[j];
            }
        }
        return Products.timesTransposed(u, v);
    }

    /** Q diag(values) Qᵀ, exactly symmetric. */
    public static Matrix symmetric(double[] values, long seed) {
        int n = values.length;
        Matrix q = orthonormal(n, n, seed);
        Matrix scaled = q.copy();
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                scaled.data()[i + j * n] *= values[j];
            }
        }
        Matrix a = Products.timesTransposed(scaled, q);
        return a.plus(1, a.transpose()).map(x -> x / 2);
    }

    /** Orthonormal columns, from the QR factorization of a seeded Gaussian matrix. */
    public static Matrix orthonormal(int rows, int columns, long seed) {
        return Qr.of(gaussian(rows, columns, seed)).thinQ();
    }

    /** Independent standard normal entries. */
    public static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** Descending from 1 to 1/condition with equal ratios. */
    public static double[] geometric(int count, double condition) {
        double[] s = new double[count];
        Arrays.setAll(s, j -> count == 1 ? 1 : Math.pow(condition, -j / (count - 1.0)));
        return s;
    }

    /** Ones, then zeros: exact rank. */
    public static double[] step(int count, int rank) {
        double[] s = new double[count];
        Arrays.fill(s, 0, rank, 1);
        return s;
    }
}
