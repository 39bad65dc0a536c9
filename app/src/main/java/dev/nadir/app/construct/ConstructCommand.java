package dev.nadir.app.construct;

import dev.nadir.app.shell.ArchitectureOptions;
import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.ModelName;
import dev.nadir.app.shell.NextCommand;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certifier;
import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Refusal;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.structured.RoundingCertificate;
import dev.nadir.data.Dataset;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.file.FileKind;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.network.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nadir construct}: from a data file to a network of zero loss, as an ONNX model checked by ONNX Runtime. */
@Command(
        name = "construct",
        description = {
            "Construct weights of zero loss for a data file, without training, and write them as an ONNX model.",
            "",
            "The model takes raw features and returns raw labels (class scores for classes). The written file is run in"
                    + " ONNX Runtime on the raw samples, and both engines' costs are printed. What is not given is chosen,"
                    + " and the reasons are printed."
        },
        footer = {
            "",
            "Examples:",
            "  nadir construct iris.csv --target class",
            "  nadir construct golub.csv.gz --target class --hidden 256,256 --activation tanh --out golub.onnx",
            "  nadir construct iris.csv --target class --from model.onnx",
            "  nadir construct data.csv --target y1,y2 --activation relu --precision float32 --json",
            "",
            "Exit status: 0 constructed, 1 cannot be constructed (reason and way out printed), 2 bad usage or input."
        })
public final class ConstructCommand implements Callable<Integer> {
    /** Refusals of a construction, not of the network, which the straight line may fit all the same. */
    private static final Set<String> MOVED_INSTEAD = Set.of("rank", "accuracy", "no-window", "given-weight-rank");

    @Mixin
    private StandardOptions standard;

    @Mixin
    private DataOptions data;

    @Mixin
    private ArchitectureOptions architecture;

    @Mixin
    private StraightLineOption straightLine;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--out",
            paramLabel = "MODEL",
            description =
                    "The model to write (default: the data file's name with .onnx, in the working directory, or with"
                            + " --from MODEL that model's name with -zero.onnx); an existing one is replaced.")
    private Path out;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "FLOAT64",
            description = "Of the written model: float64 or float32 (default: float64).")
    private Precision precision;

    @Option(
            names = "--no-standardize",
            description = "Do not standardize the features; the model then has no Sub and Mul in front.")
    private boolean raw;

    @Option(
            names = "--certify",
            description =
                    "Prove of the written model that parameters of exactly zero loss exist near its own, rounding included,"
                            + " as nadir certify does; if that fails, the exit status is 1.")
    private boolean certify;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        GivenOptions given = new GivenOptions(spec);
        data.check(given);
        straightLine.check(given);
        architecture.check(given);
        long start = System.nanoTime();
        ConstructReport report;
        try (ConsoleProgress progress = output.progress()) {
            report = construct(progress);
        }
        report = report.after(seconds(start));
        ConstructReport told = report;
        output.print(spec, data.named(), told::json, () -> told.text(output.quiet()));
        return report.attempt().outcome() instanceof Refusal refusal
                ? refused(refusal, told.dataset().target().orElseThrow().outputDim())
                : report.proved() ? ExitCode.DONE : ExitCode.NUMERICAL;
    }

    private ConstructReport construct(ConsoleProgress progress) throws IOException {
        architecture.wishes();
        Path model = model();
        progress.stage("reading " + data.file());
        straightLine.check();
        Dataset dataset = straightLine.given() ? straightLine.read(data) : data.read();
        TrainingSet training = dataset.trainingSet();
        Attempt attempt = straightLine.given()
                ? walk(dataset, progress)
                : new Fitting(!raw, architecture.network().seed())
                        .fit(training, architecture.wishes(training.outputDim()), progress);
        ConstructReport report =
                ConstructReport.of(dataset, attempt, architecture.network().seed());
        if (!(attempt.outcome() instanceof Constructed constructed)) {
            return report;
        }
        Optional<Refusal> tooCoarse = precision == Precision.FLOAT32
                ? RoundingCertificate.againstSinglePrecision(constructed, training.inputs())
                : Optional.empty();
        if (tooCoarse.isPresent()) {
            return ConstructReport.of(
                    dataset,
                    refused(attempt, tooCoarse.get()),
                    architecture.network().seed());
        }
        progress.stage("measuring the file");
        TrialModel trial = TrialModel.of(constructed.network(), precision, training, progress);
        boolean promised = attempt.accuracy().filter(Accuracy::zeroLoss).isPresent();
        Optional<Refusal> shortfall = promised ? trial.shortfall() : Optional.empty();
        if (shortfall.isPresent()) {
            return ConstructReport.of(
                    dataset,
                    refused(attempt, shortfall.get()),
                    architecture.network().seed());
        }
        ConstructReport tried = report.tried(trial);
        progress.stage("writing " + model);
        OnnxWriter.write(model, constructed.network(), tried.metadata(), precision);
        return certify
                ? tried.written(model).certified(certification(model, training, progress))
                : tried.written(model);
    }

    /** Of the file as it was written, in its own precision. */
    private static Certification certification(Path model, TrainingSet training, ConsoleProgress progress)
            throws IOException {
        return new Certifier(OnnxReader.read(model).network(), training).certify(progress);
    }

    private static Attempt refused(Attempt attempt, Refusal refusal) {
        return new Attempt(attempt.reasons(), refusal, attempt.accuracy(), attempt.distinctSamples());
    }

    private Attempt walk(Dataset dataset, ConsoleProgress progress) throws IOException {
        TrainingSet training = dataset.trainingSet();
        Network start = straightLine.start(dataset, architecture.network(), !raw);
        return straightLine.walk(start, training, progress);
    }

    /** Where the model will be written, checked before any work. */
    private Path model() throws IOException {
        List<Path> inputs = data.files();
        straightLine.modelFile().ifPresent(inputs::add);
        architecture.weightsFile().ifPresent(inputs::add);
        Path model = out != null
                ? out
                : Path.of(straightLine.modelFile().map(ModelName::from).orElse(ModelName.of(data.file())));
        new Outputs(inputs).requireFile("--out", model, FileKind.MODEL);
        if (out == null && Files.exists(model) && !OnnxWriter.wrote(model)) {
            throw new IllegalArgumentException(
                    "--out: got none, and " + model + ", the name to be taken, is a model that"
                            + " Nadir did not write; name another file with --out, or this one to replace it");
        }
        return model;
    }

    private int refused(Refusal refusal, int outputs) {
        if (!output.json()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("nadir: cannot construct (" + refusal.reason() + "): " + refusal.message());
            wayOut(refusal, outputs).forEach(line -> err.println("nadir: way out: " + line));
        }
        return ExitCode.NUMERICAL;
    }

    /** The words, and the commands that they mean here. */
    private List<String> wayOut(Refusal refusal, int outputs) {
        NextCommand next = new NextCommand(spec, data.named());
        List<String> lines = new ArrayList<>(List.of(refusal.wayOut()));
        if (refusal.settings().containsKey("precision") || refusal.settings().containsKey("shift")) {
            lines.add(next.again(refusal.settings()));
        } else if (!refusal.settings().isEmpty()) {
            lines.add(next.text("construct", refusal.settings()));
        }
        if (!straightLine.given() && MOVED_INSTEAD.contains(refusal.reason())) {
            architecture.givenNetwork(outputs).ifPresent(network -> lines.add(next.text("construct", network)));
        }
        return lines;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
