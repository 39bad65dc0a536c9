package dev.nadir.certify;

import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small networks and data for tests. */
public final class RandomNetworks {
    private RandomNetworks() {}

    public static Matrix gaussian(RandomGenerator random, int rows, int columns) {
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** Dense layers of the given sizes, the output layer affine. */
    public static Network dense(RandomGenerator random, Activation activation, int... dims) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            Matrix weight = gaussian(random, dims[l], dims[l - 1]).map(w -> w * 1.2);
            double scale = 1 / Math.sqrt(dims[l - 1]);
            double[] bias = gaussian(random, dims[l], 1).map(b -> 0.3 * b).data();
            layers.add(new Layer(weight.map(w -> w * scale), bias, l == dims.length - 1 ? new Identity() : activation));
        }
        return new Network(layers);
    }

    /** The same with the output layer solved for the labels. */
    static Network solved(Network network, TrainingSet data) {
        int last = network.layers().size() - 1;
        Matrix features = network.forward(data.inputs()).activations().get(last);
        AffineSolve.Affine map = AffineSolve.of(features, Progress.NONE).solve(data.labels());
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(last, new Layer(map.weight(), map.bias(), new Identity()));
        return new Network(network.inputScaling(), layers);
    }

    static TrainingSet data(RandomGenerator random, int inputs, int outputs, int samples) {
        return new TrainingSet(gaussian(random, inputs, samples), gaussian(random, outputs, samples));
    }
}
