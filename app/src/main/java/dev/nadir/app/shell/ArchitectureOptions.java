package dev.nadir.app.shell;

import dev.nadir.construct.pivot.RandomWeights;
import dev.nadir.construct.pivot.Shift;
import dev.nadir.construct.plan.Constructions;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Activations;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Mixin: which network to construct; what is missing is left to the planner. */
public final class ArchitectureOptions {
    @Option(
            names = "--hidden",
            paramLabel = "W,W,…",
            split = ",",
            description = "Widths of the hidden layers, as 256,256; 256x50 means fifty layers of 256; 0 means none."
                    + " (default: chosen)")
    private List<String> hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description =
                    "identity, tanh, sigmoid, softplus, relu, leaky-relu, elu, gelu, silu, exp, sin or serpentine; parameters as"
                            + " in leaky-relu=0.2. (default: tanh; softplus for theorem-2.2)")
    private String activation;

    @Option(
            names = "--pivot",
            paramLabel = "K",
            description =
                    "The layer that is solved for, 1 to L+1: layers before it are random and lift the data, layers"
                            + " behind it are chosen. (default: chosen)")
    private Integer pivot;

    @Option(
            names = "--construction",
            paramLabel = "NAME",
            description = "linear-regression, theorem-2.1, theorem-2.2, fixed-nonlinearity, pivot-lift; for structured"
                    + " data decision-list, peeling, score-space-cones, full-width-cones, clustered-truncation,"
                    + " shallow-baseline, staircase, grouped-hyperplanes. (default: chosen)")
    private String construction;

    @Option(
            names = "--weights",
            paramLabel = "WHICH",
            description = "For theorem-2.2, the given W_2 … W_L+1: an ONNX model, or orthogonal or gaussian for random"
                    + " ones. (default: orthogonal)")
    private String weights;

    @Option(
            names = "--shift",
            paramLabel = "HOW",
            defaultValue = "CENTRING",
            description = "For theorem-2.2: centring, or diagonal as in the paper, for comparison. (default: centring)")
    private Shift shift;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "For every random choice. (default: 1)")
    private long seed;

    /** Refuses what only [CM] Theorem 2.2 takes beside another construction. */
    public void check(GivenOptions options) {
        if (construction != null && !construction.equalsIgnoreCase("theorem-2.2")) {
            options.refuse("--construction " + construction, "--shift");
        } else if (construction == null && weights == null) {
            options.refuse("no given weights (--weights or --construction theorem-2.2)", "--shift");
        }
    }

    /**
     * The network that was asked for, to be drawn and moved along the straight line instead; empty if none was, or if it
     * cannot carry Q outputs or curve.
     */
    public Optional<Map<String, String>> givenNetwork(int outputDim) {
        List<Integer> widths = hidden == null ? List.of() : HiddenWidths.parse(hidden);
        boolean narrow = widths.stream().anyMatch(width -> width < outputDim);
        if (widths.isEmpty() || narrow || activationOr("tanh").equalsIgnoreCase("identity")) {
            return Optional.empty();
        }
        Map<String, String> options = new LinkedHashMap<>();
        options.put("hidden", String.join(",", hidden));
        options.put("activation", activationOr("tanh"));
        options.put("from", "kaiming");
        return Optional.of(options);
    }

    /** M, the hidden widths, Q. */
    public int[] layerDims(int inputDim, int outputDim) {
        if (hidden == null) {
            throw new IllegalArgumentException("--from: got an initialization without --hidden, expected widths as in"
                    + " --hidden 64,64; a file name of a model ends in .onnx");
        }
        List<Integer> widths = HiddenWidths.parse(hidden);
        int[] dims = new int[widths.size() + 2];
        dims[0] = inputDim;
        for (int l = 0; l < widths.size(); l++) {
            dims[l + 1] = widths.get(l);
        }
        dims[dims.length - 1] = outputDim;
        return dims;
    }

    public String activationOr(String usual) {
        return activation == null ? usual : activation;
    }

    public long seed() {
        return seed;
    }

    /** The wishes that need no data; to be checked before hours are spent on reading them. */
    public Wishes wishes() {
        Wishes wishes = Wishes.none().withShift(shift);
        if (hidden != null) {
            wishes = wishes.withHidden(HiddenWidths.parse(hidden));
        }
        if (activation != null) {
            wishes = wishes.withActivation(Activations.byName(activation));
        }
        if (pivot != null) {
            wishes = wishes.withPivot(pivot);
        }
        if (construction != null) {
            wishes = wishes.withConstruction(knownConstruction());
        }
        return wishes;
    }

    private String knownConstruction() {
        if (!Constructions.names().contains(construction.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("--construction: got " + construction + ", expected one of "
                    + String.join(", ", Constructions.names()));
        }
        return construction;
    }

    /** The model of {@code --weights}, if it names one. */
    public Optional<Path> weightsFile() {
        boolean random = weights == null
                || Arrays.stream(RandomWeights.values())
                        .anyMatch(way -> way.name().equalsIgnoreCase(weights));
        return random ? Optional.empty() : Optional.of(Path.of(weights));
    }

    /** All wishes; reads the model of {@code --weights} if one is named. */
    public Wishes wishes(int outputDim) throws IOException {
        Wishes wishes = wishes();
        if (weights == null) {
            return wishes;
        }
        for (RandomWeights random : RandomWeights.values()) {
            if (random.name().equals(weights.toUpperCase(Locale.ROOT))) {
                List<Integer> widths = hidden == null ? List.of(outputDim) : HiddenWidths.parse(hidden);
                return wishes.withWeights(random.draw(widths, outputDim, seed));
            }
        }
        Network network = OnnxReader.read(Path.of(weights)).network();
        List<Matrix> given =
                network.layers().stream().skip(1).map(Layer::weight).toList();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("--weights: " + weights + " has one layer, expected at least two");
        }
        Wishes with = wishes.withWeights(given);
        return activation == null ? with.withActivation(network.layers().get(0).activation()) : with;
    }
}
