package dev.nadir.network;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws the parameters of a fresh network: scheme and distribution, reproducible by seed.
 *
 * <p>With m = M_{l-1} inputs and n = M_l units of a layer and g the gain of its activation, the weights have mean 0 and
 * variance
 *
 * <ul>
 *   <li>{@code KAIMING}: g²/m, biases 0 (He et al., doi:10.1109/ICCV.2015.123);
 *   <li>{@code XAVIER}: 2g²/(m + n), biases 0 (Glorot and Bengio, AISTATS 2010);
 *   <li>{@code NTK}: 1/m, biases with variance 0.01: the distribution of the network functions in Jacot et al.,
 *       arXiv 1806.07572, with β = 0.1 (the factors 1/√m are inside W here, so the tangent kernel differs);
 *   <li>{@code TORCH}: 1/(3m) for weights and biases, so that both are U(±1/√m): what PyTorch's {@code Linear} draws;
 *   <li>{@code KARHADKAR}: the same below an output layer of variance 1, normal: Karhadkar et al., arXiv 2305.19510;
 *   <li>{@code ZERO}: all weights and biases 0.
 * </ul>
 *
 * <p>The gain is √2 for ReLU, √(2/(1 + slope²)) for leaky ReLU, 5/3 for tanh and 1 otherwise, as in PyTorch.
 *
 * @param scheme how large the weights are
 * @param distribution their shape; variances agree
 */
public record Initialization(Scheme scheme, Distribution distribution) {
    private static final double NTK_BIAS_DEVIATION = 0.1;

    /** How the variance depends on the layer. */
    public enum Scheme {
        /** Variance g²/m. */
        KAIMING,
        /** Variance 2g²/(m + n). */
        XAVIER,
        /** Variance 1/m. */
        NTK,
        /** Variance 1/(3m) of weights and biases. */
        TORCH,
        /** As {@code TORCH}, the output layer standard normal. */
        KARHADKAR,
        /** All parameters 0. */
        ZERO
    }

    /** The shape of the distribution of a weight. */
    public enum Distribution {
        /** On [-√3 s, √3 s] for standard deviation s. */
        UNIFORM,
        /** Gaussian. */
        NORMAL
    }

    /** Checks for null. */
    public Initialization {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(distribution, "distribution");
    }

    /** The scheme with the distribution usual for it: normal for NTK, uniform otherwise. */
    public static Initialization of(Scheme scheme) {
        return new Initialization(scheme, scheme == Scheme.NTK ? Distribution.NORMAL : Distribution.UNIFORM);
    }

    /**
     * By name, in any case: "kaiming", "xavier", "ntk", "torch", "karhadkar", "zero".
     *
     * @throws IllegalArgumentException if there is no such scheme
     */
    public static Initialization byName(String name) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.name().equals(name.toUpperCase(Locale.ROOT))) {
                return of(scheme);
            }
        }
        throw new IllegalArgumentException(
                "initialization: got " + name + ", expected one of kaiming, xavier, ntk, torch, karhadkar, zero");
    }

    /**
     * A fresh network with the given activation in the hidden layers and an affine output layer.
     *
     * @param layerDims M_0 = M, M_1, …, M_{L+1} = Q; at least two, each positive
     * @param activation of the hidden layers
     * @param random the source of all numbers, layer by layer, vec(W_l) by columns then b_l
     * @throws IllegalArgumentException if there are fewer than two sizes or one is not positive
     */
    public Network network(int[] layerDims, Activation activation, RandomGenerator random) {
        if (layerDims.length < 2) {
            throw new IllegalArgumentException("layer sizes: got " + layerDims.length + ", expected at least 2");
        }
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < layerDims.length; l++) {
            if (layerDims[l] < 1 || layerDims[l - 1] < 1) {
                throw new IllegalArgumentException("size of layer " + l + ": got " + layerDims[l - 1] + " to "
                        + layerDims[l] + ", expected positive sizes");
            }
            boolean last = l == layerDims.length - 1;
            layers.add(
                    inScheme(last).layer(layerDims[l - 1], layerDims[l], last ? new Identity() : activation, random));
        }
        return new Network(layers);
    }

    /** As {@link #network(int[], Activation, RandomGenerator)} with the generator every seed in Nadir stands for. */
    public Network network(int[] layerDims, Activation activation, long seed) {
        return network(layerDims, activation, new SplittableRandom(seed));
    }

    /** The same architecture, activations and input scaling with parameters drawn anew. */
    public Network redraw(Network network, RandomGenerator random) {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : network.layers()) {
            boolean last = layers.size() == network.layers().size() - 1;
            layers.add(inScheme(last).redraw(layer, random));
        }
        return new Network(network.inputScaling(), layers);
    }

    /** What the layer is drawn by: below the output layer, KARHADKAR is TORCH. */
    private Initialization inScheme(boolean last) {
        if (scheme != Scheme.KARHADKAR) {
            return this;
        }
        return last ? new Initialization(scheme, Distribution.NORMAL) : new Initialization(Scheme.TORCH, distribution);
    }

    private Layer redraw(Layer layer, RandomGenerator random) {
        Layer drawn = layer(layer.inputDim(), layer.outputDim(), layer.activation(), random);
        double[] bias = layer.biased() ? drawn.bias() : layer.bias();
        return new Layer(drawn.weight(), bias, layer.activation(), layer.parametrization());
    }

    /**
     * θ + deviation · g with g standard normal: a network nearby.
     *
     * @param deviation standard deviation of the change of every parameter, at least 0
     * @throws IllegalArgumentException if deviation is negative, infinite or NaN
     */
    public static Network perturb(Network network, double deviation, RandomGenerator random) {
        if (!(deviation >= 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("deviation: got " + deviation + ", expected at least 0 and finite");
        }
        double[] theta = network.parameters();
        for (int k = 0; k < theta.length; k++) {
            theta[k] += deviation * random.nextGaussian();
        }
        return network.withParameters(theta);
    }

    private Layer layer(int inputs, int units, Activation activation, RandomGenerator random) {
        double deviation = weightDeviation(inputs, units, activation);
        Matrix weight = Matrix.zeros(units, inputs).map(zero -> draw(deviation, random));
        double[] bias = new double[units];
        double biasDeviation = biasDeviation(inputs);
        for (int i = 0; i < units; i++) {
            bias[i] = draw(biasDeviation, random);
        }
        return new Layer(weight, bias, activation);
    }

    private double biasDeviation(int inputs) {
        return switch (scheme) {
            case NTK -> NTK_BIAS_DEVIATION;
            case TORCH -> 1 / Math.sqrt(3.0 * inputs);
            case KARHADKAR -> 1;
            case KAIMING, XAVIER, ZERO -> 0;
        };
    }

    private double weightDeviation(int inputs, int units, Activation activation) {
        return switch (scheme) {
            case KAIMING -> gain(activation) / Math.sqrt(inputs);
            case XAVIER -> gain(activation) * Math.sqrt(2.0 / ((double) inputs + units));
            case NTK -> 1 / Math.sqrt(inputs);
            case TORCH -> 1 / Math.sqrt(3.0 * inputs);
            case KARHADKAR -> 1;
            case ZERO -> 0;
        };
    }

    private static double gain(Activation activation) {
        if (activation instanceof LeakyRelu leaky) {
            return Math.sqrt(2 / (1 + leaky.slope() * leaky.slope()));
        }
        if (activation instanceof Relu) {
            return Math.sqrt(2);
        }
        return activation instanceof Tanh ? 5.0 / 3 : 1;
    }

    private double draw(double deviation, RandomGenerator random) {
        if (deviation == 0) {
            return 0; // not -0.0
        }
        return deviation
                * (distribution == Distribution.NORMAL
                        ? random.nextGaussian()
                        : Math.sqrt(3) * (2 * random.nextDouble() - 1));
    }
}
