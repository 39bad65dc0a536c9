package dev.nadir.jacobian;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import java.util.SplittableRandom;

/** Random networks and vectors for tests, by seed. */
public final class RandomCase {
    private RandomCase() {}

    public static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    public static double[] vector(long length, long seed) {
        return gaussian((int) length, 1, seed).data();
    }

    public static Network network(Activation activation, long seed, int... dims) {
        return Initialization.byName("ntk").network(dims, activation, seed);
    }

    public static TrainingJacobian jacobian(Activation activation, int samples, int... dims) {
        return TrainingJacobian.of(network(activation, 1, dims), gaussian(dims[0], samples, 2));
    }
}
