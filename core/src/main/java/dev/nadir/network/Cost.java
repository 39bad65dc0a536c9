package dev.nadir.network;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;

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
     * The cost divided by the variance of the labels, Σ_q C_q / Var(y_q): for every output half the square of ‖x_q − y_q‖
     * over ‖y_q − ȳ_q‖.
     *
     * <p>An output whose labels are all the same is measured by the size of its labels instead, ‖y_q‖; one whose labels
     * are all 0 by that of all labels, ‖y‖/√Q; where every label is 0 there is no scale, and the result is 0 for outputs
     * that are exactly 0, else infinity. Multiplying outputs and labels by a power of two changes nothing.
     */
    public static double relative(Matrix outputs, Matrix labels) {
        Matrix residual = outputs.minus(labels);
        double[] scales = labelScales(labels);
        double sum = 0;
        for (int q = 0; q < labels.rows(); q++) {
            double missed = residual.rows(q, q + 1).frobeniusNorm();
            double ratio = missed == 0 ? 0 : missed / scales[q];
            sum += ratio * ratio / 2;
        }
        return sum;
    }

    /** The scale of every output in {@link #relative}: ‖y_q − ȳ_q‖, or ‖y_q‖, or ‖y‖/√Q; 0 only where all labels are 0. */
    public static double[] labelScales(Matrix labels) {
        double whole = labels.frobeniusNorm() / Math.sqrt(Math.max(1, labels.rows()));
        double[] scales = new double[labels.rows()];
        Arrays.setAll(scales, q -> scale(labels.rows(q, q + 1), whole));
        return scales;
    }

    /** ‖y_q − ȳ_q‖, or the size of the labels where they do not vary. */
    private static double scale(Matrix labels, double whole) {
        double first = labels.data().length == 0 ? 0 : labels.data()[0];
        boolean varies = Arrays.stream(labels.data()).anyMatch(label -> label != first);
        if (varies) {
            double mean = labels.rowMeans()[0];
            return labels.map(label -> label - mean).frobeniusNorm();
        }
        return first == 0 ? whole : labels.frobeniusNorm();
    }
}
