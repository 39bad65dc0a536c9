package dev.nadir.construct;

import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;

/** Training sets for the tests of constructions. */
public final class Samples {
    private Samples() {}

    public static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** Gaussian inputs and labels. */
    public static TrainingSet gaussian(int inputDim, int samples, int outputDim, long seed) {
        return new TrainingSet(gaussian(inputDim, samples, seed), gaussian(outputDim, samples, seed + 1));
    }

    /** Inputs U diag(s) Vᵀ with singular values falling geometrically from 1 to 1 / condition. */
    public static TrainingSet withCondition(double condition, int inputDim, int samples, long seed) {
        Matrix u = Qr.of(gaussian(inputDim, samples, seed)).thinQ();
        Matrix v = Qr.of(gaussian(samples, samples, seed + 1)).thinQ();
        Matrix scaled = Matrix.zeros(inputDim, samples);
        for (int j = 0; j < samples; j++) {
            double sigma = Math.pow(condition, -j / (samples - 1.0));
            for (int i = 0; i < inputDim; i++) {
                scaled.data()[i + j * inputDim] = sigma * u.get(i, j);
            }
        }
        return new TrainingSet(Products.timesTransposed(scaled, v), gaussian(3, samples, seed + 2));
    }
}
