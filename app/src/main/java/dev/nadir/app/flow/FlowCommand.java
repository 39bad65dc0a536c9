package dev.nadir.app.flow;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.GraphOptions;
import dev.nadir.app.shell.Interruption;
import dev.nadir.app.shell.ModelOnData;
import dev.nadir.app.shell.NetworkInputs;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.DescentComparison;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.flow.verdict.LimitPoint;
import dev.nadir.io.file.FileKind;
import dev.nadir.ode.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nadir flow}: gradient flow solved properly, beside descent, the adapted flow and the straight line. */
@Command(
        name = "flow",
        description = {
            "Follow the gradient flow, the adapted flow, the straight line in output space, or descent.",
            "",
            "The data are taken raw, exactly as the model takes them; numeric targets as they are, class targets one-hot."
                    + " Instead of a model, --init and --hidden draw a fresh network. Ctrl-C stops cleanly; what was saved"
                    + " with --out goes on with --resume."
        },
        footer = {
            "",
            "Examples:",
            "  nadir flow model.onnx data.csv --target y --until 1e4 --at 1,10,100,1e4 --rtol 1e-8",
            "  nadir flow iris.csv --target class --init xavier --hidden 16,16 --until 1e3 --report flow.html",
            "  nadir flow model.onnx data.csv --field adapted --until 200",
            "  nadir flow model.onnx data.csv --field descent=0.05 --until 100 --beside-flow",
            "  nadir flow cnn.onnx batch.npz --loss cross-entropy --weight-decay 1e-3 --save-model end.onnx",
            "  nadir flow model.onnx data.csv --until 1e6 --out run1",
            "  nadir flow model.onnx data.csv --until 1e7 --out run1 --resume",
            "",
            "Exit status: 0 the last time was reached, 1 it was not (reason and way out printed), 2 bad usage or input."
        })
public final class FlowCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Mixin
    private NetworkInputs inputs;

    @Mixin
    private GraphOptions graphs;

    @Mixin
    private DataFormatOptions format;

    @Mixin
    private FlowOptions options;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    @Option(names = "--out", paramLabel = "DIR", description = "Save θ (NPY), scalars (CSV) and a manifest there.")
    private Path out;

    @Option(
            names = "--resume",
            description = "With --out: go on from the last saved time, to the same numbers; --until may be larger.")
    private boolean resume;

    @Option(
            names = "--save-model",
            paramLabel = "END.onnx",
            description = "Write the model at the end as ONNX: a perceptron for the features as the file has them, any"
                    + " other model as its own file with other values under the same names.")
    private Path saveModel;

    @Option(
            names = "--polish",
            description = "From the end to the limit point by Newton's method, and say what it is: minimum, degenerate"
                    + " minimum, saddle or undecided. With --save-model the model is the limit point.")
    private boolean polish;

    @Mixin
    private PictureOptions pictures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        inputs.check();
        format.check(inputs.named().data(), new GivenOptions(spec));
        if (resume && out == null) {
            throw new IllegalArgumentException("--resume: got it without --out, expected the folder of the run");
        }
        if (resume && options.besideFlow()) {
            throw new IllegalArgumentException("--beside-flow: got it with --resume, expected a run from the start");
        }
        Outputs outputs = new Outputs(inputs.files(format));
        pictures.check(outputs);
        if (out != null) {
            outputs.requireFolder("--out", out);
        }
        if (saveModel != null) {
            outputs.requireFile("--save-model", saveModel, FileKind.MODEL);
        }
        long start = System.nanoTime();
        try (ConsoleProgress progress = output.progress();
                Interruption interruption = Interruption.install()) {
            Optional<GraphOnData> graph = inputs.readGraph(graphs, format, progress);
            ModelOnData subject = graph.isPresent() ? graph.get() : inputs.read(format, progress);
            LossLandscape landscape = options.landscape(subject);
            if (saveModel != null) {
                EndModel.requireWritable(subject, new GivenOptions(spec));
            }
            if (polish) {
                options.requirePolishable(landscape);
            }
            FlowOutcome outcome = follow(subject, landscape, new Steering(progress, interruption), start);
            if (outcome.result().samples().isEmpty()) { // stopped before the first time to save
                return ended(outcome);
            }
            pictures.write(outputs, () -> new FlowPage(outcome));
            FlowReport told = new FlowReport(outcome);
            output.print(spec, inputs.named(), told::json, () -> told.text(output.quiet()));
            return ended(outcome);
        }
    }

    private FlowOutcome follow(ModelOnData subject, LossLandscape landscape, Steering steering, long start)
            throws IOException {
        FlowSettings settings = options.settings(landscape, subject.seed());
        Optional<DescentComparison.Recorder> recorder =
                options.besideFlow() && settings.kind() instanceof FlowKind.Discrete discrete
                        ? Optional.of(new DescentComparison.Recorder(landscape, discrete.descent(), options.barriers()))
                        : Optional.empty();
        FlowResult result;
        if (out == null) {
            result =
                    FlowRun.from(landscape, settings, new FlowProgress(steering, settings, recorder, Optional.empty()));
        } else {
            try (FlowStore store = resume
                    ? FlowStore.reopen(out, subject, landscape, settings)
                    : FlowStore.create(out, subject, landscape, settings)) {
                settings = store.settings();
                result = stored(landscape, store, new FlowProgress(steering, settings, recorder, Optional.of(store)));
            }
        }
        Optional<LimitPoint> limit = polished(landscape, result, steering);
        double[] end = limit.map(LimitPoint::state).orElse(result.state());
        Optional<EndModel.Rounding> rounding =
                saveModel == null ? Optional.empty() : EndModel.write(saveModel, subject, landscape, result, end);
        return new FlowOutcome(
                subject,
                landscape,
                settings,
                result,
                compared(recorder, settings, result, steering),
                limit,
                options.reportsStart(),
                options.learningRate(),
                rounding,
                (System.nanoTime() - start) / 1e9);
    }

    private Optional<LimitPoint> polished(LossLandscape landscape, FlowResult result, Steering steering) {
        if (!polish || result.ending().status() == Ending.Status.STOPPED) {
            return Optional.empty();
        }
        steering.progress().stage("polishing the end");
        return Optional.of(LimitPoint.from(landscape, result.state()));
    }

    private static FlowResult stored(LossLandscape landscape, FlowStore store, FlowProgress progress)
            throws IOException {
        Optional<FlowStore.Saved> saved = store.saved();
        try {
            FlowResult result = saved.isPresent()
                    ? FlowRun.resumed(
                            landscape,
                            store.settings(),
                            progress,
                            saved.get().last(),
                            saved.get().samples())
                    : FlowRun.from(landscape, store.settings(), progress);
            store.finish(result.ending().status().name().toLowerCase(Locale.ROOT), result.state());
            return result;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<DescentComparison> compared(
            Optional<DescentComparison.Recorder> recorder,
            FlowSettings settings,
            FlowResult result,
            Steering steering) {
        if (recorder.isEmpty() || result.ending().status() == Ending.Status.STOPPED) {
            return Optional.empty();
        }
        steering.progress().stage("running the flow beside descent");
        return recorder.map(run -> run.compare(settings.tolerance()));
    }

    private int ended(FlowOutcome outcome) {
        if (outcome.result().ending().completed()) {
            return ExitCode.DONE;
        }
        spec.commandLine()
                .getErr()
                .println("nadir: " + outcome.result().ending().message());
        return ExitCode.NUMERICAL;
    }
}
