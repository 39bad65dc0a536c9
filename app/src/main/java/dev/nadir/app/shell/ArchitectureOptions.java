package dev.nadir.app.shell;

import dev.nadir.construct.pivot.RandomWeights;
import dev.nadir.construct.pivot.Shift;
import dev.nadir.construct.plan.Constructions;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mixin: which network to construct; what is missing is left to the planner. */
public final class ArchitectureOptions {
    @Mixin
    private NetworkOptions network;

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
        List<Integer> widths = network.widths().orElse(List.of());
        boolean narrow = widths.stream().anyMatch(width -> width < outputDim);
        if (widths.isEmpty() || narrow || network.activation() instanceof Identity) {
            return Optional.empty();
        }
        Map<String, String> options = network.words();
        options.put("from", "kaiming");
        return Optional.of(options);
    }

    /** The network that is described, and the seed. */
    public NetworkOptions network() {
        return network;
    }

    /** The wishes that need no data; to be checked before hours are spent on reading them. */
    public Wishes wishes() {
        Wishes wishes = Wishes.none().withShift(shift);
        if (network.given()) {
            wishes = wishes.withHidden(network.widths().orElseThrow());
        }
        if (network.wishedActivation().isPresent()) {
            wishes = wishes.withActivation(network.activation());
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
                List<Integer> widths = network.widths().orElse(List.of(outputDim));
                return wishes.withWeights(random.draw(widths, outputDim, network.seed()));
            }
        }
        List<Layer> layers = OnnxReader.read(Path.of(weights)).network().layers();
        List<Matrix> given = layers.stream().skip(1).map(Layer::weight).toList();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("--weights: " + weights + " has one layer, expected at least two");
        }
        Wishes with = wishes.withWeights(given);
        boolean wished = network.wishedActivation().isPresent();
        return wished ? with : with.withActivation(layers.get(0).activation());
    }
}
