package dev.nadir.network;

import dev.nadir.matrix.Matrix;

/** The L² cost C = 1/(2N) Σ_i |x_i − y_i|² and its output gradient ∇_x C = (x − y)/N. */
public final class Cost {
    private Cost() {}

    /** C for outputs x and labels y, both Q x N; NaN if any difference is NaN. */
    public static double of(Matrix outputs, Matrix labels) {
        Matrix.requireShape(outputs, labels.rows(), labels.columns(), "outputs");
        double norm = outputs.minus(labels).frobeniusNorm();
        return norm * (norm / (2.0 * labels.columns()));
    }

    /** ∇_x C = (x − y)/N, Q x N. */
    public static Matrix outputGradient(Matrix outputs, Matrix labels) {
        double samples = labels.columns();
        return outputs.minus(labels).map(difference -> difference / samples);
    }

    /** max |x − y| over all entries. */
    public static double maxResidual(Matrix outputs, Matrix labels) {
        return outputs.minus(labels).maxAbs();
    }

    /**
     * The cost divided by the variance of the labels: Σ_q C_q / Var(y_q), where
     * outputs whose labels do not vary count with variance 1.
     */
    public static double relative(Matrix outputs, Matrix labels) {
        double[] means = labels.rowMeans();
        double sum = 0;
        int n = labels.columns();
        for (int q = 0; q < labels.rows(); q++) {
            double squares = 0;
            double variance = 0;
            for (int i = 0; i < n; i++) {
                double residual = outputs.get(q, i) - labels.get(q, i);
                double deviation = labels.get(q, i) - means[q];
                squares += residual * residual;
                variance += deviation * deviation / n;
            }
            sum += squares / (2.0 * n) / (variance > 0 ? variance : 1);
        }
        return sum;
    }
}
