package dev.nadir.app.shell;

import dev.nadir.jacobian.LayerSelection;
import dev.nadir.network.Network;
import java.util.List;
import picocli.CommandLine.Option;

/** Mixin: which layers are trained. */
public final class LayersOption {
    @Option(
            names = "--layers",
            paramLabel = "L,L,…",
            hideParamSyntax = true,
            split = ",",
            description = "The layers that are trained, from 1; the others are frozen. (default: all)")
    private List<Integer> layers = List.of();

    /**
     * These layers of a network.
     *
     * @throws IllegalArgumentException if it lacks one of them
     */
    public LayerSelection of(Network network) {
        int count = network.layers().size();
        int[] chosen = layers.stream().mapToInt(Integer::intValue).toArray();
        return layers.isEmpty() ? LayerSelection.all(count) : LayerSelection.only(count, chosen);
    }
}
