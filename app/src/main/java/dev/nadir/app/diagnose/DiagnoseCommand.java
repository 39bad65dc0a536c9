package dev.nadir.app.diagnose;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.LossSummary;
import dev.nadir.app.shell.NetworkInputs;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.NextCommand;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.claim.Stated;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.DataFacts;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.diagnose.LossDiagnosis;
import dev.nadir.jacobian.diagnose.LossHints;
import dev.nadir.jacobian.measure.StallDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nadir diagnose}: why the loss does not go to zero, and what to do. */
@Command(
        name = "diagnose",
        description = {
            "Why the loss does not go to zero: what is blocked and by what, how slow the rest is, what to do.",
            "",
            "The data are taken raw, exactly as the model takes them; numeric targets as they are, class targets"
                    + " one-hot. Every reason comes with the loss that it explains. Instead of a model, --init and"
                    + " --hidden draw a fresh network."
        },
        footer = {
            "",
            "Examples:",
            "  nadir diagnose model.onnx data.csv --target y --lr 0.01",
            "  nadir diagnose model.onnx iris.csv --target class --report why.html",
            "  nadir diagnose model.onnx iris.csv --target class --fix fitted.onnx",
            "",
            "Exit status: 0 done, 1 the rank is undecided or --fix found no weights (said why), 2 bad usage or input."
        })
public final class DiagnoseCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Mixin
    private NetworkInputs inputs;

    @Mixin
    private DataFormatOptions format;

    @Mixin
    private DiagnoseOptions options;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private PictureOptions pictures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        inputs.check();
        format.check(inputs.named().data(), new GivenOptions(spec));
        Outputs outputs = new Outputs(inputs.files(format));
        options.check(outputs);
        pictures.check(outputs);
        Diagnosis diagnosis;
        try (ConsoleProgress progress = output.progress()) {
            diagnosis = diagnose(inputs.read(format, progress), progress);
        }
        pictures.write(outputs, () -> new DiagnosePage(diagnosis));
        output.print(spec, inputs.named(), diagnosis::json, () -> new DiagnoseText(diagnosis).text(output.quiet()));
        return status(diagnosis);
    }

    private Diagnosis diagnose(NetworkOnData subject, ConsoleProgress progress) throws IOException {
        if (options.fix().isPresent()) {
            subject.onRawFeatures(subject.network()); // refused before the search rather than behind it
        }
        TrainingSet data = subject.data();
        DataFacts facts = DataFacts.of(data);
        LayerSelection trained = options.selection(subject.network());
        SpectrumOptions how = options.spectrum(threads, progress);
        TrainingJacobian jacobian =
                TrainingJacobian.of(subject.network(), data.inputs()).restrictedTo(trained);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian, how);
        progress.stage("diagnosis");
        StallDiagnosis stall = StallDiagnosis.of(jacobian, spectrum, how);
        LossDiagnosis loss = LossDiagnosis.of(
                new LossDiagnosis.Subject(jacobian, spectrum, stall), facts, how, options.learningRate());
        LossSummary summary = new LossSummary(
                subject, jacobian.forwardPass().outputs(), loss, LossSplit.of(jacobian, spectrum, data.labels()));
        progress.stage("straight line");
        ZeroLossSearch search = ZeroLossSearch.from(
                new ZeroLossSearch.Start(
                        summary, facts, spectrum, trained, options.fix().isPresent()),
                progress);
        Optional<FixedModel> fixed = options.fix().isPresent() && search.found()
                ? Optional.of(FixedModel.write(options.fix().get(), subject, search, progress))
                : Optional.empty();
        return new Diagnosis(summary, search, hints(summary), fixed, next(summary, search));
    }

    private static List<Stated> hints(LossSummary summary) {
        NetworkOnData subject = summary.subject();
        Matrix features = subject.data().inputs();
        Matrix standardized = Standardization.of(features).apply(features);
        List<String> classes = summary.classes().map(ClassTarget::classNames).orElse(List.of());
        return LossHints.of(
                summary.outputs(),
                subject.data().labels(),
                classes,
                subject.network().evaluate(standardized));
    }

    private List<String> next(LossSummary summary, ZeroLossSearch search) {
        NextCommand commands = new NextCommand(spec, inputs.named())
                .withTarget(summary.subject().dataset().target());
        List<String> next = new ArrayList<>();
        if (summary.measures().zero()) {
            return next;
        }
        boolean writable = summary.subject().scaling().isEmpty()
                || summary.subject().network().inputScaling().isEmpty();
        boolean conflict = summary.diagnosis().findings().stream()
                .anyMatch(finding -> finding.claim() == DiagnoseClaim.CONFLICTING_DUPLICATES);
        if (search.impossible() && conflict) {
            next.add(commands.text("data", Map.of()));
        } else if (search.found() && options.fix().isEmpty() && writable) {
            next.add(commands.again(Map.of("fix", fitted())));
        } else if (!search.found()) {
            next.add(commands.text("assess", Map.of(), true));
        }
        boolean slow = summary.diagnosis().reasons().stream()
                .anyMatch(finding -> finding.claim() == DiagnoseClaim.SLOW_DIRECTIONS);
        if (slow && commands.model().isPresent()) {
            next.add(commands.text("flow", Map.of("until", "1e4"), true));
        }
        return next;
    }

    /** model.onnx becomes model-fitted.onnx, iris.csv iris-fitted.onnx, in the working directory. */
    private String fitted() {
        Path file = inputs.named().model().orElse(inputs.named().data());
        String name = file.getFileName().toString();
        int dot = name.indexOf('.', 1);
        return (dot < 0 ? name : name.substring(0, dot)) + "-fitted.onnx";
    }

    private int status(Diagnosis diagnosis) {
        PrintWriter err = spec.commandLine().getErr();
        if (options.fix().isPresent() && diagnosis.fixed().isEmpty()) {
            err.println("nadir: --fix: nothing written: " + diagnosis.search().words());
            return ExitCode.NUMERICAL;
        }
        boolean good = diagnosis.fixed().isEmpty()
                || diagnosis.fixed().get().accuracy().zeroLoss();
        if (!good) {
            err.println("nadir: --fix: the file has a relative cost of "
                    + diagnosis.fixed().get().accuracy().relativeCost() + ", not zero");
        }
        if (!diagnosis.summary().diagnosis().blocked().decided()) {
            err.println("nadir: rank undecided; bring the features to similar scales");
            if (!options.choosesTier()) {
                NextCommand next = new NextCommand(spec, inputs.named());
                err.println("nadir: way out: " + next.again(Map.of("tier", "exact")));
            }
            return ExitCode.NUMERICAL;
        }
        return good ? ExitCode.DONE : ExitCode.NUMERICAL;
    }
}
