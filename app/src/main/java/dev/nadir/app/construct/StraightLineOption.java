package dev.nadir.app.construct;

import dev.nadir.app.shell.DataOptions;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.app.shell.NetworkOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Refusal;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.data.Dataset;
import dev.nadir.data.Duplicates;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.straight.StraightLineOptions;
import dev.nadir.flow.straight.StraightLineResult;
import dev.nadir.flow.straight.StraightLineTrainer;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Initialization;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.ZeroLoss;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Mixin: start from a network that is there, or freshly drawn, and move it along the straight line. */
final class StraightLineOption {
    @Option(
            names = "--from",
            paramLabel = "MODEL|SCHEME",
            description =
                    "Instead of a construction, move the weights of this ONNX model (taken as it is, raw), or of a"
                            + " fresh network (kaiming, xavier or ntk, with --hidden and --activation), along the straight line"
                            + " in output space until the data are fitted.")
    private String from;

    @Option(names = "--no-bias", description = "With --from SCHEME: layers W a without biases.")
    private boolean withoutBiases;

    /** Refuses {@code --no-bias} where it would do nothing. */
    void check() {
        if (withoutBiases && (from == null || file())) {
            throw new IllegalArgumentException("--no-bias: got it without a network to draw, expected it with --from"
                    + " kaiming, xavier or ntk; constructions choose the biases, a model has those of its file");
        }
    }

    boolean given() {
        return from != null;
    }

    /** Refuses what only a construction takes, and beside a model what describes a network. */
    void check(GivenOptions options) {
        if (given()) {
            options.refuse(
                    "--from, which moves weights instead of constructing them",
                    "--construction",
                    "--pivot",
                    "--weights",
                    "--shift");
        }
        if (given() && file()) {
            options.refuse(
                    "the model " + from + ", which brings its own network and takes the data raw",
                    "--hidden",
                    "--activation",
                    "--no-standardize",
                    "--seed");
        }
    }

    /** Reads the data with the labels of the model, if there is one. */
    Dataset read(DataOptions data) throws IOException {
        return file() ? ModelTarget.of(model()).read(data) : data.read();
    }

    /** The network to start from. */
    Network start(Dataset dataset, NetworkOptions network, boolean standardize) throws IOException {
        if (file()) {
            return model().network();
        }
        TrainingSet data = dataset.trainingSet();
        int[] dims = network.layerDims(data.inputDim(), data.outputDim());
        Network drawn = Initialization.byName(from).network(dims, network.activation(), network.seed());
        Optional<RowScaling> scaling = standardize ? Optional.of(Standardization.of(data.inputs())) : Optional.empty();
        Network scaled = new Network(scaling, drawn.layers());
        return withoutBiases ? scaled.withoutBiases() : scaled;
    }

    /** The model to start from, if it is a file. */
    Optional<Path> modelFile() {
        return from != null && file() ? Optional.of(Path.of(from)) : Optional.empty();
    }

    private boolean file() {
        return Files.exists(Path.of(from)) || from.endsWith(".onnx");
    }

    private OnnxModel model() throws IOException {
        return OnnxReader.read(Path.of(from));
    }

    /** Walks the line, as an attempt at a construction. */
    Attempt walk(Network start, TrainingSet data, Progress progress) {
        StraightLineResult result =
                new StraightLineTrainer(StraightLineOptions.defaults(), progress).train(start, data);
        int distinct = Duplicates.of(data).representatives().length;
        List<String> reasons = List.of("--from " + from + ": " + result.message());
        if (!result.fitted()) {
            String reason = result.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new Attempt(
                    reasons, new Refusal(reason, result.message(), result.wayOut()), Optional.empty(), distinct);
        }
        RankReport rank = result.rank().orElseThrow();
        Network end = start.withParameters(result.theta());
        String change = "weights moved by |θ - θ_0| = " + Table.number(result.change())
                + "; relative to their size, per layer: " + changes(start, end);
        Constructed constructed = new Constructed(end, "straight-line", 0, rank, List.of(change, work(result)));
        Accuracy accuracy = Accuracy.of(end, data);
        return new Attempt(reasons, judged(constructed, accuracy), Optional.of(accuracy), distinct);
    }

    private static Outcome judged(Constructed constructed, Accuracy accuracy) {
        return accuracy.zeroLoss()
                ? constructed
                : new Refusal(
                        "accuracy",
                        String.format(
                                Locale.ROOT,
                                "the end of the line has a relative cost of %.3g, above the zero-loss limit %.0e",
                                accuracy.relativeCost(),
                                ZeroLoss.RELATIVE_COST),
                        "start from a wider or better conditioned network");
    }

    /** ‖Δ(W_l, b_l)‖ / ‖(W_l, b_l)‖; infinity for a layer that was zero. */
    private static String changes(Network before, Network after) {
        return IntStream.range(0, before.layers().size())
                .mapToObj(l -> Table.number(
                        change(before.layers().get(l), after.layers().get(l))))
                .collect(Collectors.joining(", "));
    }

    private static double change(Layer before, Layer after) {
        Matrix old = Matrix.column(new Network(List.of(before)).parameters());
        Matrix now = Matrix.column(new Network(List.of(after)).parameters());
        return now.minus(old).frobeniusNorm() / old.frobeniusNorm();
    }

    private static String work(StraightLineResult result) {
        return result.jacobians() + " Jacobians, " + result.qrSolves() + " by QR; smallest σ_min/σ_max about "
                + Table.number(result.smallestRatio());
    }
}
