package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.random.RandomGenerator;

/** Random matrices of a sketch. */
final class RandomEntries {
    private static final double ROOT_12 = Math.sqrt(12);

    private RandomEntries() {}

    /** Uniform of variance 1: four times as fast to draw as normal numbers, and with lighter tails. */
    static Matrix centred(int rows, int columns, RandomGenerator random) {
        double[] data = Matrix.numbers(rows, columns);
        for (int i = 0; i < data.length; i++) {
            data[i] = ROOT_12 * (random.nextDouble() - 0.5);
        }
        return new Matrix(rows, columns, data);
    }
}
