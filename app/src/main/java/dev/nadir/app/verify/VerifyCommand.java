package dev.nadir.app.verify;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.GraphOptions;
import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.data.Dataset;
import dev.nadir.io.onnx.GraphReader;
import dev.nadir.io.onnx.OnnxGraph;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.network.Mollification;
import dev.nadir.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nadir verify}: one model, two engines, the same raw data. */
@Command(
        name = "verify",
        description = {
            "Evaluate an ONNX model on a data file with Nadir's engine and with ONNX Runtime, and compare.",
            "",
            "Any feed-forward network will do, written by Nadir or exported by PyTorch. The data are taken raw, exactly as"
                    + " the model takes them; features that the model names are found by name, in any order. Without --target, the target named in the model is used, if there is one;"
                    + " without labels only the engines are compared."
        },
        footer = {
            "",
            "Examples:",
            "  nadir verify golub.onnx golub.csv.gz",
            "  nadir verify pytorch.onnx data.csv --target y --json",
            "",
            "Exit status: 0 the engines agree, 1 they do not or one cannot run the model, 2 bad usage or input."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL DATA",
            hideParamSyntax = true,
            description = "The ONNX model, and the data: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one sample per"
                    + " row. They are told apart by what is in them.")
    private List<Path> files = List.of();

    @Option(
            names = "--mollify",
            paramLabel = "BETA",
            split = ",",
            description =
                    "Also replace every ReLU by ln(1 + e^(BETA z))/BETA and say how far the outputs and the cost move;"
                            + " several values with commas.")
    private List<Double> mollify = List.of();

    @Mixin
    private GraphOptions.Result result;

    @Mixin
    private DataFormatOptions format;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        InputFiles named = InputFiles.of(files, "MODEL DATA");
        format.check(named.data(), new GivenOptions(spec));
        Path model = named.model().orElseThrow();
        VerifyReport report;
        try (ConsoleProgress progress = output.progress()) {
            progress.stage("reading " + model);
            Optional<OnnxModel> perceptron = perceptron(model);
            if (perceptron.isEmpty()) {
                return graph(model, named, progress);
            }
            OnnxModel read = perceptron.get();
            progress.stage("reading " + named.data());
            Dataset dataset = ModelTarget.of(read).read(named.data(), format);
            progress.stage("evaluating");
            report = VerifyReport.of(model, read, dataset, progress).withMollified(mollified(read.network(), dataset));
        }
        VerifyReport told = report;
        output.print(spec, named, () -> told, told::text);
        return report.agree() ? ExitCode.DONE : ExitCode.NUMERICAL;
    }

    /** Empty where the model is to be taken as a graph; what is wrong with it is then said by the reader of graphs. */
    private Optional<OnnxModel> perceptron(Path model) {
        if (result.given()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OnnxReader.read(model));
        } catch (IOException noPerceptron) {
            return Optional.empty();
        }
    }

    private int graph(Path model, InputFiles named, ConsoleProgress progress) throws IOException {
        OnnxGraph file = GraphReader.read(model, result.choice());
        new GivenOptions(spec).refuse("a model that is no plain perceptron", "--mollify");
        GraphOnData subject = GraphOnData.of(model, file, format.read(named.data(), ModelTarget.targetNames(file)));
        progress.stage("evaluating");
        GraphVerifyReport told = GraphVerifyReport.of(model, subject, progress);
        output.print(spec, named, told::json, told::text);
        return told.verification().agrees() ? ExitCode.DONE : ExitCode.NUMERICAL;
    }

    private List<Mollification> mollified(Network network, Dataset data) {
        if (!mollify.isEmpty() && data.target().isEmpty()) {
            throw new IllegalArgumentException("--mollify: got data without labels, expected some; give --target");
        }
        return mollify.stream()
                .map(beta -> Mollification.of(
                        network, data.features(), data.target().orElseThrow().labels(), beta))
                .toList();
    }
}
