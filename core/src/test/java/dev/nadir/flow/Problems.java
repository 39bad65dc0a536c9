package dev.nadir.flow;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;

/** Gaussian data on networks with weights of variance 1/fan-in and small biases, by seed. */
public final class Problems {
    private Problems() {}

    public static LossLandscape gaussian(String activation, int samples, long seed, double... dims) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 0;
        for (int l = 1; l < dims.length; l++) {
            size += (int) (dims[l] * (dims[l - 1] + 1));
        }
        double[] theta = new double[size];
        int at = 0;
        for (int l = 1; l < dims.length; l++) {
            for (int i = 0; i < dims[l] * dims[l - 1]; i++) {
                theta[at++] = random.nextGaussian() / Math.sqrt(dims[l - 1]);
            }
            for (int i = 0; i < dims[l]; i++) {
                theta[at++] = 0.1 * random.nextGaussian();
            }
        }
        Matrix inputs = Matrix.zeros((int) dims[0], samples).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros((int) dims[dims.length - 1], samples).map(zero -> random.nextGaussian());
        return new LossLandscape(FlowCase.network(dims, activation, theta), new TrainingSet(inputs, labels));
    }
}
