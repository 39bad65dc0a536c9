package dev.nadir.flow.run;

import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowMonitor;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.HomotopyFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.field.PassField;
import dev.nadir.flow.field.RankLossEvent;
import dev.nadir.flow.field.StraightFlow;
import dev.nadir.flow.field.WindowEvent;
import dev.nadir.flow.kink.ClarkeGradient;
import dev.nadir.flow.kink.CrossingFlow;
import dev.nadir.flow.kink.KinkedFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.flow.verdict.FlowVerdict;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Event;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Step;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.VectorField;
import dev.nadir.ode.Work;
import dev.nadir.ode.solve.Integration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Follows one path through parameter space with its monitors and events: what {@code nadir flow} does. */
public final class FlowRun {
    private final LossLandscape landscape;
    private final FlowSettings settings;
    private final FlowObserver observer;
    private final FlowMonitor monitor;
    private final PieceWatch pieces;
    private long steps;
    private boolean amongKinks;
    private Checkpoint accepted;

    private FlowRun(LossLandscape landscape, FlowSettings settings, FlowObserver observer) {
        this.landscape = landscape;
        this.settings = settings;
        this.observer = observer;
        this.monitor = new FlowMonitor(landscape, settings.kind(), settings.spectrumLimit());
        boolean flows = !(settings.kind() instanceof FlowKind.Discrete);
        this.pieces = new PieceWatch(landscape, flows && landscape.kinkCandidates() > 0 && kinked().isEmpty());
    }

    /** Runs from the state of the landscape's network. */
    public static FlowResult from(LossLandscape landscape, FlowSettings settings, FlowObserver observer) {
        return new FlowRun(landscape, settings, observer).follow(Checkpoint.start(0, landscape.start()));
    }

    /**
     * Goes on from a checkpoint of an earlier run with the same settings but for further save times, to the same numbers.
     *
     * @param from the last checkpoint saved
     * @param samples of the save times up to it
     */
    public static FlowResult resumed(
            LossLandscape landscape,
            FlowSettings settings,
            FlowObserver observer,
            Checkpoint from,
            List<FlowSample> samples) {
        FlowRun run = new FlowRun(landscape, settings, observer);
        samples.forEach(run.monitor::restore);
        return run.follow(from);
    }

    private FlowResult follow(Checkpoint from) {
        accepted = from;
        landscape.cancelWhen(observer::cancelled);
        Trajectory run;
        try {
            run = settings.kind() instanceof FlowKind.Discrete discrete
                    ? new DescentRun(landscape, settings, observer, monitor).descend(discrete.descent(), from)
                    : integrate(from);
        } catch (CancellationException e) { // thrown by the forward pass, wherever it was needed
            Ending stopped = new Ending(Ending.Status.STOPPED, "stopped on request at t = " + accepted.time());
            run = new Trajectory(List.of(), accepted, List.of(), new Work(steps, 0, 0, 0), stopped);
        } finally {
            landscape.cancelWhen(() -> false);
        }
        return result(run);
    }

    private Trajectory integrate(Checkpoint from) {
        Checkpoint start = Checkpoint.start(0, landscape.start());
        pieces.start(from.state());
        IntegrationOptions options = IntegrationOptions.of(settings.stepper().stepper(), settings.tolerance())
                .withMaxSteps(settings.maxSteps())
                .withEvents(events());
        Trajectory run = Integration.resume(field(), start, from, settings.times(), options, listener());
        return amongKinks
                ? new Trajectory(
                        run.saved(),
                        run.last(),
                        run.events(),
                        run.work(),
                        pieces.ending(run.last().time()))
                : run;
    }

    private FlowResult result(Trajectory run) {
        double[] state = run.last().state();
        Optional<ClarkeGradient> clarke = clarke(state);
        FlowVerdict verdict = run.ending().status() == Ending.Status.STOPPED
                ? FlowVerdict.stopped(run.last().time())
                : amongKinks
                        ? FlowVerdict.open(
                                "not decided: the run was ended among kinks, where one side's gradient says nothing")
                        : FlowVerdict.of(new FlowEnd(landscape, settings, monitor.at(run.last()), state, clarke));
        return new FlowResult(
                monitor.samples(),
                state,
                verdict,
                run.ending(),
                run.events(),
                run.work(),
                landscape.effort(),
                pieces.crossed(),
                clarke);
    }

    private Optional<ClarkeGradient> clarke(double[] state) {
        boolean finite = landscape.finiteAt(state);
        return kinked().filter(perceptron -> finite).map(perceptron -> ClarkeGradient.of(perceptron, state));
    }

    /** Whose kinks are located; empty where none are. */
    private Optional<PerceptronLandscape> kinked() {
        return landscape.perceptron().filter(perceptron -> settings.locateKinks() && perceptron.kinkCandidates() > 0);
    }

    private VectorField field() {
        Optional<PerceptronLandscape> kinked = kinked();
        if (settings.kind() instanceof FlowKind.Standard || settings.kind() instanceof FlowKind.Discrete) {
            Linearization linearization = settings.stepper().linearization();
            return kinked.<VectorField>map(
                            perceptron -> new KinkedFlow(perceptron, linearization, settings.tolerance()))
                    .orElseGet(() -> new GradientFlow(landscape, linearization));
        }
        PassField smooth = other(settings.kind());
        return kinked.<VectorField>map(perceptron -> new CrossingFlow(smooth, perceptron))
                .orElse(smooth);
    }

    private PassField other(FlowKind kind) {
        if (landscape.decay() > 0) {
            throw new IllegalArgumentException("field: got " + kind.name() + " with weight decay, expected standard or"
                    + " descent; the others are made from the outputs alone");
        }
        if (kind instanceof FlowKind.Homotopy homotopy) {
            return new HomotopyFlow(landscape, homotopy.tau());
        }
        if (kind instanceof FlowKind.Straight && !landscape.square()) {
            throw new IllegalArgumentException(
                    "field: got straight with the loss " + landscape.loss().name()
                            + ", expected standard, adapted or homotopy; the line ends at the labels");
        }
        return kind instanceof FlowKind.Straight
                ? StraightFlow.open(landscape, landscape.start())
                : HomotopyFlow.adapted(landscape);
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        if (settings.lambdaBound() > 0) {
            events.add(new RankLossEvent(landscape, settings.lambdaBound()));
        }
        if (settings.watchWindow()) {
            events.add(new WindowEvent(landscape
                    .perceptron()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "window: got a model that is no perceptron, expected one with invertible activations"))));
        }
        return events;
    }

    private IntegrationListener listener() {
        return new IntegrationListener() {
            @Override
            public boolean stepped(Step step) {
                accepted = Checkpoint.start(step.end(), step.after());
                boolean goOn = observer.stepped(step.end(), ++steps);
                monitor.stepped(step);
                amongKinks = !pieces.stepped(step.end(), step.after());
                return goOn && !amongKinks;
            }

            @Override
            public void saved(Checkpoint checkpoint) {
                observer.saved(checkpoint, monitor.measure(checkpoint));
            }

            @Override
            public void restarted(double tightening) {
                monitor.clear();
                pieces.start(landscape.start());
                observer.restarted(tightening);
            }
        };
    }
}
