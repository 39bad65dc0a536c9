package dev.nadir.jacobian;

import dev.nadir.matrix.Matrix;
import dev.nadir.model.Model;
import dev.nadir.model.Parameter;
import dev.nadir.model.Parameters;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron as a model: θ holds the parameters of the trained layers in the order of
 * {@link Network#parameters()}, every weight by columns.
 *
 * @param network the network
 * @param layers the trained layers
 */
public record NetworkModel(Network network, LayerSelection layers) implements Model {

    /** Checks that the selection is one of this network's layers. */
    public NetworkModel {
        if (layers.trained().size() != network.layers().size()) {
            throw new IllegalArgumentException("layer selection: got "
                    + layers.trained().size() + " layers, expected "
                    + network.layers().size());
        }
    }

    /** With all layers trained. */
    public NetworkModel(Network network) {
        this(network, LayerSelection.all(network.layers().size()));
    }

    @Override
    public int inputDim() {
        return network.inputDim();
    }

    @Override
    public int outputDim() {
        return network.outputDim();
    }

    /** "W_1", "b_1", "W_2", … with the shapes of mathematics §1. */
    @Override
    public Parameters parameters() {
        List<Parameter> all = new ArrayList<>();
        for (int l = 1; l <= network.layers().size(); l++) {
            Layer layer = network.layers().get(l - 1);
            boolean trained = layers.includes(l);
            all.add(new Parameter("W_" + l, List.of(layer.outputDim(), layer.inputDim()), trained));
            if (layer.biased()) {
                all.add(new Parameter("b_" + l, List.of(layer.outputDim()), trained));
            }
        }
        double[] theta = network.parameters();
        return new Parameters(all, layers.isAll() ? theta : trainedPart(theta, new double[columns()], true));
    }

    @Override
    public NetworkModel withParameters(double[] theta) {
        if (theta.length != columns()) {
            throw new IllegalArgumentException("parameters: got " + theta.length + ", expected K = " + columns());
        }
        double[] full = layers.isAll() ? theta : trainedPart(network.parameters(), theta, false);
        return new NetworkModel(network.withParameters(full), layers);
    }

    /** Copies between all parameters and those of the trained layers; returns what was written. */
    private double[] trainedPart(double[] full, double[] part, boolean pick) {
        int from = 0;
        int to = 0;
        for (int l = 1; l <= network.layers().size(); l++) {
            int count = Math.toIntExact(network.layers().get(l - 1).parameterCount());
            if (layers.includes(l)) {
                System.arraycopy(pick ? full : part, pick ? from : to, pick ? part : full, pick ? to : from, count);
                to += count;
            }
            from += count;
        }
        return pick ? part : full;
    }

    private int columns() {
        long count = 0;
        for (int layer : layers.layers()) {
            count += network.layers().get(layer - 1).parameterCount();
        }
        return Math.toIntExact(count);
    }

    @Override
    public TrainingJacobian at(Matrix inputs) {
        return TrainingJacobian.unchecked(network.forward(inputs), layers);
    }

    @Override
    public Matrix outputs(Matrix inputs) {
        return network.evaluate(inputs);
    }
}
