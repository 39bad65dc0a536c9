package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import java.util.random.RandomGenerator;

/** What studies draw. */
final class Draws {
    private Draws() {}

    /** Independent standard normal entries. */
    static Matrix gaussian(int rows, int columns, RandomGenerator random) {
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** Generic data: inputs M x N and labels Q x N, standard normal. */
    static TrainingSet generic(int inputDim, int outputDim, int samples, RandomGenerator random) {
        return new TrainingSet(gaussian(inputDim, samples, random), gaussian(outputDim, samples, random));
    }

    /** A random orthogonal matrix. */
    static Matrix orthogonal(int size, RandomGenerator random) {
        return Qr.of(gaussian(size, size, random)).thinQ();
    }
}
