package dev.nadir.construct;

import java.util.Arrays;

/**
 * Where the adapted flow of the cross-entropy ends (arXiv 2408.01517, structured.md §7.1): x' = −(softmax(x) − y)/N for one
 * sample with label probabilities y &gt; 0 of sum 1.
 *
 * <p>The sum of the outputs is conserved, so the limit is unique: x* = log y + (1/Q) (Σ x(0) − Σ log y).
 *
 * @param label y
 * @param samples N
 */
public record CrossEntropyFlow(double[] label, int samples) {

    /** Checks that the label is a probability vector without zeros. */
    public CrossEntropyFlow {
        label = label.clone();
        double sum = Arrays.stream(label).sum();
        double least = Arrays.stream(label).min().orElse(Double.NaN);
        if (!(least > 0) || !(Math.abs(sum - 1) <= 1e-12)) {
            throw new IllegalArgumentException("label: got " + Arrays.toString(label)
                    + ", expected positive probabilities of sum 1; without that the flow has no limit");
        }
    }

    /** x* for outputs x(0). */
    public double[] limit(double[] start) {
        double shift = 0;
        for (int q = 0; q < label.length; q++) {
            shift += (start[q] - Math.log(label[q])) / label.length;
        }
        double[] limit = new double[label.length];
        for (int q = 0; q < limit.length; q++) {
            limit[q] = Math.log(label[q]) + shift;
        }
        return limit;
    }

    /** x' at x. */
    public double[] velocity(double[] outputs) {
        double[] velocity = softmax(outputs);
        for (int q = 0; q < velocity.length; q++) {
            velocity[q] = (label[q] - velocity[q]) / samples;
        }
        return velocity;
    }

    /** e^x / Σ e^x, shifted by the largest entry against overflow. */
    public static double[] softmax(double[] outputs) {
        double largest = Arrays.stream(outputs).max().orElse(0);
        double[] powers = Arrays.stream(outputs).map(x -> Math.exp(x - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}
