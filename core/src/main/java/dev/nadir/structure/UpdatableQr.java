package dev.nadir.structure;

import java.util.Arrays;

/**
 * A thin QR factorization of a growing and shrinking set of columns, with the projection Qᵀf of one right-hand side
 * kept up to date.
 *
 * <p>Columns enter by Gram-Schmidt, with a second pass where the first cancels ("twice is enough") and leave by Givens rotations;
 * both cost O(rows · columns). R is stored by columns.
 */
final class UpdatableQr {
    /** Where so much of the length remains, one projection leaves the column orthogonal to rounding. */
    private static final double SAFE_FRACTION = 0.7;

    private final int rows;
    private final double[] f;
    private double[][] q = new double[8][];
    private double[][] r = new double[8][];
    private double[] projected = new double[8];
    private int size;

    UpdatableQr(double[] f) {
        this.rows = f.length;
        this.f = f;
    }

    int size() {
        return size;
    }

    /**
     * Appends the column a[offset .. offset + rows).
     *
     * @return false, with nothing changed, if the column depends on the others to rounding
     */
    boolean append(double[] a, int offset) {
        grow();
        double[] column = Arrays.copyOfRange(a, offset, offset + rows);
        double norm = Math.sqrt(dot(column, column));
        double[] coefficients = new double[size + 1];
        double rest = project(column, coefficients);
        if (rest < SAFE_FRACTION * norm) { // cancellation: what remains may lean on the columns before it
            rest = project(column, coefficients);
        }
        if (size == rows || !(rest > 4 * Math.ulp(1.0) * norm)) {
            return false;
        }
        coefficients[size] = rest;
        for (int i = 0; i < rows; i++) {
            column[i] /= rest;
        }
        q[size] = column;
        r[size] = coefficients;
        projected[size] = dot(column, f);
        size++;
        return true;
    }

    /** Takes the components along the columns out and returns what remains of the length. */
    private double project(double[] column, double[] coefficients) {
        for (int k = 0; k < size; k++) {
            double c = dot(q[k], column);
            coefficients[k] += c;
            subtract(c, q[k], column);
        }
        return Math.sqrt(dot(column, column));
    }

    /** Removes the column at the given position. */
    void remove(int position) {
        for (int j = position; j < size - 1; j++) {
            r[j] = r[j + 1];
        }
        for (int j = position; j < size - 1; j++) {
            double a = r[j][j];
            double b = r[j][j + 1];
            double h = Math.hypot(a, b);
            double cos = h == 0 ? 1 : a / h;
            double sin = h == 0 ? 0 : b / h;
            for (int k = j; k < size - 1; k++) {
                double upper = r[k][j];
                double lower = r[k][j + 1];
                r[k][j] = cos * upper + sin * lower;
                r[k][j + 1] = cos * lower - sin * upper;
            }
            rotate(q[j], q[j + 1], cos, sin);
            projected[j] = dot(q[j], f);
            projected[j + 1] = dot(q[j + 1], f);
        }
        size--;
    }

    /** The least-squares solution R⁻¹ Qᵀ f. */
    double[] solve() {
        double[] x = Arrays.copyOf(projected, size);
        for (int j = size - 1; j >= 0; j--) {
            x[j] /= r[j][j];
            for (int i = 0; i < j; i++) {
                x[i] -= r[j][i] * x[j];
            }
        }
        return x;
    }

    private void grow() {
        if (size == q.length) {
            q = Arrays.copyOf(q, 2 * size);
            r = Arrays.copyOf(r, 2 * size);
            projected = Arrays.copyOf(projected, 2 * size);
        }
    }

    private static void rotate(double[] a, double[] b, double cos, double sin) {
        for (int i = 0; i < a.length; i++) {
            double upper = a[i];
            a[i] = cos * upper + sin * b[i];
            b[i] = cos * b[i] - sin * upper;
        }
    }

    private static void subtract(double factor, double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] -= factor * from[i];
        }
    }

    /** Four partial sums, so that the additions do not wait for each other. */
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
