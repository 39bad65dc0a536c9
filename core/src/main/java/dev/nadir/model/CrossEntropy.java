package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * c = log Σ_q e^{x_q} − Σ_q y_q x_q for labels that are probabilities of the Q classes, with label smoothing ε: y is (1 − ε)
 * times the label plus ε/Q. Outputs are logits.
 *
 * <p>Its infimum is the entropy of y: 0 for certain labels, and then not attained; log-size for smoothed ones, whatever the
 * model. C*(u) = −1/N Σ_i H(p_i) where p_i = y_i + N u_i are probabilities, else infinity.
 *
 * @param smoothing ε in [0, 1)
 */
public record CrossEntropy(double smoothing) implements Loss {
    private static final double SUM = 1e-9; // labels come as decimal fractions: 0.333333333

    /** Checks ε. */
    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing: got " + smoothing + ", expected a number from 0 to below 1");
        }
    }

    @Override
    public String name() {
        return smoothing == 0 ? "cross-entropy" : "cross-entropy=" + smoothing;
    }

    @Override
    public boolean shiftInvariant() {
        return true;
    }

    @Override
    public void check(Matrix labels) {
        if (labels.rows() < 2) {
            throw new IllegalArgumentException(
                    "classes: got Q = 1 output, expected at least 2; take binary-cross-entropy for one logit");
        }
        for (int i = 0; i < labels.columns(); i++) {
            double sum = 0;
            boolean negative = false;
            for (int q = 0; q < labels.rows(); q++) {
                sum += labels.get(q, i);
                negative |= !(labels.get(q, i) >= 0);
            }
            if (negative || !(Math.abs(sum - 1) <= SUM)) {
                throw new IllegalArgumentException("labels of sample " + (i + 1) + ": got numbers that sum up to " + sum
                        + (negative ? ", some negative" : "") + ", expected probabilities of the classes");
            }
        }
    }

    /** y: smoothed, and summing up to 1 as closely as doubles do. */
    private double[] target(Matrix labels, int i) {
        int classes = labels.rows();
        double sum = 0;
        for (int q = 0; q < classes; q++) {
            sum += labels.get(q, i);
        }
        double[] y = new double[classes];
        for (int q = 0; q < classes; q++) {
            y[q] = (1 - smoothing) * labels.get(q, i) / sum + smoothing / classes;
        }
        return y;
    }

    /** With a the largest logit, log(1 + Σ_{q≠a} e^{x_q − x_a}) + Σ_q y_q (x_a − x_q): two terms that are not negative. */
    @Override
    public double value(Matrix outputs, Matrix labels) {
        Matrix.requireShape(outputs, labels.rows(), labels.columns(), "outputs");
        double sum = 0;
        for (int i = 0; i < labels.columns(); i++) {
            double[] y = target(labels, i);
            int a = largest(outputs, i);
            double others = 0;
            double missed = 0;
            for (int q = 0; q < y.length; q++) {
                double below = outputs.get(a, i) - outputs.get(q, i);
                others += q == a ? 0 : Math.exp(-below);
                missed += y[q] == 0 ? 0 : y[q] * below;
            }
            sum += Math.log1p(others) + missed;
        }
        return sum / labels.columns();
    }

    private static int largest(Matrix outputs, int i) {
        int a = 0;
        for (int q = 1; q < outputs.rows(); q++) {
            a = outputs.get(q, i) > outputs.get(a, i) ? q : a;
        }
        return a;
    }

    private static double[] probabilities(Matrix outputs, int i) {
        double top = outputs.get(largest(outputs, i), i);
        double[] p = new double[outputs.rows()];
        double sum = 0;
        for (int q = 0; q < p.length; q++) {
            p[q] = Math.exp(outputs.get(q, i) - top);
            sum += p[q];
        }
        for (int q = 0; q < p.length; q++) {
            p[q] /= sum;
        }
        return p;
    }

    /** (p − y)/N; where y_q is near 1, (1 − y_q) minus the sum of the other probabilities, which does not cancel. */
    @Override
    public Matrix gradient(Matrix outputs, Matrix labels) {
        Matrix.requireShape(outputs, labels.rows(), labels.columns(), "outputs");
        Matrix gradient = Matrix.zeros(labels.rows(), labels.columns());
        for (int i = 0; i < labels.columns(); i++) {
            double[] y = target(labels, i);
            double[] p = probabilities(outputs, i);
            for (int q = 0; q < y.length; q++) {
                double difference = y[q] > 0.5 ? 1 - y[q] - sumOfOthers(p, q) : p[q] - y[q];
                gradient.data()[i * y.length + q] = difference / labels.columns();
            }
        }
        return gradient;
    }

    private static double sumOfOthers(double[] p, int q) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += k == q ? 0 : p[k];
        }
        return sum;
    }

    private static double mean(double[] p, Matrix v, int sample) {
        double mean = 0;
        for (int q = 0; q < p.length; q++) {
            mean += p[q] * v.get(q, sample);
        }
        return mean;
    }

    /** p ∘ (v − p·v)/N. */
    @Override
    public Matrix hessianTimes(Matrix outputs, Matrix labels, Matrix v) {
        Matrix.requireShape(v, labels.rows(), labels.columns(), "direction");
        Matrix product = Matrix.zeros(labels.rows(), labels.columns());
        for (int i = 0; i < labels.columns(); i++) {
            double[] p = probabilities(outputs, i);
            double mean = mean(p, v, i);
            for (int q = 0; q < p.length; q++) {
                product.data()[i * p.length + q] = p[q] * (v.get(q, i) - mean) / labels.columns();
            }
        }
        return product;
    }

    /** (√p ∘ v − √p (p·v))/√N: W = (diag √p − p √pᵀ)/√N has WWᵀ = (diag p − ppᵀ)/N. */
    @Override
    public Matrix hessianRootTimes(Matrix outputs, Matrix labels, Matrix v) {
        Matrix.requireShape(v, labels.rows(), labels.columns(), "direction");
        Matrix product = Matrix.zeros(labels.rows(), labels.columns());
        for (int i = 0; i < labels.columns(); i++) {
            double[] p = probabilities(outputs, i);
            double mean = mean(p, v, i);
            for (int q = 0; q < p.length; q++) {
                product.data()[i * p.length + q] = Math.sqrt(p[q] / labels.columns()) * (v.get(q, i) - mean);
            }
        }
        return product;
    }

    /** Infinity unless every p_i is a probability: not negative, and summing up to 1 within the rounding of the sum. */
    @Override
    public double conjugate(Matrix u, Matrix labels) {
        double sum = 0;
        for (int i = 0; i < labels.columns(); i++) {
            double[] y = target(labels, i);
            double total = 0;
            for (int q = 0; q < y.length; q++) {
                double p = y[q] + labels.columns() * u.get(q, i);
                total += p;
                sum += p >= 0 ? negativeEntropy(p) : Double.POSITIVE_INFINITY;
            }
            if (!(Math.abs(total - 1) <= 8 * y.length * Math.ulp(1.0))) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return sum / labels.columns();
    }

    static double negativeEntropy(double p) {
        return p == 0 ? 0 : p * Math.log(p);
    }

    @Override
    public Matrix intoDomain(Matrix u, Matrix labels) {
        Matrix inside = Matrix.zeros(labels.rows(), labels.columns());
        for (int i = 0; i < labels.columns(); i++) {
            double[] y = target(labels, i);
            double total = 0;
            double[] p = new double[y.length];
            for (int q = 0; q < y.length; q++) {
                p[q] = Math.max(0, y[q] + labels.columns() * u.get(q, i));
                total += p[q];
            }
            for (int q = 0; q < y.length; q++) {
                inside.data()[i * y.length + q] = (p[q] / total - y[q]) / labels.columns();
            }
        }
        return inside;
    }

    @Override
    public double floor(Matrix labels) {
        double sum = 0;
        for (int i = 0; i < labels.columns(); i++) {
            for (double y : target(labels, i)) {
                sum -= negativeEntropy(y);
            }
        }
        return sum / labels.columns();
    }
}
