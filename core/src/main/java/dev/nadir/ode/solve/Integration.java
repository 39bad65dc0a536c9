package dev.nadir.ode.solve;

import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince54;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.Ending;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.PiecewiseField;
import dev.nadir.ode.SplitField;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.VectorField;
import dev.nadir.ode.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Integrates u' = F(t, u) over given save times.
 *
 * <p>The implicit stepper carries an estimate e of the global error along, e ← e^{hL} e + local estimate. When ‖e‖ exceeds what
 * the tolerance allows by more than a factor of 10, the run starts over with a tighter
 * tolerance per step: a tolerance per step alone promises nothing where the flow passes a saddle and errors grow.
 */
public final class Integration {
    private static final int ATTEMPTS = 7;
    private static final double TIGHTENING = 0.1;

    private Integration() {}

    /**
     * Runs from the start of a problem.
     *
     * @param field the right-hand side; a {@link SplitField} for the implicit stepper
     * @param start the initial time and state
     * @param times ascending save times, the last one is the end
     * @param options stepper, tolerance, events
     * @param listener watches
     * @throws IllegalArgumentException if times are not ascending or the stepper does not fit the field
     */
    public static Trajectory run(
            VectorField field,
            Checkpoint start,
            double[] times,
            IntegrationOptions options,
            IntegrationListener listener) {
        return resume(field, start, start, times, options, listener);
    }

    /**
     * Goes on from a checkpoint of an earlier run; save times not after it are skipped.
     *
     * @param start where the earlier run started, needed if the tolerance has to be tightened
     */
    public static Trajectory resume(
            VectorField field,
            Checkpoint start,
            Checkpoint from,
            double[] times,
            IntegrationOptions options,
            IntegrationListener listener) {
        requireAscending(times, start);
        Work work = Work.NONE;
        Checkpoint origin = from;
        for (int attempt = 1; ; attempt++) {
            Attempt result = attempt(field, origin, times, options, listener);
            work = work.plus(result.run.work());
            boolean missed = result.ending.status() == Ending.Status.TOLERANCE_MISSED;
            if (!missed || attempt == ATTEMPTS) {
                return new Trajectory(
                        result.saved, result.run.checkpoint(false), result.run.events, work, result.ending);
            }
            double tightening = result.run.tightening * TIGHTENING;
            listener.restarted(tightening);
            origin = new Checkpoint(start.time(), start.state(), 0, new double[0], tightening, false);
        }
    }

    private record Attempt(Run run, List<Checkpoint> saved, Ending ending) {}

    private static Attempt attempt(
            VectorField field,
            Checkpoint from,
            double[] times,
            IntegrationOptions options,
            IntegrationListener listener) {
        Run run = new Run(options, listener, from);
        SegmentEngine engine = engine(field, options.stepper());
        List<Checkpoint> saved = new ArrayList<>();
        for (double time : times) {
            if (time < from.time() || (time == from.time() && from.saved())) {
                continue;
            }
            Optional<Ending> ending = time > run.time ? advance(field, engine, run, time) : Optional.empty();
            if (ending.isPresent()) {
                return new Attempt(run, saved, ending.get());
            }
            saved.add(run.checkpoint(true));
            listener.saved(run.checkpoint(true));
        }
        return new Attempt(run, saved, Ending.done());
    }

    private static Optional<Ending> advance(VectorField field, SegmentEngine engine, Run run, double time) {
        Optional<Ending> ending = field instanceof PiecewiseField pieces
                ? run.enter(pieces.enter(run.time, run.state))
                : Optional.empty();
        return ending.isPresent() ? ending : engine.advance(run, time);
    }

    private static SegmentEngine engine(VectorField field, Stepper stepper) {
        if (stepper instanceof DormandPrince54) {
            return new HipparchusEngine(field, 5);
        }
        if (stepper instanceof DormandPrince853) {
            return new HipparchusEngine(field, 8);
        }
        if (!(field instanceof SplitField split)) {
            throw new IllegalArgumentException(
                    "stepper: got " + stepper.name() + " for a field without a linear part, expected dp54 or dp853");
        }
        return new RadauEngine(split);
    }

    private static void requireAscending(double[] times, Checkpoint start) {
        double previous = Double.NEGATIVE_INFINITY;
        for (double time : times) {
            if (!(time > previous) || time < start.time() || Double.isInfinite(time)) {
                throw new IllegalArgumentException("save times: got " + time + " after " + previous
                        + ", expected finite ascending times from " + start.time() + " on");
            }
            previous = time;
        }
        if (times.length == 0) {
            throw new IllegalArgumentException("save times: got none, expected at least one");
        }
    }
}
