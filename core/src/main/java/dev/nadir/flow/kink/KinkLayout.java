package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The pairs (unit, sample) whose activation has a kink at z = 0, numbered layer by layer, sample by sample, unit by unit.
 *
 * @param layers indices of the layers with a kink
 * @param offsets of the first pair of each layer of the network; −1 for a layer without kinks
 * @param widths units of each layer of the network
 * @param samples N
 * @param size number of pairs
 */
record KinkLayout(List<Integer> layers, int[] offsets, int[] widths, int samples, int size) {

    static KinkLayout of(PerceptronLandscape landscape) {
        Network network = landscape.start().network();
        int samples = landscape.data().samples();
        int count = network.layers().size();
        List<Integer> layers = new ArrayList<>();
        int[] offsets = new int[count];
        int[] widths = new int[count];
        int size = 0;
        for (int l = 0; l < count; l++) {
            widths[l] = network.layers().get(l).outputDim();
            boolean kinked = network.layers().get(l).activation().hasKink();
            offsets[l] = kinked ? size : -1;
            if (kinked) {
                layers.add(l);
                size = Math.addExact(size, Math.multiplyExact(widths[l], samples));
            }
        }
        return new KinkLayout(List.copyOf(layers), offsets, widths, samples, size);
    }

    boolean kinked(int layer) {
        return offsets[layer] >= 0;
    }

    int layer(int pair) {
        int found = -1;
        for (int l : layers) {
            found = offsets[l] <= pair ? l : found;
        }
        return found;
    }

    int unit(int pair) {
        int layer = layer(pair);
        return (pair - offsets[layer]) % widths[layer];
    }

    int sample(int pair) {
        int layer = layer(pair);
        return (pair - offsets[layer]) / widths[layer];
    }

    /** As a user counts: layers, units and samples from 1. */
    KinkPair name(int pair) {
        return new KinkPair(layer(pair) + 1, unit(pair) + 1, sample(pair) + 1);
    }

    /** σ'(0+) − σ'(0−) of a layer. */
    static double jump(Activation activation) {
        return activation.derivative(Double.MIN_VALUE) - activation.derivative(-Double.MIN_VALUE);
    }
}
