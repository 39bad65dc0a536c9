package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * c = log(1 + e^x) − y x: the logarithmic loss of the probability 1/(1 + e^{−x}) of y = 1, for labels from 0 to 1; outputs are
 * logits. A sample's loss is the sum over its outputs.
 */
public record BinaryCrossEntropy() implements EntrywiseLoss {
    @Override
    public String name() {
        return "binary-cross-entropy";
    }

    @Override
    public void check(Matrix labels) {
        for (int k = 0; k < labels.data().length; k++) {
            if (!(labels.data()[k] >= 0 && labels.data()[k] <= 1)) {
                throw new IllegalArgumentException("label of sample " + (k / labels.rows() + 1) + ", output "
                        + (k % labels.rows() + 1) + ": got " + labels.data()[k]
                        + ", expected a probability from 0 to 1 for binary cross-entropy");
            }
        }
    }

    /** Two terms that are not negative, so that nothing cancels where the loss is small. */
    @Override
    public double value(double x, double y) {
        double positive = y == 0 ? 0 : y * softplus(-x);
        return positive + (y == 1 ? 0 : (1 - y) * softplus(x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double logistic(double x) {
        double e = Math.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** p − y = (1 − y) p − y (1 − p). */
    @Override
    public double slope(double x, double y) {
        return (1 - y) * logistic(x) - y * logistic(-x);
    }

    @Override
    public double bend(double x, double y) {
        return logistic(x) * logistic(-x);
    }

    @Override
    public double conjugate(double w, double y) {
        double p = w + y;
        return p >= 0 && p <= 1
                ? CrossEntropy.negativeEntropy(p) + CrossEntropy.negativeEntropy(1 - p)
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public double intoDomain(double w, double y) {
        double p = w + y;
        return p >= 0 && p <= 1 ? w : p < 0 ? -y : 1 - y;
    }

    @Override
    public double floor(double y) {
        return -CrossEntropy.negativeEntropy(y) - CrossEntropy.negativeEntropy(1 - y);
    }
}
