package dev.nadir.flow.run;

import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowMonitor;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.Work;
import java.util.Arrays;
import java.util.List;

/**
 * Descent, sampled at the first step at or after every save time, once per step. A checkpoint holds the velocity where that
 * of a flow holds the error.
 */
final class DescentRun {
    private static final double SAME_TIME = 1e-12;

    private final LossLandscape landscape;
    private final FlowSettings settings;
    private final FlowObserver observer;
    private final FlowMonitor monitor;
    private boolean stopped;

    DescentRun(LossLandscape landscape, FlowSettings settings, FlowObserver observer, FlowMonitor monitor) {
        this.landscape = landscape;
        this.settings = settings;
        this.observer = observer;
        this.monitor = monitor;
    }

    Trajectory descend(Descent descent, Checkpoint from) {
        double eta = descent.stepSize();
        long[] saves = saves(settings.times(), eta);
        Descent.Iterate start = from.saved()
                ? new Descent.Iterate(Math.round(from.time() / eta), from.state(), from.globalError())
                : Descent.Iterate.start(from.state());
        if (!from.saved()) {
            save(start, eta);
        }
        long last = saves[saves.length - 1];
        long allowed = Math.min(last, start.step() + settings.maxSteps());
        Descent.Iterate end = descent.run(landscape, start, allowed, (before, after) -> {
            observer.descended(before.state(), after.state());
            if (Arrays.binarySearch(saves, after.step()) >= 0) {
                save(after, eta);
            }
            stopped = !observer.stepped(after.step() * eta, after.step());
            return !stopped;
        });
        long made = end.step() - start.step();
        return new Trajectory(
                List.of(),
                Checkpoint.start(end.step() * eta, end.state()),
                List.of(),
                new Work(made, 0, made, 0),
                ending(end, last));
    }

    /** The step numbers of the save times, ascending, each once. */
    static long[] saves(double[] times, double stepSize) {
        return Arrays.stream(times)
                .mapToLong(time -> (long) Math.ceil(time / stepSize * (1 - SAME_TIME)))
                .distinct()
                .toArray();
    }

    private void save(Descent.Iterate at, double eta) {
        if (!landscape.finiteAt(at.state())) {
            return;
        }
        double time = at.step() * eta;
        FlowSample sample = monitor.measure(Checkpoint.start(time, at.state()));
        observer.saved(new Checkpoint(time, at.state(), eta, at.velocity(), 1, true), sample);
    }

    private Ending ending(Descent.Iterate end, long last) {
        if (stopped) {
            return new Ending(Ending.Status.STOPPED, "stopped on request after " + end.step() + " steps");
        } else if (!Matrix.column(end.state()).isFinite()) {
            return new Ending(Ending.Status.NOT_FINITE, "descent blew up after " + end.step() + " steps");
        } else if (end.step() < last) {
            return new Ending(
                    Ending.Status.TOO_MANY_STEPS, end.step() + " of " + last + " steps of descent were allowed");
        }
        return Ending.done();
    }
}
