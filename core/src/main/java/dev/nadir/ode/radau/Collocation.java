package dev.nadir.ode.radau;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Norms;

/**
 * The polynomial of a collocation step: u(t + xh) = u(t) + Σ_i Z_i ℓ_i(x) with the nodes 0, c_1, …, c_s.
 *
 * @param table the method
 * @param start t
 * @param size h
 * @param origin u(t)
 * @param increments Z, n x s
 */
public record Collocation(RadauTable table, double start, double size, double[] origin, Matrix increments) {

    /** The state at a time, inside the step or beyond it. */
    public double[] at(double time) {
        return combine(origin.clone(), table.values((time - start) / size));
    }

    /** The derivative at a time. */
    public double[] slope(double time) {
        double[] weights = table.derivatives((time - start) / size);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= size;
        }
        return combine(new double[origin.length], weights);
    }

    /** ∫ |u'|² from the start to a time in the step: the quadrature of the method, exact for the polynomial. */
    public double dissipated(double end) {
        double sum = 0;
        for (int i = 0; i < RadauTable.STAGES; i++) {
            double norm = Norms.euclidean(slope(start + table.nodes[i] * (end - start)));
            sum += table.weights[i] * norm * norm;
        }
        return (end - start) * sum;
    }

    /** The increments that the polynomial foretells for a step of size h from a time on. */
    public Matrix beyond(double time, double h) {
        int n = origin.length;
        Matrix guess = Matrix.zeros(n, RadauTable.STAGES);
        double from = (time - start) / size;
        double[] there = table.values(from);
        for (int i = 0; i < RadauTable.STAGES; i++) {
            double[] weights = table.values(from + table.nodes[i] * h / size);
            for (int j = 0; j < weights.length; j++) {
                weights[j] -= there[j];
            }
            System.arraycopy(combine(new double[n], weights), 0, guess.data(), i * n, n);
        }
        return guess;
    }

    /** The leading coefficient of u' in Legendre's polynomials, its share of degree s − 1. */
    public double[] leading() {
        int degree = RadauTable.STAGES - 1;
        double[] sum = new double[origin.length];
        for (int i = 0; i < RadauTable.STAGES; i++) {
            double weight = (2 * degree + 1) * table.weights[i] * RadauTable.legendre(table.nodes[i], degree)[degree];
            double[] slope = slope(start + table.nodes[i] * size);
            StageSystem.add(sum, 0, weight, slope, 0, sum.length);
        }
        return sum;
    }

    private double[] combine(double[] sum, double[] weights) {
        int n = sum.length;
        for (int i = 0; i < weights.length; i++) {
            double w = weights[i];
            for (int k = 0; k < n; k++) {
                sum[k] += w * increments.data()[i * n + k];
            }
        }
        return sum;
    }
}
