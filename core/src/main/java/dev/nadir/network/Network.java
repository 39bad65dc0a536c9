package dev.nadir.network;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A multilayer perceptron: a^0 = x (scaled, if there is an input scaling), z^l = W_l a^{l-1} + b_l, a^l = σ_l(z^l).
 *
 * <p>Shapes: X is M x N with one sample per column; outputs Q x N. The parameter vector θ stacks the layers in order,
 * vec(W_l) by columns and then b_l where the layer has a bias (mathematics §1).
 *
 * @param inputScaling a fixed feature map before the first layer, not counted among the parameters
 * @param layers at least one, each fitting the one before
 */
public record Network(Optional<RowScaling> inputScaling, List<Layer> layers) {

    /** Checks that the layers fit together. */
    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("layers: got none, expected at least one");
        }
        for (int l = 1; l < layers.size(); l++) {
            if (layers.get(l).inputDim() != layers.get(l - 1).outputDim()) {
                throw new IllegalArgumentException("layer " + (l + 1) + ": got a weight with "
                        + layers.get(l).inputDim() + " columns, expected "
                        + layers.get(l - 1).outputDim() + " as the layer before has units");
            }
        }
        int inputDim = layers.get(0).inputDim();
        if (inputScaling.isPresent() && inputScaling.get().offset().length != inputDim) {
            throw new IllegalArgumentException(
                    "input scaling: got " + inputScaling.get().offset().length + " features, expected " + inputDim);
        }
    }

    /** A network without input scaling. */
    public Network(List<Layer> layers) {
        this(Optional.empty(), layers);
    }

    /** M. */
    public int inputDim() {
        return layers.get(0).inputDim();
    }

    /** Q. */
    public int outputDim() {
        return layers.get(layers.size() - 1).outputDim();
    }

    /** M_0 = M, M_1, …, M_{L+1} = Q. */
    public int[] layerDims() {
        int[] dims = new int[layers.size() + 1];
        dims[0] = inputDim();
        for (int l = 0; l < layers.size(); l++) {
            dims[l + 1] = layers.get(l).outputDim();
        }
        return dims;
    }

    /** K = Σ (M_l M_{l-1} + M_l), without M_l for a layer that has no bias. */
    public long parameterCount() {
        return layers.stream().mapToLong(Layer::parameterCount).sum();
    }

    /** The inputs as the first layer sees them, a^0. */
    public Matrix scaledInputs(Matrix inputs) {
        Matrix.requireShape(inputs, inputDim(), inputs.columns(), "inputs");
        return inputScaling.map(scaling -> scaling.apply(inputs)).orElse(inputs);
    }

    /** The outputs x[θ] for every column of the inputs, Q x N. */
    public Matrix evaluate(Matrix inputs) {
        Matrix a = scaledInputs(inputs);
        for (Layer layer : layers) {
            a = layer.activation().apply(layer.preActivation(a));
        }
        return a;
    }

    /** All activations and pre-activations for the given inputs; memory N Σ 2 M_l. */
    public ForwardPass forward(Matrix inputs) {
        List<Matrix> activations = new ArrayList<>();
        List<Matrix> preActivations = new ArrayList<>();
        activations.add(scaledInputs(inputs));
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            Matrix z = layer.preActivation(activations.get(l));
            preActivations.add(z);
            activations.add(layer.activation().apply(z));
        }
        return new ForwardPass(this, activations, preActivations);
    }

    /** The parameter vector θ. */
    public double[] parameters() {
        double[] theta = Matrix.numbers(parameterCount(), 1);
        int at = 0;
        for (Layer layer : layers) {
            layer.parametersInto(theta, at);
            at += Math.toIntExact(layer.parameterCount());
        }
        return theta;
    }

    /** The same architecture with other parameters. */
    public Network withParameters(double[] theta) {
        if (theta.length != parameterCount()) {
            throw new IllegalArgumentException(
                    "parameters: got " + theta.length + ", expected K = " + parameterCount());
        }
        List<Layer> replaced = new ArrayList<>();
        int at = 0;
        for (Layer layer : layers) {
            replaced.add(layer.withParameters(theta, at));
            at += Math.toIntExact(layer.parameterCount());
        }
        return new Network(inputScaling, replaced);
    }

    /** The same network with the biases of all layers left out. */
    public Network withoutBiases() {
        return new Network(inputScaling, layers.stream().map(Layer::withoutBias).toList());
    }
}
