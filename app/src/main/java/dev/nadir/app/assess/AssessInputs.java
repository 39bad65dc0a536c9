package dev.nadir.app.assess;

import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.HiddenWidths;
import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.app.shell.NetworkOptions;
import dev.nadir.assess.Question;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.DataFacts;
import dev.nadir.data.Dataset;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.network.activation.Activation;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mixin: the data, and the network in question if there is one. */
final class AssessInputs {
    @Parameters(
            arity = "0..*",
            paramLabel = "DATA [MODEL]",
            hideParamSyntax = true,
            description =
                    "The data: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one sample per row; and an ONNX model"
                            + " to judge at its parameters.")
    private List<Path> files = List.of();

    private InputFiles named;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private NetworkOptions network;

    @Option(names = "--sweep", description = "A table over widths and depths instead of one verdict.")
    private boolean sweep;

    @Option(
            names = "--widths",
            paramLabel = "W,W,…",
            hideParamSyntax = true,
            split = ",",
            description = "With --sweep: the widths. (default: around Q, √N, N/4, N and 1.25 N)")
    private List<Integer> widths = List.of();

    @Option(
            names = "--depths",
            paramLabel = "L,L,…",
            hideParamSyntax = true,
            split = ",",
            defaultValue = "1,2,3",
            description = "With --sweep: the numbers of hidden layers. (default: 1,2,3)")
    private List<Integer> depths;

    boolean sweep() {
        return sweep;
    }

    Path data() {
        return named.data();
    }

    /** Model and data, once checked. */
    InputFiles named() {
        return named;
    }

    /** Refuses combinations that mean nothing. */
    void check() throws IOException {
        named = InputFiles.of(files, "DATA [MODEL]");
        if (named.model().isPresent() && (network.given() || sweep)) {
            throw new IllegalArgumentException("model: got " + named.model().get()
                    + " together with --hidden or --sweep, expected one of them: the model brings its own layers");
        }
        refuseWithoutEffect(new GivenOptions(spec));
        if (network.given() && sweep) {
            throw new IllegalArgumentException(
                    "--sweep: got it together with --hidden, expected --widths and --depths");
        }
    }

    /** What is read and no output may replace. */
    List<Path> files(DataFormatOptions format) {
        List<Path> all = format.files(data());
        named.model().ifPresent(all::add);
        return all;
    }

    private void refuseWithoutEffect(GivenOptions options) {
        if (named.model().isPresent()) {
            options.refuse("the model " + named.model().get() + ", which has its own", "--activation");
        } else if (!network.given() && !sweep) {
            options.refuse("neither --hidden nor --sweep", "--activation");
        }
        if (!sweep) {
            options.refuse("no --sweep", "--widths", "--depths");
        }
    }

    /** The data as they will be judged. */
    Dataset read(DataFormatOptions format) throws IOException {
        return named.model().isPresent() ? ModelTarget.of(model()).read(data(), format) : format.read(data());
    }

    private OnnxModel model() throws IOException {
        return OnnxReader.read(named.model().orElseThrow());
    }

    Question question(Dataset data, Progress progress) throws IOException {
        Optional<Architecture> architecture = network.widths().map(widths -> new Architecture(widths, activation()));
        progress.stage("looking for identical samples");
        return new Question(
                DataFacts.of(data.trainingSet()),
                architecture,
                named.model().isPresent() ? Optional.of(model().network()) : Optional.empty(),
                network.seed(),
                progress);
    }

    Activation activation() {
        return network.activation();
    }

    /** Every depth with every width. */
    List<List<Integer>> architectures(Dataset data) {
        int n = data.samples();
        int q = data.trainingSet().outputDim();
        List<Integer> chosen =
                widths.isEmpty() ? List.of(q, (int) Math.ceil(Math.sqrt(n)), n / 4, n, (5 * n + 3) / 4) : widths;
        List<List<Integer>> all = new ArrayList<>();
        for (int depth : depths) {
            for (int width :
                    chosen.stream().filter(w -> w > 0).distinct().sorted().toList()) {
                all.add(HiddenWidths.parse(List.of(width + "x" + depth)));
            }
        }
        return all;
    }
}
