package dev.nadir.flow;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Event;
import dev.nadir.ode.Integration;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Step;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.VectorField;
import dev.nadir.ode.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows one path through parameter space with its monitors and events: what {@code nadir flow} does. */
public final class FlowRun {
    private final LossLandscape landscape;
    private final FlowSettings settings;
    private final FlowObserver observer;
    private final FlowMonitor monitor;
    private long steps;

    private FlowRun(LossLandscape landscape, FlowSettings settings, FlowObserver observer) {
        this.landscape = landscape;
        this.settings = settings;
        this.observer = observer;
        this.monitor = new FlowMonitor(landscape, settings.spectrumLimit());
    }

    /** Runs from the state of the landscape's network. */
    public static FlowResult from(LossLandscape landscape, FlowSettings settings, FlowObserver observer) {
        FlowRun run = new FlowRun(landscape, settings, observer);
        return settings.kind() instanceof FlowKind.Discrete discrete
                ? run.descend(discrete.descent())
                : run.integrate(Checkpoint.start(settings.times()[0], landscape.start()));
    }

    /**
     * Goes on from a checkpoint of an earlier run with the same settings, to the same numbers.
     *
     * @param samples of the save times up to the checkpoint
     * @throws IllegalArgumentException for descent, which is not resumed
     */
    public static FlowResult resumed(
            LossLandscape landscape,
            FlowSettings settings,
            FlowObserver observer,
            Checkpoint from,
            List<FlowSample> samples) {
        if (settings.kind() instanceof FlowKind.Discrete) {
            throw new IllegalArgumentException("resume: got a run of descent, expected a flow");
        }
        FlowRun run = new FlowRun(landscape, settings, observer);
        samples.forEach(run.monitor::restore);
        return run.integrate(from);
    }

    private FlowResult integrate(Checkpoint from) {
        Checkpoint start = Checkpoint.start(settings.times()[0], landscape.start());
        IntegrationOptions options = IntegrationOptions.of(settings.stepper().stepper(), settings.tolerance())
                .withMaxSteps(settings.maxSteps())
                .withEvents(events());
        Trajectory run = Integration.resume(field(), start, from, settings.times(), options, listener());
        return result(run.last().state(), run.ending(), run);
    }

    private FlowResult result(double[] state, Ending ending, Trajectory run) {
        return new FlowResult(
                monitor.samples(),
                state,
                FlowVerdict.of(monitor.samples()),
                ending,
                run.events(),
                run.work(),
                landscape.effort(),
                clarke(state));
    }

    private Optional<ClarkeGradient> clarke(double[] state) {
        boolean finite =
                Matrix.column(state).isFinite() && landscape.outputs(state).isFinite();
        return finite && landscape.kinkCandidates() > 0
                ? Optional.of(ClarkeGradient.of(landscape, state))
                : Optional.empty();
    }

    private VectorField field() {
        FlowKind kind = settings.kind();
        if (kind instanceof FlowKind.Adapted) {
            return HomotopyFlow.adapted(landscape);
        } else if (kind instanceof FlowKind.Homotopy homotopy) {
            return new HomotopyFlow(landscape, homotopy.tau());
        } else if (kind instanceof FlowKind.Straight) {
            return StraightFlow.open(landscape, landscape.start());
        }
        Linearization linearization = settings.stepper().linearization();
        boolean kinked = settings.locateKinks() && landscape.kinkCandidates() > 0;
        return kinked ? new KinkedFlow(landscape, linearization) : new GradientFlow(landscape, linearization);
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        boolean standard = settings.kind() instanceof FlowKind.Standard;
        if (!standard && settings.locateKinks() && landscape.kinkCandidates() > 0) {
            events.add(new KinkEvent(landscape));
        }
        if (settings.lambdaBound() > 0) {
            events.add(new RankLossEvent(landscape, settings.lambdaBound()));
        }
        if (settings.watchWindow()) {
            events.add(new WindowEvent(landscape));
        }
        return events;
    }

    private IntegrationListener listener() {
        return new IntegrationListener() {
            @Override
            public boolean stepped(Step step) {
                return observer.stepped(step.end(), ++steps);
            }

            @Override
            public void saved(Checkpoint checkpoint) {
                observer.saved(checkpoint, monitor.measure(checkpoint));
            }

            @Override
            public void restarted(double tightening) {
                monitor.clear();
                observer.restarted(tightening);
            }
        };
    }

    /** Descent, sampled at the first step at or after every save time. */
    private FlowResult descend(Descent descent) {
        double[] times = settings.times();
        double eta = descent.stepSize();
        long last = (long) Math.ceil(times[times.length - 1] / eta * (1 - 1e-12));
        int[] next = {0};
        boolean[] stopped = {false};
        sampleDescent(descent, 0, landscape.start(), next);
        double[] end = descent.run(landscape, landscape.start(), Math.min(last, settings.maxSteps()), (k, a, b) -> {
            sampleDescent(descent, k, b, next);
            steps = k;
            stopped[0] = !observer.stepped(k * eta, k);
            return !stopped[0];
        });
        Checkpoint at = Checkpoint.start(steps * eta, end);
        Trajectory run =
                new Trajectory(List.of(), at, List.of(), new Work(steps, 0, steps, 0), ending(end, last, stopped[0]));
        return result(end, run.ending(), run);
    }

    private void sampleDescent(Descent descent, long k, double[] state, int[] next) {
        double time = k * descent.stepSize();
        while (next[0] < settings.times().length && settings.times()[next[0]] <= time * (1 + 1e-12)) {
            boolean finite =
                    Matrix.column(state).isFinite() && landscape.outputs(state).isFinite();
            if (finite) {
                Checkpoint at = Checkpoint.start(time, state);
                observer.saved(at, monitor.measure(at));
            }
            next[0]++;
        }
    }

    private Ending ending(double[] end, long last, boolean stopped) {
        if (stopped) {
            return new Ending(Ending.Status.STOPPED, "stopped on request after " + steps + " steps");
        } else if (!Matrix.column(end).isFinite()) {
            return new Ending(
                    Ending.Status.NOT_FINITE,
                    "descent blew up after " + steps + " steps; take a step size below 2/sharpness");
        } else if (steps < last) {
            return new Ending(Ending.Status.TOO_MANY_STEPS, steps + " of " + last + " steps of descent were allowed");
        }
        return new Ending(Ending.Status.COMPLETED, "reached the last time");
    }
}
