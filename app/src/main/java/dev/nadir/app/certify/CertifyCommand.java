package dev.nadir.app.certify;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certifier;
import dev.nadir.data.Dataset;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nadir certify}: a proof that exact zero loss is attained near a model's parameters, or that it never is. */
@Command(
        name = "certify",
        description = {
            "Prove that parameters of exactly zero loss exist near those of a model, or that none exist.",
            "",
            "All is meant in real arithmetic: the parameters and data as stored, the activations exact; every rounding of the"
                    + " proof is bounded. Where nothing can be proved, the inequality that fails is named with both its sides."
        },
        footer = {
            "",
            "Examples:",
            "  nadir certify golub.onnx golub.csv.gz",
            "  nadir certify model.onnx data.csv --target y --layers 2 --json",
            "",
            "Exit status: 0 certified, 1 inconclusive or refuted (the reason is printed), 2 bad usage or input."
        })
public final class CertifyCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL DATA",
            hideParamSyntax = true,
            description =
                    "The ONNX model, and the data with their labels: CSV, TSV (also .gz), Parquet, NPY, NPZ or IDX, one"
                            + " sample per row. They are told apart by what is in them.")
    private List<Path> files = List.of();

    @Option(
            names = "--layers",
            paramLabel = "L,L,…",
            hideParamSyntax = true,
            split = ",",
            description = "Let only these layers move, counted from 1. (default: whatever can be proved)")
    private List<Integer> layers = List.of();

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
        CertifyReport report;
        try (ConsoleProgress progress = output.progress()) {
            long start = System.nanoTime();
            OnnxModel model = OnnxReader.read(named.model().orElseThrow());
            Dataset data = ModelTarget.of(model).read(named.data(), format);
            Certifier certifier = new Certifier(model.network(), data.trainingSet());
            Certification outcome =
                    layers.isEmpty() ? certifier.certify(progress) : certifier.certify(layers, progress);
            report = new CertifyReport(model.network(), data, outcome, (System.nanoTime() - start) / 1e9);
        }
        CertifyReport told = report;
        output.print(spec, named, told::json, told::text);
        return report.outcome() instanceof Certification.Certified ? ExitCode.DONE : ExitCode.NUMERICAL;
    }
}
