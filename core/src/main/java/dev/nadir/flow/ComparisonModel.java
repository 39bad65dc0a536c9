package dev.nadir.flow;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.VectorField;

/**
 * The comparison model in output space, [CE] (1.1): x' = −∇_x C = −(x − y)/N, solved by x(s) = y + e^{−s/N}(x_0 − y).
 *
 * @param labels Y, Q x N
 */
public record ComparisonModel(Matrix labels) implements VectorField {

    @Override
    public int dimension() {
        return labels.data().length;
    }

    @Override
    public double[] at(double time, double[] state) {
        double[] slope = new double[state.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (labels.data()[i] - state[i]) / labels.columns();
        }
        return slope;
    }

    /** C(s) = C(s_0) e^{−2s/N} of the exact solution after a time s. */
    public double cost(double time, double start) {
        return start * Math.exp(-2 * time / labels.columns());
    }

    /** The exact solution at time s from outputs x_0 at time 0. */
    public Matrix solution(double time, Matrix start) {
        double decay = Math.exp(-time / labels.columns());
        return labels.plus(decay, start.minus(labels));
    }
}
