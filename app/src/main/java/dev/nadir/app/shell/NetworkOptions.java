package dev.nadir.app.shell;

import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Mixin: a network that no model brings, and the seed of whatever is random. */
public final class NetworkOptions {
    private static final String USUAL = "tanh";

    @Option(
            names = "--hidden",
            paramLabel = "W,W,…",
            hideParamSyntax = true,
            split = ",",
            description =
                    "Where no model brings them: widths of the hidden layers, as 256,256; 256x50 means fifty layers"
                            + " of 256; 0 means none.")
    private List<String> hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Of the hidden layers: ${COMPLETION-CANDIDATES}; parameters as in leaky-relu=0.2. (default:"
                    + " tanh, or what a construction needs)")
    private String activation;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "For every random choice. (default: 1)")
    private long seed;

    /** The activations that there are. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Activations.all().stream().map(Activation::name).iterator();
        }
    }

    /** Whether widths were given. */
    public boolean given() {
        return hidden != null;
    }

    /** The hidden widths; empty if none were given. */
    public Optional<List<Integer>> widths() {
        return Optional.ofNullable(hidden).map(HiddenWidths::parse);
    }

    /**
     * M, the hidden widths, Q.
     *
     * @throws IllegalArgumentException if no widths were given
     */
    public int[] layerDims(int inputDim, int outputDim) {
        List<Integer> widths = widths().orElseThrow(
                        () -> new IllegalArgumentException("--hidden: got none, expected widths as in --hidden"
                                + " 64,64 for a network to draw; a file name of a model ends in .onnx"));
        int[] dims = new int[widths.size() + 2];
        dims[0] = inputDim;
        for (int l = 0; l < widths.size(); l++) {
            dims[l + 1] = widths.get(l);
        }
        dims[dims.length - 1] = outputDim;
        return dims;
    }

    /** What was asked for. */
    public Optional<Activation> wishedActivation() {
        return Optional.ofNullable(activation).map(Activations::byName);
    }

    /** What was asked for, or else tanh. */
    public Activation activation() {
        return Activations.byName(activation == null ? USUAL : activation);
    }

    public long seed() {
        return seed;
    }

    /** Widths and activation as they are written on a command line, without dashes. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("hidden", String.join(",", hidden));
        words.put("activation", activation == null ? USUAL : activation);
        return words;
    }
}
