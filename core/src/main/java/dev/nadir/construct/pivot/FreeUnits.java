package dev.nadir.construct.pivot;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Window;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Hidden units that carry no signal: small random weights, pre-activations around the centre of the window.
 *
 * @param window where their pre-activations shall lie
 * @param random draws the weights
 */
record FreeUnits(Window window, RandomGenerator random) {
    /** Small enough that even exp of exp of … stays bounded: infinity times a zero weight would be NaN. */
    private static final double SPREAD = 0.5;

    /** A units x below matrix that starts with diag(gain) and reads nothing else in those rows. */
    Matrix weight(double[] gain, int units, int below) {
        Matrix weight = Matrix.zeros(units, below);
        fill(weight, gain.length);
        for (int q = 0; q < gain.length; q++) {
            weight.data()[q + q * units] = gain[q];
        }
        return weight;
    }

    /** A weight whose first rows are given. */
    Matrix below(Matrix first, int units) {
        Matrix weight = Matrix.zeros(units, first.columns());
        fill(weight, first.rows());
        for (int j = 0; j < first.columns(); j++) {
            System.arraycopy(first.data(), j * first.rows(), weight.data(), j * units, first.rows());
        }
        return weight;
    }

    /** A bias whose first entries are given. */
    double[] bias(double[] first, int units) {
        double[] bias = new double[units];
        Arrays.fill(bias, window.centre());
        System.arraycopy(first, 0, bias, 0, first.length);
        return bias;
    }

    /** Every column has a generator of its own, so that the columns can be filled at once with the same result. */
    private void fill(Matrix weight, int fromRow) {
        double scale = SPREAD * window.halfWidth() / Math.sqrt(weight.columns());
        long seed = random.nextLong();
        IntStream.range(0, fromRow < weight.rows() ? weight.columns() : 0)
                .parallel()
                .forEach(j -> {
                    SplittableRandom column = new SplittableRandom(seed + j);
                    for (int at = j * weight.rows() + fromRow; at < (j + 1) * weight.rows(); at++) {
                        weight.data()[at] = scale * (2 * column.nextDouble() - 1);
                    }
                });
    }
}
