package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.List;
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

    /** A network with orthonormal rows or columns in every weight, zero biases, and an affine output layer. */
    static Network orthogonalNetwork(int[] dims, Activation activation, RandomGenerator random) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            Matrix square = orthogonal(Math.max(dims[l - 1], dims[l]), random);
            Matrix weight = square.rows(0, dims[l]).columns(0, dims[l - 1]);
            layers.add(new Layer(weight, new double[dims[l]], l < dims.length - 1 ? activation : new Identity()));
        }
        return new Network(layers);
    }
}
