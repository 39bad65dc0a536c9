package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * ∇²(u · x) v by central differences of Dᵀu along v.
 *
 * <p>The step moves no parameter by more than ∛ε of the root mean square of θ: the error is about ε^(2/3) = 4e-11 relative to ‖u‖
 * times the third derivatives on that scale, half of it rounding. {@link #error} measures it.
 */
public final class GradientDifferences {
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private GradientDifferences() {}

    /**
     * The product; two evaluations and two products with Dᵀ.
     *
     * @param u of length QN
     * @param v of length K
     */
    public static double[] along(Evaluation at, double[] u, double[] v) {
        return along(at, u, v, STEP);
    }

    /** The norm of what a step twice as long changes: an estimate of the error of {@link #along}, from above. */
    public static double error(Evaluation at, double[] u, double[] v) {
        Matrix near = Matrix.column(along(at, u, v, STEP));
        Matrix far = Matrix.column(along(at, u, v, 2 * STEP));
        return far.minus(near).frobeniusNorm();
    }

    private static double[] along(Evaluation at, double[] u, double[] v, double relative) {
        double[] theta = at.theta();
        double largest = Matrix.column(v).maxAbs();
        if (largest == 0) {
            return new double[v.length];
        }
        double size = Matrix.column(theta).frobeniusNorm() / Math.sqrt(theta.length);
        double step = relative * (size > 0 ? size : 1) / largest;
        double[] above = at.at(moved(theta, step, v)).transposedTimes(u);
        double[] below = at.at(moved(theta, -step, v)).transposedTimes(u);
        for (int k = 0; k < above.length; k++) {
            above[k] = (above[k] - below[k]) / (2 * step);
        }
        return above;
    }

    private static double[] moved(double[] theta, double factor, double[] v) {
        double[] moved = theta.clone();
        for (int k = 0; k < moved.length; k++) {
            moved[k] += factor * v[k];
        }
        return moved;
    }
}
