package dev.nadir.app.certify;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.ModelTarget;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certifier;
import dev.nadir.certify.Refinement;
import dev.nadir.data.Dataset;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.file.FileKind;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "  nadir certify golub.onnx golub.csv.gz --certificate golub.json",
            "  nadir certify golub.onnx golub.csv.gz --check golub.json",
            "  nadir certify trained.onnx data.csv --target y --refine --out refined.onnx",
            "",
            "Exit status: 0 certified (or confirmed), 1 not (the reason is printed), 2 bad usage or input."
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

    @Option(
            names = "--refine",
            description =
                    "First bring the residual down by Newton steps with residuals in double-double; the refined model is"
                            + " written to --out and certified.")
    private boolean refine;

    @Option(names = "--out", paramLabel = "MODEL", description = "With --refine: where the refined model goes.")
    private Path out;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Write what was proved as a JSON file that --check confirms.")
    private Path certificate;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Confirm a certificate: recompute it from model and data alone.")
    private Path check;

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
        checkOptions(named);
        CertifyReport report;
        Optional<CertificateFile> claimed = check == null ? Optional.empty() : Optional.of(CertificateFile.read(check));
        try (ConsoleProgress progress = output.progress()) {
            report = certified(named, claimed, progress);
        }
        CertifyReport told = report;
        output.print(spec, told.files(), told::json, told::text);
        return told.done() ? ExitCode.DONE : ExitCode.NUMERICAL;
    }

    private void checkOptions(InputFiles named) throws IOException {
        GivenOptions given = new GivenOptions(spec);
        format.check(named.data(), given);
        if (check != null) {
            given.refuse("--check, which repeats what the certificate says", "--layers", "--refine", "--certificate");
        }
        if (refine != (out != null)) {
            throw new IllegalArgumentException(
                    "--refine, --out: got one of them, expected both: the refined model is written");
        }
        List<Path> inputs = new ArrayList<>(named.ordered());
        Optional.ofNullable(check).ifPresent(inputs::add);
        Outputs outputs = new Outputs(inputs);
        if (out != null) {
            outputs.requireFile("--out", out, FileKind.MODEL);
        }
        if (certificate != null) {
            outputs.requireFile("--certificate", certificate, FileKind.JSON);
        }
    }

    private CertifyReport certified(InputFiles named, Optional<CertificateFile> claimed, ConsoleProgress progress)
            throws IOException {
        long start = System.nanoTime();
        progress.stage("reading " + named.data());
        OnnxModel model = OnnxReader.read(named.model().orElseThrow());
        Dataset dataset = ModelTarget.of(model).read(named.data(), format);
        TrainingSet data = dataset.trainingSet();
        Optional<Refinement> refined = Optional.empty();
        InputFiles subject = named;
        if (refine) {
            progress.stage("refining");
            refined = Optional.of(Refinement.of(model.network(), data));
            OnnxWriter.write(out, refined.get().network(), model.metadata(), Precision.FLOAT64);
            model = OnnxReader.read(out);
            subject = new InputFiles(Optional.of(out), named.data());
        }
        Certifier certifier = new Certifier(model.network(), data);
        List<Integer> moved = claimed.map(CertificateFile::layers).orElse(layers);
        Certification outcome = moved.isEmpty() ? certifier.certify(progress) : certifier.certify(moved, progress);
        if (certificate != null && !(outcome instanceof Certification.Inconclusive)) {
            CertificateFile.write(certificate, subject, data, outcome);
        }
        Path file = subject.model().orElseThrow();
        Optional<Confirmation> confirmation =
                claimed.map(claim -> new Confirmation(claim.outcome(), claim.contradiction(file, data, outcome)));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new CertifyReport(subject, model.network(), dataset, outcome, refined, confirmation, seconds);
    }
}
