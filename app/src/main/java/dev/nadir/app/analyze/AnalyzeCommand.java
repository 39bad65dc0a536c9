package dev.nadir.app.analyze;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.GraphOptions;
import dev.nadir.app.shell.NetworkInputs;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.NextCommand;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.diagnose.JacobianAnalysis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.KernelExtremes;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Model;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nadir analyze}: what gradient descent can do from here, and what blocks it. */
@Command(
        name = "analyze",
        description = {
            "Rank of the training Jacobian, the loss that descent can and cannot reach, and what blocks it.",
            "",
            "The data are taken raw, exactly as the model takes them; numeric targets as they are, class targets one-hot."
                    + " Instead of a model, --init and --hidden draw a fresh network."
        },
        footer = {
            "",
            "Examples:",
            "  nadir analyze golub.onnx golub.csv.gz --target class --report golub.html",
            "  nadir analyze iris.csv --target class --init kaiming --hidden 64,64 --standardize",
            "  nadir analyze iris.csv --target class --init xavier --hidden 8 --activation relu --draws 200",
            "  nadir analyze model.onnx data.csv --layers 2,3 --json",
            "  nadir analyze cnn.onnx batch.npz --loss cross-entropy=0.1 --weight-decay 1e-4 --report cnn.html",
            "  nadir analyze cnn.onnx many.npz --matrix-free --report bounds.html",
            "",
            "Exit status: 0 done, 1 the rank is undecided (reason and way out printed), 2 bad usage or input."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Mixin
    private NetworkInputs inputs;

    @Mixin
    private GraphOptions graphs;

    @Mixin
    private DataFormatOptions format;

    @Mixin
    private AnalyzeOptions options;

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
        options.check(new GivenOptions(spec));
        Outputs outputs = new Outputs(inputs.files(format));
        if (options.draws() > 0 || options.extremes()) {
            pictures.refuseWith(options.draws() > 0 ? "--draws" : "--extremes");
        }
        pictures.check(outputs);
        try (ConsoleProgress progress = output.progress()) {
            Optional<GraphOnData> graph = inputs.readGraph(graphs, format, progress);
            if (graph.isPresent()) {
                return graph(graph.get(), progress, outputs);
            }
            NetworkOnData subject = inputs.read(format, progress);
            if (options.exact()) {
                return exact(subject, progress);
            }
            if (options.draws() > 0) {
                return draw(subject, progress);
            }
            if (options.extremes()) {
                return extremes(jacobian(subject), progress);
            }
            TrainingJacobian jacobian = jacobian(subject);
            Optional<String> beyond = options.beyondReach(jacobian);
            Model model = new NetworkModel(subject.network(), options.selection(subject.network()));
            EvaluatedModel evaluated = new EvaluatedModel(subject, model, jacobian);
            if (options.matrixFree() || beyond.isPresent()) {
                return matrixFree(MatrixFreeReport.of(evaluated, options.steps(), progress), beyond, outputs);
            }
            return options.losses().plain()
                    ? analyze(subject, progress, outputs)
                    : report(evaluated, progress, outputs);
        }
    }

    private int analyze(NetworkOnData subject, ConsoleProgress progress, Outputs outputs) throws IOException {
        TrainingSet data = subject.data();
        JacobianAnalysis analysis = JacobianAnalysis.of(
                subject.network(), data, options.selection(subject.network()), options.spectrum(threads, progress));
        AnalyzeReport full = new AnalyzeReport(subject, analysis);
        pictures.write(outputs, () -> new AnalyzePage(full));
        output.print(spec, inputs.named(), full::json, () -> new AnalyzeText(full).text(output.quiet()));
        return decided(analysis.spectrum());
    }

    private int decided(JacobianSpectrum spectrum) {
        if (!spectrum.rank().decided()) {
            spec.commandLine().getErr().println("nadir: rank undecided: " + AnalyzeText.undecided(spectrum));
            if (!new GivenOptions(spec).has("--max-flops")) {
                wayOut("tier", "exact");
            }
            return ExitCode.NUMERICAL;
        }
        return ExitCode.DONE;
    }

    private void wayOut(String option, String value) {
        NextCommand next = new NextCommand(spec, inputs.named());
        spec.commandLine().getErr().println("nadir: way out: " + next.again(Map.of(option, value)));
    }

    private int graph(GraphOnData subject, ConsoleProgress progress, Outputs outputs) throws IOException {
        new GivenOptions(spec).refuse("a model that is no plain perceptron", "--draws");
        Evaluation at = subject.model().at(subject.data().inputs());
        if (options.extremes()) {
            return extremes(at, progress);
        }
        EvaluatedModel evaluated = new EvaluatedModel(subject, subject.model(), at);
        Optional<String> beyond = options.beyondReach(at);
        if (options.matrixFree() || beyond.isPresent()) {
            return matrixFree(MatrixFreeReport.of(evaluated, options.steps(), progress), beyond, outputs);
        }
        return report(evaluated, progress, outputs);
    }

    private int report(EvaluatedModel evaluated, ConsoleProgress progress, Outputs outputs) throws IOException {
        ModelReport report = ModelReport.of(evaluated, options.losses(), options.spectrum(threads, progress));
        pictures.write(outputs, () -> new ModelPage(report));
        output.print(spec, inputs.named(), report::json, () -> report.text(output.quiet()));
        return decided(report.spectrum());
    }

    /** Where nobody asked for it, the rank that was expected is missing: said so, with the way to it. */
    private int matrixFree(MatrixFreeReport report, Optional<String> beyond, Outputs outputs) throws IOException {
        pictures.write(outputs, () -> new MatrixFreePage(report));
        output.print(spec, inputs.named(), report::json, report::text);
        if (options.matrixFree()) {
            return ExitCode.DONE;
        }
        spec.commandLine()
                .getErr()
                .println("nadir: rank undecided: " + beyond.orElseThrow()
                        + "; bounds by --matrix-free are shown instead");
        wayOut("tier", "kernel");
        return ExitCode.NUMERICAL;
    }

    private TrainingJacobian jacobian(NetworkOnData subject) {
        return TrainingJacobian.of(subject.network(), subject.data().inputs())
                .restrictedTo(options.selection(subject.network()));
    }

    private int extremes(Evaluation jacobian, ConsoleProgress progress) {
        progress.stage("extreme eigenvalues of the tangent kernel");
        KernelExtremes found = KernelExtremes.of(jacobian, 1e-8, options.steps());
        output.print(
                spec,
                inputs.named(),
                () -> AnalyzeExtremes.json(jacobian, found),
                () -> AnalyzeExtremes.text(jacobian, found));
        if (!found.converged()) {
            spec.commandLine()
                    .getErr()
                    .println("nadir: not converged to 1e-8: errors " + Table.number(found.smallestError()) + " and "
                            + Table.number(found.largestError()));
            wayOut("steps", Integer.toString(2 * options.steps()));
            return ExitCode.NUMERICAL;
        }
        return ExitCode.DONE;
    }

    private int exact(NetworkOnData subject, ConsoleProgress progress) {
        progress.stage("rank over the rational numbers");
        AnalyzeExact found = AnalyzeExact.of(subject, inputs, options);
        output.print(spec, inputs.named(), found::json, found::text);
        if (!found.decided()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "nadir: rank undecided: a lower rank would need more primes than the budget allows; way out: fewer"
                                    + " samples, or --tier exact for the numerical rank");
            return ExitCode.NUMERICAL;
        }
        return ExitCode.DONE;
    }

    private int draw(NetworkOnData subject, ConsoleProgress progress) {
        AnalyzeDraws draws = AnalyzeDraws.of(subject, inputs, options, options.spectrum(threads, progress));
        output.print(spec, inputs.named(), draws::json, draws::text);
        return ExitCode.DONE;
    }
}
