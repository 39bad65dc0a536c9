package dev.nadir.ode.radau;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.LinearPart;
import java.util.Arrays;

/**
 * (I − hA ⊗ L) Z = R for a symmetric L: what simplified Newton steps of an implicit Runge-Kutta method solve.
 *
 * <p>In the basis of {@link RadauTable} it falls into one real and one complex system (μ − L)x = μr with μ = pole/h, and in
 * the basis of L each of these is tridiagonal: 4nrs flops for the two changes of basis, O(rs) for the rest. A change of h costs
 * nothing. Elimination needs no pivoting: for complex μ the imaginary part of a pivot is at least Im μ; for real μ the pivots
 * are positive while μ is above the spectrum of L, and else the step is too long.
 */
public final class StageSystem {
    private final RadauTable table;
    private final LinearPart linear;
    private final double h;

    public StageSystem(RadauTable table, LinearPart linear, double h) {
        this.table = table;
        this.linear = linear;
        this.h = h;
    }

    /** Z, n x s; not finite where the step is too long. */
    Matrix solve(Matrix right) {
        Matrix c = Products.transposedTimes(linear.basis(), right);
        int r = c.rows();
        int s = RadauTable.STAGES;
        double[][] split = new double[s][r];
        for (int k = 0; k < s; k++) {
            for (int i = 0; i < s; i++) {
                add(split[k], 0, table.inverse[k][i], c.data(), i * r, r);
            }
        }
        solveReal(split[0]);
        for (int e = 1; e < RadauTable.POLES.length; e++) {
            solveComplex(RadauTable.POLES[e], split[2 * e - 1], split[2 * e]);
        }
        Matrix change = Matrix.zeros(r, s);
        for (int i = 0; i < s; i++) {
            for (int k = 0; k < s; k++) {
                add(change.data(), i * r, table.t[i][k], split[k], 0, r);
            }
            add(change.data(), i * r, -1, c.data(), i * r, r);
        }
        return right.plus(1, Products.times(linear.basis(), change));
    }

    /** (I − hL/pole)⁻¹ v for the real pole. */
    public double[] filter(double[] v) {
        double[] c = linear.coordinates(v);
        double[] change = c.clone();
        solveReal(change);
        for (int i = 0; i < c.length; i++) {
            change[i] -= c[i];
        }
        double[] filtered = linear.combine(change);
        add(filtered, 0, 1, v, 0, v.length);
        return filtered;
    }

    /** The method's own e^{hL} v. */
    public double[] propagate(double[] v) {
        int n = v.length;
        double[] moved = v.clone();
        add(moved, 0, 1, linearized(linear.times(v)).data(), (RadauTable.STAGES - 1) * n, n);
        return moved;
    }

    /** Z for the slope F(u) at the start: the right side is hc F(u), the solution the path of the linearized field. */
    public Matrix linearized(double[] slope) {
        int n = slope.length;
        Matrix right = Matrix.zeros(n, RadauTable.STAGES);
        for (int i = 0; i < RadauTable.STAGES; i++) {
            add(right.data(), i * n, h * table.nodes[i], slope, 0, n);
        }
        return solve(right);
    }

    private void solveReal(double[] x) {
        double mu = RadauTable.POLES[0][0] / h;
        int n = x.length;
        double[] pivots = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] *= mu;
            pivots[i] = mu - linear.rates()[i];
            if (i > 0 && linear.beside().length > 0) {
                double factor = -linear.beside()[i - 1] / pivots[i - 1];
                pivots[i] += factor * linear.beside()[i - 1];
                x[i] -= factor * x[i - 1];
            }
            if (!(pivots[i] > 0)) {
                Arrays.fill(x, Double.NaN);
                return;
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            double rest = i + 1 < n && linear.beside().length > 0 ? linear.beside()[i] * x[i + 1] : 0;
            x[i] = (x[i] + rest) / pivots[i];
        }
    }

    /** For ξ = x − iy, as A maps real and imaginary part of an eigenvector. */
    private void solveComplex(double[] pole, double[] x, double[] y) {
        double a = pole[0] / h;
        double b = pole[1] / h;
        int n = x.length;
        double[] re = new double[n]; // 1 / pivot
        double[] im = new double[n];
        for (int i = 0; i < n; i++) {
            double right = a * x[i] + b * y[i];
            double rightIm = b * x[i] - a * y[i];
            double pivot = a - linear.rates()[i];
            double pivotIm = b;
            if (i > 0 && linear.beside().length > 0) {
                double t = linear.beside()[i - 1];
                pivot -= t * t * re[i - 1];
                pivotIm -= t * t * im[i - 1];
                right += t * (re[i - 1] * x[i - 1] - im[i - 1] * y[i - 1]);
                rightIm += t * (re[i - 1] * y[i - 1] + im[i - 1] * x[i - 1]);
            }
            double square = pivot * pivot + pivotIm * pivotIm;
            re[i] = pivot / square;
            im[i] = -pivotIm / square;
            x[i] = right;
            y[i] = rightIm;
        }
        for (int i = n - 1; i >= 0; i--) {
            if (i + 1 < n && linear.beside().length > 0) {
                x[i] += linear.beside()[i] * x[i + 1];
                y[i] += linear.beside()[i] * y[i + 1];
            }
            double real = re[i] * x[i] - im[i] * y[i];
            y[i] = re[i] * y[i] + im[i] * x[i];
            x[i] = real;
        }
        for (int i = 0; i < n; i++) {
            y[i] = -y[i];
        }
    }

    public static void add(double[] target, int to, double factor, double[] source, int from, int length) {
        for (int i = 0; i < length; i++) {
            target[to + i] += factor * source[from + i];
        }
    }
}
