package dev.nadir.jacobian.measure;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ZeroLoss;
import java.util.OptionalDouble;

/**
 * The loss of a network on its data, in the measures in use.
 *
 * @param cost C = 1/(2N) Σ_i |x_i − y_i|²
 * @param meanSquaredError the mean of (x − y)² over all N·Q numbers, 2C/Q: what frameworks call MSE
 * @param accuracy for classes, the share of samples whose largest output is that of their class
 * @param constantCost the cost of the constant that fits best, the mean label: above it a network is worse than none
 * @param relativeCost {@link Cost#relative}, by which {@link ZeroLoss} decides
 */
public record LossMeasures(
        double cost, double meanSquaredError, OptionalDouble accuracy, double constantCost, double relativeCost) {
    /**
     * Measures outputs against labels, both Q x N.
     *
     * @param classes whether the labels are one-hot columns
     * @throws IllegalArgumentException if the shapes differ
     */
    public static LossMeasures of(Matrix outputs, Matrix labels, boolean classes) {
        double cost = Cost.of(outputs, labels);
        double[] means = labels.rowMeans();
        Matrix constant = Matrix.zeros(labels.rows(), labels.columns());
        for (int at = 0; at < constant.data().length; at++) {
            constant.data()[at] = means[at % means.length];
        }
        return new LossMeasures(
                cost,
                2 * cost / labels.rows(),
                classes && labels.rows() > 1 ? OptionalDouble.of(accuracy(outputs, labels)) : OptionalDouble.empty(),
                Cost.of(constant, labels),
                Cost.relative(outputs, labels));
    }

    private static double accuracy(Matrix outputs, Matrix labels) {
        int right = 0;
        for (int i = 0; i < labels.columns(); i++) {
            right += largest(outputs, i) == largest(labels, i) ? 1 : 0;
        }
        return right / (double) labels.columns();
    }

    /** The row of the largest entry of a column, the first of equals. */
    public static int largest(Matrix matrix, int column) {
        int best = 0;
        for (int q = 1; q < matrix.rows(); q++) {
            best = matrix.get(q, column) > matrix.get(best, column) ? q : best;
        }
        return best;
    }

    /** Whether the loss is zero by the rule of {@link ZeroLoss}. */
    public boolean zero() {
        return ZeroLoss.reached(relativeCost);
    }

    /** Whether a constant fits better than the network. */
    public boolean worseThanConstant() {
        return cost > constantCost;
    }
}
