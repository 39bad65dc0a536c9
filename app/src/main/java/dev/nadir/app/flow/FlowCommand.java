package dev.nadir.app.flow;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.Interruption;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.NetworkInputs;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.flow.Descent;
import dev.nadir.flow.DescentComparison;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowResult;
import dev.nadir.flow.FlowRun;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.LossLandscape;
import dev.nadir.flow.StepperChoice;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.IntegrationOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
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
            "  nadir flow model.onnx data.csv --field descent=0.05 --until 100",
            "  nadir flow model.onnx data.csv --until 1e6 --out run1 && nadir flow ... --out run1 --resume",
            "",
            "Exit status: 0 the last time was reached, 1 it was not (reason and way out printed), 2 bad usage or input."
        })
public final class FlowCommand implements Callable<Integer> {
    private static final double COMPARED_STEPS = 1e5;

    @Mixin
    private StandardOptions standard;

    @Mixin
    private NetworkInputs inputs;

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

    @Option(names = "--resume", description = "With --out: go on from the last saved time, to the same numbers.")
    private boolean resume;

    @Mixin
    private PictureOptions pictures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        inputs.check();
        if (resume && out == null) {
            throw new IllegalArgumentException("--resume: got it without --out, expected the folder of the run");
        }
        pictures.check();
        long start = System.nanoTime();
        try (ConsoleProgress progress = output.progress();
                Interruption interruption = Interruption.install()) {
            NetworkOnData subject = inputs.read(format, progress);
            LossLandscape landscape = options.landscape(subject);
            FlowSettings settings = options.settings(landscape, subject.seed());
            FlowResult result = run(subject, landscape, settings, new Steering(progress, interruption));
            progress.stage("comparing with the flow");
            FlowOutcome outcome = new FlowOutcome(
                    subject,
                    settings,
                    result,
                    comparison(landscape, settings, result),
                    options.reportsStart(),
                    (System.nanoTime() - start) / 1e9);
            pictures.write(() -> new FlowPage(outcome));
            return print(outcome);
        }
    }

    private FlowResult run(NetworkOnData subject, LossLandscape landscape, FlowSettings settings, Steering steering)
            throws IOException {
        if (out == null) {
            return FlowRun.from(landscape, settings, new Observer(steering, settings, null));
        }
        FlowStore store = resume
                ? FlowStore.reopen(out, subject, landscape, settings)
                : FlowStore.create(out, subject, landscape, settings);
        Observer observer = new Observer(steering, settings, store);
        Optional<FlowStore.Saved> saved = resume ? store.read() : Optional.empty();
        try {
            FlowResult result = saved.isPresent()
                    ? FlowRun.resumed(
                            landscape,
                            settings,
                            observer,
                            saved.get().last(),
                            saved.get().samples())
                    : FlowRun.from(landscape, settings, observer);
            store.finish(result.ending().status().name().toLowerCase(Locale.ROOT), result.state());
            return result;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<DescentComparison> comparison(LossLandscape landscape, FlowSettings settings, FlowResult result) {
        if (!(settings.kind() instanceof FlowKind.Discrete discrete)
                || result.ending().status() == Ending.Status.STOPPED) {
            return Optional.empty();
        }
        Descent descent = discrete.descent();
        double[] times =
                Arrays.stream(settings.times()).filter(time -> time > 0).toArray();
        boolean plain = descent.momentum() == 0 && descent.batch() == 0;
        if (!plain || times.length == 0 || times[times.length - 1] / descent.stepSize() > COMPARED_STEPS) {
            return Optional.empty();
        }
        StepperChoice stepper = StepperChoice.suited(landscape, new FlowKind.Standard());
        IntegrationOptions integration = IntegrationOptions.of(stepper.stepper(), settings.tolerance());
        return Optional.of(DescentComparison.of(landscape, descent, times, integration, options.barriers()));
    }

    private int print(FlowOutcome outcome) {
        FlowReport told = new FlowReport(outcome);
        PrintWriter console = spec.commandLine().getOut();
        console.print(output.json() ? Json.text(told.json()) + System.lineSeparator() : told.text(output.quiet()));
        console.flush();
        if (outcome.result().ending().completed()) {
            return ExitCode.DONE;
        }
        spec.commandLine()
                .getErr()
                .println("nadir: " + outcome.result().ending().message());
        return ExitCode.NUMERICAL;
    }

    /** What the observer tells and asks. */
    private record Steering(ConsoleProgress progress, Interruption interruption) {}

    /** Saves, shows progress, and stops when asked to. */
    private static final class Observer implements FlowObserver {
        private final Steering steering;
        private final double end;
        private final FlowStore store;
        private String last = "";

        Observer(Steering steering, FlowSettings settings, FlowStore store) {
            this.steering = steering;
            this.end = settings.times()[settings.times().length - 1];
            this.store = store;
        }

        @Override
        public boolean stepped(double time, long steps) {
            String stage = "t = " + Table.number(time) + ", " + steps + " steps" + last;
            steering.progress.report(stage, Math.min(1, time / end));
            return !steering.interruption.requested();
        }

        @Override
        public void saved(Checkpoint checkpoint, FlowSample sample) {
            last = ", C = " + Table.number(sample.cost())
                    + (sample.rank() < 0 ? "" : ", λ_min = " + Table.number(sample.lambdaMin())) + " at t = "
                    + Table.number(sample.time());
            attempt(() -> store.save(checkpoint, sample));
        }

        @Override
        public void restarted(double tightening) {
            last = ", tolerance tightened by " + Table.number(tightening);
            attempt(() -> store.clear());
        }

        private void attempt(Saving saving) {
            if (store != null) {
                try {
                    saving.save();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Something that may fail to be written. */
    @FunctionalInterface
    private interface Saving {
        void save() throws IOException;
    }
}
