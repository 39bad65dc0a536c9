package dev.nadir.app.shell;

import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Identity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Layer sizes as a line of text: 3051-256x50-2, and what else tells networks apart. */
public final class LayerDims {
    private LayerDims() {}

    public static String text(int[] dims) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < dims.length; ) {
            int to = from;
            while (to < dims.length && dims[to] == dims[from]) {
                to++;
            }
            text.append(from == 0 ? "" : "-").append(dims[from]).append(to - from > 2 ? "x" + (to - from) : "");
            for (int again = from + 1; again < to && to - from == 2; again++) {
                text.append('-').append(dims[again]);
            }
            from = to;
        }
        return text.toString();
    }

    /** "4-8-8-3, tanh, relu, no biases": sizes, activations of the hidden layers, and what is not ordinary. */
    public static String text(Network network) {
        List<Layer> layers = network.layers();
        int hidden = layers.size() - 1;
        String text = text(network.layerDims());
        List<String> names = activations(network).subList(0, hidden);
        if (hidden > 0) {
            text += ", " + (names.stream().distinct().count() == 1 ? names.get(0) : String.join(", ", names));
        }
        Layer last = layers.get(hidden);
        if (hidden == 0 || !(last.activation() instanceof Identity)) {
            text += (hidden == 0 ? ", " : ", output ") + last.activation().name();
        }
        return text + biases(layers) + scales(layers);
    }

    /** σ_1, …, σ_{L+1} by name. */
    public static List<String> activations(Network network) {
        return network.layers().stream().map(layer -> layer.activation().name()).toList();
    }

    private static String biases(List<Layer> layers) {
        List<Integer> without = numbers(layers, false);
        if (without.isEmpty()) {
            return "";
        }
        return without.size() == layers.size()
                ? ", no biases"
                : ", no bias in layer " + without.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String scales(List<Layer> layers) {
        List<Integer> scaled = numbers(layers, true);
        return scaled.isEmpty()
                ? ""
                : ", fixed scale in layer "
                        + scaled.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static List<Integer> numbers(List<Layer> layers, boolean scaled) {
        return IntStream.rangeClosed(1, layers.size())
                .filter(l -> scaled
                        ? isScaled(layers.get(l - 1).parametrization())
                        : !layers.get(l - 1).biased())
                .boxed()
                .toList();
    }

    private static boolean isScaled(Parametrization fixed) {
        return !fixed.withoutBias().equals(Parametrization.WITHOUT_BIAS) || fixed.biased() && fixed.biasFactor() != 1;
    }
}
