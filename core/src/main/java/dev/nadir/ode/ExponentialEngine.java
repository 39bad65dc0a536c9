package dev.nadir.ode;

import dev.nadir.ode.ExponentialScheme.Origin;
import dev.nadir.ode.ExponentialScheme.Trial;
import java.util.List;
import java.util.Optional;

/** Step control, reuse of the linear part, events and the running estimate of the global error of exponential steppers. */
final class ExponentialEngine implements SegmentEngine {
    private static final double SAFETY = 0.9;
    private static final double GROWTH = 5;
    private static final double SHRINKING = 0.2;
    private static final double BLOWN = 0.1;
    /** An event is approached to this part of the way first, so that it is located on a short step. */
    private static final double APPROACH = 0.95;

    private final SplitField field;
    private final ExponentialScheme scheme;
    private final int reuse;
    private LinearPart linear;
    private double[] slope;
    private int age;
    private double sizeBeforeApproach;

    ExponentialEngine(SplitField field, ExponentialScheme scheme, int reuse) {
        this.field = field;
        this.scheme = scheme;
        this.reuse = reuse;
    }

    @Override
    public Optional<Ending> advance(Run run, double until) {
        linear = null; // a saved time is a fresh start, so that a resumed run computes the same numbers
        slope = evaluate(run, run.state);
        if (!Norms.finite(slope)) {
            return Optional.of(Ending.notFinite(run.time));
        }
        run.chooseStep(slope, until);
        if (run.globalError.length == 0) {
            run.globalError = new double[run.state.length];
        }
        while (run.time < until) {
            Optional<Ending> ending = step(run, until);
            if (ending.isPresent()) {
                return ending;
            }
        }
        run.settle(true);
        return Optional.empty();
    }

    private Optional<Ending> step(Run run, double until) {
        if (linear == null || age >= reuse) {
            linear = split(run).linearize(run.state);
            run.linearizations++;
            age = 0;
        }
        Origin origin = new Origin(counting(run), run.state, slope, linear);
        boolean adaptive = run.options.fixedStep() == 0;
        double tried = run.stepSize;
        while (true) {
            boolean last = run.time + tried * (1 + 1e-9) >= until;
            double h = last ? until - run.time : tried;
            if (!(run.time + h > run.time)) {
                return Optional.of(Ending.tooSmall(run.time, h));
            }
            if (run.steps + run.rejected >= run.options.maxSteps()) {
                return Optional.of(Ending.tooMany(run.time, run.steps));
            }
            Trial trial = scheme.attempt(origin, h);
            double error = adaptive ? Norms.euclidean(trial.error()) / run.tolerance.at(run.state) : 0;
            double factor = SAFETY * Math.pow(Math.max(error, 1e-12), -1.0 / scheme.estimateOrder());
            if (error <= 1) {
                double next = Math.min(run.rejectedLast ? 1 : GROWTH, factor) * h;
                run.rejectedLast = false;
                run.stepSize = !adaptive ? run.options.fixedStep() : last ? Math.max(next, tried) : next;
                age = factor < 1 ? reuse : age + 1;
                return finish(run, origin, h, last ? until : run.time + h, trial);
            }
            run.rejected++;
            run.rejectedLast = true; // the next step does not grow
            if (age > 0) {
                age = reuse;
                return Optional.empty(); // the same step again with a fresh linear part
            }
            tried = h * (Double.isFinite(error) ? Math.max(SHRINKING, Math.min(SAFETY, factor)) : BLOWN);
        }
    }

    /** Accepts the step, or the part of it before the piece ends or an event happens. */
    private Optional<Ending> finish(Run run, Origin origin, double h, double end, Trial trial) {
        double[] after = plus(run.state, trial.increment());
        double[] slopeAfter = evaluate(run, after);
        if (!Norms.finite(slopeAfter)) {
            run.stepSize = BLOWN * h;
            run.rejected++;
            return run.stepSize < Math.ulp(run.time) ? Optional.of(Ending.notFinite(end)) : Optional.empty();
        }
        Reached reached = new Reached(end, trial, after, slopeAfter);
        StepEnd stop = StepEnd.boundary(run, end, after, time -> plus(run.state, attempt(run, origin, time)));
        if (stop.leaves() && stop.time() < end) {
            reached = reach(run, origin, stop.time());
        }
        List<String> changed = List.of();
        boolean leaves = stop.leaves();
        if (!run.options.events().isEmpty()) {
            EventCodes codes = new EventCodes(run.options.events(), run.time, run.state);
            if (!codes.changed(reached.time, reached.after).isEmpty()) {
                double whole = reached.time - run.time;
                Hermite curve = new Hermite(run.time, run.state, slope, reached.time, reached.after, reached.slope);
                double size = towards(run, whole, codes.locate(run.time, reached.time, curve::at) - run.time);
                leaves = leaves && size == whole;
                reached = reach(run, origin, run.time + size);
                changed = codes.changed(reached.time, reached.after);
                if (!changed.isEmpty()) {
                    run.stepSize = Math.max(run.stepSize, sizeBeforeApproach);
                    sizeBeforeApproach = 0;
                }
                age = reuse;
            }
        }
        double[] carried = linear.exponentialTimes(reached.time - run.time, run.globalError);
        run.globalError = plus(carried, reached.trial.error());
        Slopes slopes = new Slopes(slope, reached.slope, Optional.of(linear));
        slope = reached.slope;
        boolean goOn = run.accept(reached.time, reached.after, slopes);
        changed.forEach(run::record);
        Optional<Ending> ending = leaves ? leave(run) : Optional.empty();
        if (ending.isPresent() || !goOn) {
            return ending.isPresent() ? ending : Optional.of(Ending.stopped(run.time));
        }
        if (run.settle(false)) {
            slope = evaluate(run, run.state);
        }
        return globalErrorTooLarge(run);
    }

    /** Where a trial ends: the time, the state and the field there. */
    private record Reached(double time, Trial trial, double[] after, double[] slope) {}

    private Reached reach(Run run, Origin origin, double time) {
        Trial trial = scheme.attempt(origin, time - run.time);
        double[] after = plus(run.state, trial.increment());
        return new Reached(time, trial, after, evaluate(run, after));
    }

    private double[] attempt(Run run, Origin origin, double time) {
        return scheme.attempt(origin, time - run.time).increment();
    }

    /** The next piece starts with a linear part of its own. */
    private Optional<Ending> leave(Run run) {
        Optional<Ending> ending = run.leave();
        linear = null;
        slope = evaluate(run, run.state);
        return ending;
    }

    /** The size of the step towards an event expected at a distance: short of it first, then onto it. */
    private double towards(Run run, double h, double distance) {
        boolean approached = sizeBeforeApproach > 0 || distance < 1e-9 * Math.abs(run.time);
        if (approached) {
            return distance;
        }
        sizeBeforeApproach = h;
        run.stepSize = 2 * (1 - APPROACH) * distance;
        return APPROACH * distance;
    }

    private Optional<Ending> globalErrorTooLarge(Run run) {
        if (!run.options.globalControl()) {
            return Optional.empty();
        }
        double estimate = Norms.euclidean(run.globalError);
        double allowed = scheme.globalMargin() * run.options.tolerance().at(run.state);
        if (estimate <= allowed) {
            return Optional.empty();
        }
        return Optional.of(new Ending(
                Ending.Status.TOLERANCE_MISSED,
                "estimated global error " + estimate + " at t = " + run.time + ", allowed " + allowed));
    }

    private SplitField counting(Run run) {
        return new SplitField() {
            @Override
            public int dimension() {
                return field.dimension();
            }

            @Override
            public double[] at(double time, double[] state) {
                return evaluate(run, state);
            }

            @Override
            public LinearPart linearize(double[] state) {
                return split(run).linearize(state);
            }
        };
    }

    private double[] evaluate(Run run, double[] state) {
        run.evaluations++;
        return run.fieldOr(field).at(run.time, state);
    }

    private SplitField split(Run run) {
        return run.piece == null ? field : (SplitField) run.piece;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
