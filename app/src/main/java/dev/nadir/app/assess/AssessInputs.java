package dev.nadir.app.assess;

import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.HiddenWidths;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.assess.Question;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.Dataset;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.network.Activation;
import dev.nadir.network.Activations;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mixin: the data, and the network in question if there is one. */
final class AssessInputs {
    @Parameters(
            arity = "1..2",
            paramLabel = "DATA [MODEL.onnx]",
            hideParamSyntax = true,
            description =
                    "The data: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one sample per row; and an ONNX model"
                            + " to judge at its parameters.")
    private List<Path> files;

    @Option(
            names = "--hidden",
            paramLabel = "W,W,…",
            split = ",",
            description = "Widths of the hidden layers in question, as 256,256 or 256x50; 0 means none."
                    + " (default: the data alone)")
    private List<String> hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            defaultValue = "tanh",
            description = "Of the hidden layers. (default: tanh)")
    private String activation;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "For every random choice. (default: 1)")
    private long seed;

    @Option(names = "--sweep", description = "A table over widths and depths instead of one verdict.")
    private boolean sweep;

    @Option(
            names = "--widths",
            paramLabel = "W,W,…",
            split = ",",
            description = "With --sweep: the widths. (default: around Q, √N, N/4, N and 1.25 N)")
    private List<Integer> widths = List.of();

    @Option(
            names = "--depths",
            paramLabel = "L,L,…",
            split = ",",
            defaultValue = "1,2,3",
            description = "With --sweep: the numbers of hidden layers. (default: 1,2,3)")
    private List<Integer> depths;

    boolean sweep() {
        return sweep;
    }

    Path data() {
        return files.stream().filter(file -> !isModel(file)).findFirst().orElseThrow();
    }

    /** The file of the model in question, if there is one. */
    Optional<String> modelName() {
        return files.stream().filter(AssessInputs::isModel).map(Path::toString).findFirst();
    }

    /** Refuses combinations that mean nothing. */
    void check() {
        long models = files.stream().filter(AssessInputs::isModel).count();
        if (files.size() - models != 1) {
            throw new IllegalArgumentException(
                    "files: got " + files + ", expected one data file and at most one .onnx model");
        }
        if (models == 1 && (hidden != null || sweep)) {
            throw new IllegalArgumentException("model: got " + files
                    + " together with --hidden or --sweep, expected one" + " of them: the model brings its own layers");
        }
        if (hidden != null && sweep) {
            throw new IllegalArgumentException(
                    "--sweep: got it together with --hidden, expected --widths and --depths");
        }
    }

    private static boolean isModel(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    /** The data as they will be judged. */
    Dataset read(DataFormatOptions format) throws IOException {
        return files.size() == 2 ? ModelTarget.of(model()).read(data(), format) : format.read(data());
    }

    private OnnxModel model() throws IOException {
        return OnnxReader.read(
                files.stream().filter(AssessInputs::isModel).findFirst().orElseThrow());
    }

    Question question(Dataset data, Progress progress) throws IOException {
        Optional<Architecture> architecture = hidden == null
                ? Optional.empty()
                : Optional.of(new Architecture(HiddenWidths.parse(hidden), activation()));
        return new Question(
                data.trainingSet(),
                architecture,
                files.size() == 2 ? Optional.of(model().network()) : Optional.empty(),
                seed,
                progress);
    }

    Activation activation() {
        return Activations.byName(activation);
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
