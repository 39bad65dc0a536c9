package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model that is no perceptron, with derivatives written by hand: a convolution along a sequence, tanh, a scale, the sum over
 * positions, a looked-up vector, and a matrix that is used twice.
 *
 * <p>A sample is a sequence of T + w − 1 numbers and the number of an entry of the table. With windows p_t of width w:
 * a_t = tanh(W p_t + b), s = g ∘ Σ_t a_t + E_id, x = C s + C (s ∘ s). θ = (W, b, g, E, C), each by rows.
 */
public record SequenceModel(Sizes sizes, double[] theta) implements Model {

    /** T, w, m, entries of the table, Q. */
    public record Sizes(int positions, int window, int units, int entries, int outputs) {
        int count() {
            return units * window + 2 * units + entries * units + outputs * units;
        }
    }

    public static SequenceModel random(Sizes sizes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] theta = new double[sizes.count()];
        Arrays.setAll(theta, k -> random.nextGaussian() / Math.sqrt(sizes.window()));
        return new SequenceModel(sizes, theta);
    }

    /** Gaussian sequences and random numbers of entries. */
    public Matrix inputs(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix inputs = Matrix.zeros(inputDim(), samples).map(zero -> random.nextGaussian());
        for (int i = 0; i < samples; i++) {
            inputs.data()[(i + 1) * inputDim() - 1] = random.nextInt(sizes.entries());
        }
        return inputs;
    }

    @Override
    public int inputDim() {
        return sizes.positions() + sizes.window();
    }

    @Override
    public int outputDim() {
        return sizes.outputs();
    }

    @Override
    public Parameters parameters() {
        int m = sizes.units();
        return new Parameters(
                List.of(
                        new Parameter("W", List.of(m, sizes.window()), true),
                        new Parameter("b", List.of(m), true),
                        new Parameter("g", List.of(m), true),
                        new Parameter("E", List.of(sizes.entries(), m), true),
                        new Parameter("C", List.of(sizes.outputs(), m), true)),
                theta);
    }

    @Override
    public SequenceModel withParameters(double[] other) {
        return new SequenceModel(sizes, other);
    }

    @Override
    public SequenceEvaluation at(Matrix inputs) {
        return new SequenceEvaluation(this, inputs);
    }
}
