package dev.nadir.assess;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts a small network into wider and more layers without changing what it computes on the samples: units too many get
 * weight 0; layers too many, before or behind, pass on what they get, shifted so that it is positive, where σ is the
 * identity on the positive numbers.
 *
 * <p>In front it takes one unit to pass on the inputs of a network that sees them through one functional ⟨a, x⟩, else M;
 * behind it takes Q units.
 *
 * @param hidden widths to fill
 * @param activations of the hidden layers, each the identity on the positive numbers
 * @param inputs X, M x N, on which what is passed on must be positive
 */
record Embedding(List<Integer> hidden, List<Activation> activations, Matrix inputs) {

    /** The network with these hidden layers; empty if it does not fit. */
    Optional<Network> of(Network core) {
        List<Layer> layers = core.layers();
        int inner = layers.size() - 1;
        int carried = oneFunctional(layers.get(0).weight()) ? 1 : core.inputDim();
        for (int front = 0; front + inner <= hidden.size(); front++) {
            if (fits(core, front, carried)) {
                return Optional.of(built(core, front));
            }
        }
        return Optional.empty();
    }

    /**
     * The affine map x ↦ U V x + b through all layers, which takes as many units as V has rows; empty if a layer has
     * fewer.
     */
    Optional<Network> ofAffine(Matrix u, Matrix v, double[] bias) {
        if (hidden.stream().anyMatch(width -> width < v.rows())) {
            return Optional.empty();
        }
        if (hidden.isEmpty()) {
            return Optional.of(new Network(List.of(new Layer(Products.times(u, v), bias, new Identity()))));
        }
        List<Layer> layers = new ArrayList<>();
        double[] shift = positive(Products.times(v, inputs));
        pass(layers, hidden.size(), v, shift);
        layers.add(widened(new Layer(u, minus(bias, u, shift), new Identity()), layers));
        return Optional.of(new Network(layers));
    }

    private boolean fits(Network core, int front, int carried) {
        int inner = core.layers().size() - 1;
        for (int l = 0; l < hidden.size(); l++) {
            int needed = l < front
                    ? carried
                    : l < front + inner ? core.layers().get(l - front).outputDim() : core.outputDim();
            boolean inside = l >= front && l < front + inner;
            if (hidden.get(l) < needed || (inside && !activations.get(l).equals(activation(core, l - front)))) {
                return false;
            }
        }
        return true;
    }

    private static Activation activation(Network core, int layer) {
        return core.layers().get(layer).activation();
    }

    /** Whether all units of the first layer see the same ⟨a, x⟩. */
    private static boolean oneFunctional(Matrix weight) {
        boolean same = true;
        for (int i = 1; i < weight.rows(); i++) {
            same &= Arrays.equals(weight.rowArray(i), weight.rowArray(0));
        }
        return same;
    }

    private Network built(Network core, int front) {
        List<Layer> layers = new ArrayList<>();
        List<Layer> inner = new ArrayList<>(core.layers());
        if (front > 0) {
            inner.set(0, behindFront(core, front, layers));
        }
        inner.subList(0, inner.size() - 1).forEach(layer -> layers.add(padded(layer, layers)));
        Layer last = inner.get(inner.size() - 1);
        int behind = hidden.size() - layers.size();
        if (behind > 0) {
            double[] shift = positive(core.evaluate(inputs));
            pass(layers, behind, last.weight(), sum(last.bias(), shift));
            Matrix identity = Matrix.identity(last.outputDim());
            last = new Layer(identity, minus(new double[shift.length], identity, shift), new Identity());
        }
        layers.add(widened(last, layers));
        return new Network(core.inputScaling(), layers);
    }

    /** Adds the layers in front, and returns the first layer as it acts on what they pass on. */
    private Layer behindFront(Network core, int front, List<Layer> layers) {
        Layer first = core.layers().get(0);
        boolean one = oneFunctional(first.weight());
        Matrix functional = one ? first.weight().rows(0, 1) : Matrix.identity(core.inputDim());
        double[] shift = positive(Products.times(functional, core.scaledInputs(inputs)));
        pass(layers, front, functional, shift);
        Matrix weight = one ? Matrix.zeros(first.outputDim(), 1).map(zero -> 1) : first.weight();
        return new Layer(weight, minus(first.bias(), weight, shift), first.activation());
    }

    /** count layers: the first one W a + b, which is positive, the others its identity. */
    private void pass(List<Layer> layers, int count, Matrix weight, double[] bias) {
        layers.add(padded(new Layer(weight, bias, new Identity()), layers));
        for (int l = 1; l < count; l++) {
            layers.add(padded(
                    new Layer(Matrix.identity(weight.rows()), new double[weight.rows()], new Identity()), layers));
        }
    }

    /** As wide as the layer in question, with its activation, and as wide in as the layer before. */
    private Layer padded(Layer layer, List<Layer> before) {
        int position = before.size();
        int width = hidden.get(position);
        Layer wide = widened(layer, before);
        Matrix weight = Matrix.zeros(width, wide.inputDim());
        for (int j = 0; j < wide.inputDim(); j++) {
            for (int i = 0; i < wide.outputDim(); i++) {
                weight.data()[i + j * width] = wide.weight().get(i, j);
            }
        }
        return new Layer(weight, Arrays.copyOf(wide.bias(), width), activations.get(position));
    }

    private Layer widened(Layer layer, List<Layer> before) {
        int columns = before.isEmpty()
                ? layer.inputDim()
                : before.get(before.size() - 1).outputDim();
        double[] weight = Arrays.copyOf(layer.weight().data(), layer.outputDim() * columns);
        return new Layer(new Matrix(layer.outputDim(), columns, weight), layer.bias(), layer.activation());
    }

    /** What to add to every row so that it is positive on all samples; 0 where it is not negative already. */
    private static double[] positive(Matrix values) {
        double[] shift = new double[values.rows()];
        for (int j = 0; j < values.columns(); j++) {
            for (int i = 0; i < shift.length; i++) {
                shift[i] = Math.max(shift[i], -values.get(i, j));
            }
        }
        return shift;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    /** b − W s. */
    private static double[] minus(double[] bias, Matrix weight, double[] shift) {
        double[] moved = Products.times(weight, shift);
        double[] result = bias.clone();
        Arrays.setAll(result, i -> bias[i] - moved[i]);
        return result;
    }
}
