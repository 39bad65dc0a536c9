package dev.nadir.ode.solve;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Ending;
import dev.nadir.ode.LinearPart;
import dev.nadir.ode.Norms;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.Slopes;
import dev.nadir.ode.SplitField;
import dev.nadir.ode.radau.Collocation;
import dev.nadir.ode.radau.RadauTable;
import dev.nadir.ode.radau.StageIteration;
import dev.nadir.ode.radau.StageSystem;
import java.util.Optional;

/** Step control, reuse of the Jacobian, events and the running estimate of the global error of {@link Radau5}. */
final class RadauEngine implements SegmentEngine {
    private static final double SAFETY = 0.9;
    private static final double GROWTH = 2;
    private static final double SHRINKING = 0.2;
    private static final double BLOWN = 0.1;
    private static final int ESTIMATE_ORDER = 4;
    /** What Newton's iteration may leave, as a share of the error allowed per step: it adds up over many more steps. */
    private static final double LEFT = 1e-3;

    private static final double LEFT_FIXED = 1e-6;
    /** A contraction up to which a Jacobian is kept: it then costs less than one iteration per step. */
    private static final double KEEP = 0.02;
    /** The contraction that the next step aims at. */
    private static final double AIM = 0.2;
    /** The path is foretold from the last step up to so many of its lengths. */
    private static final double FAR = 2.1;
    /** How far the running estimate may exceed the tolerance. */
    private static final double GLOBAL_MARGIN = 10;

    private final SplitField field;
    private final RadauTable table = new RadauTable();
    private LinearPart linear;
    private boolean fresh;
    private double[] slope;
    private Collocation last;
    private boolean foretells;
    private double lastError;

    RadauEngine(SplitField field) {
        this.field = field;
    }

    @Override
    public Optional<Ending> advance(Run run, double until) {
        forget(); // a saved time is a fresh start, so that a resumed run computes the same numbers
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

    private void forget() {
        linear = null;
        last = null;
        foretells = false;
        lastError = 0;
    }

    /** What a converged step offers. */
    private record Trial(StageSystem system, StageIteration iteration, Collocation path, double[] error) {}

    private Optional<Ending> step(Run run, double until) {
        while (true) {
            boolean toEnd = run.time + run.stepSize * (1 + 1e-9) >= until;
            double h = toEnd ? until - run.time : run.stepSize;
            if (!(run.time + h > run.time)) {
                return Optional.of(Ending.tooSmall(run.time, h));
            }
            if (run.steps + run.rejected >= run.options.maxSteps()) {
                return Optional.of(Ending.tooMany(run.time, run.steps));
            }
            Optional<Trial> trial = attempt(run, h);
            if (trial.isPresent() && accepted(run, trial.get(), h, toEnd)) {
                return finish(run, trial.get(), toEnd ? until : run.time + h);
            }
        }
    }

    /** Empty where the iteration fails: then the Jacobian is renewed or the step is made shorter. */
    private Optional<Trial> attempt(Run run, double h) {
        boolean adaptive = run.options.fixedStep() == 0;
        boolean near = last != null && foretells && h <= FAR * last.size();
        if (linear == null) {
            boolean ahead = near && !run.rejectedLast;
            linear = split(run).linearize(ahead ? last.at(run.time + h / 2) : run.state);
            run.linearizations++;
            fresh = true;
        }
        StageSystem system = new StageSystem(table, linear, h);
        StageIteration iteration = new StageIteration(table, state -> evaluate(run, state), system);
        Matrix implicit = system.linearized(slope);
        Matrix guess = near ? last.beyond(run.time, h) : implicit;
        double allowed = (adaptive ? LEFT : LEFT_FIXED) * run.tolerance.at(run.state);
        Optional<Matrix> stages = iteration.solve(run.state, h, guess, allowed);
        if (stages.isEmpty()) {
            reject(run);
            if (fresh) {
                double rate = iteration.contraction();
                run.stepSize = h * (rate > 0 ? Math.max(0.25, Math.min(0.7, Math.sqrt(AIM / rate))) : 0.5);
            }
            linear = null;
            return Optional.empty();
        }
        Collocation path = new Collocation(table, run.time, h, run.state, stages.get());
        foretells = last == null || closer(last.beyond(run.time, h), implicit, stages.get());
        return Optional.of(new Trial(system, iteration, path, error(run, system, path)));
    }

    private static boolean closer(Matrix first, Matrix second, Matrix to) {
        return to.minus(first).frobeniusNorm() <= to.minus(second).frobeniusNorm();
    }

    /** Plans the next step size, by the estimate (Gustafsson's control) and by the contraction. */
    private boolean accepted(Run run, Trial trial, double h, boolean toEnd) {
        if (run.options.fixedStep() > 0) {
            run.stepSize = run.options.fixedStep();
            return true;
        }
        double error = Norms.euclidean(trial.error) / run.tolerance.at(run.state);
        int most = StageIteration.MOST;
        double safety = SAFETY * (2 * most + 1) / (2 * most + trial.iteration.iterations());
        double factor = safety * Math.pow(Math.max(error, 1e-10), -1.0 / ESTIMATE_ORDER);
        if (!(error <= 1)) {
            reject(run);
            run.stepSize = h * (Double.isFinite(error) ? Math.max(SHRINKING, Math.min(SAFETY, factor)) : BLOWN);
            linear = fresh ? linear : null;
            return false;
        }
        if (lastError > 0 && !run.rejectedLast) {
            double trend = Math.pow(lastError / (error * error), 1.0 / ESTIMATE_ORDER);
            factor = Math.min(factor, safety * h / last.size() * trend);
        }
        double next = Math.max(SHRINKING, Math.min(run.rejectedLast ? 1 : GROWTH, factor));
        double rate = trial.iteration.contraction();
        next = rate > 0 ? Math.min(next, Math.max(0.5, Math.sqrt(AIM / rate))) : next;
        run.rejectedLast = false;
        run.stepSize = toEnd ? Math.max(next * h, run.stepSize) : next * h;
        lastError = Math.max(0.01, error);
        return true;
    }

    private static void reject(Run run) {
        run.rejected++;
        run.rejectedLast = true;
    }

    /** Takes over the step, or the part of it before the piece ends or an event happens. */
    private Optional<Ending> finish(Run run, Trial trial, double end) {
        Collocation path = trial.path;
        StepEnd stop = StepEnd.of(run, end, path.at(path.start() + path.size()), path::at);
        double[] slopeAfter = evaluate(run, stop.state());
        if (!Norms.finite(slopeAfter)) {
            reject(run);
            run.stepSize = BLOWN * path.size();
            return run.stepSize < Math.ulp(run.time) ? Optional.of(Ending.notFinite(end)) : Optional.empty();
        }
        carry(run, trial);
        Slopes slopes = new Slopes(slope, slopeAfter, path.dissipated(stop.time()));
        slope = slopeAfter;
        last = path;
        fresh = false;
        linear = trial.iteration.contraction() > KEEP ? null : linear;
        boolean goOn = run.accept(stop.time(), stop.state(), slopes);
        stop.changed().forEach(run::record);
        Optional<Ending> ending = stop.leaves() ? leave(run) : Optional.empty();
        if (ending.isPresent() || !goOn) {
            return ending.isPresent() ? ending : Optional.of(Ending.stopped(run.time));
        }
        if (run.settle(false)) {
            slope = evaluate(run, run.state);
        }
        return globalErrorTooLarge(run);
    }

    private Optional<Ending> leave(Run run) {
        Optional<Ending> ending = run.leave();
        forget();
        slope = evaluate(run, run.state);
        return ending;
    }

    /**
     * e ← R(hJ) e + local error. The estimate is of order 4, the error of the method two orders above it: with r the decay of the
     * coefficients of u' in Legendre's polynomials from degree 2 to 3 it is about r² times the estimate.
     */
    private void carry(Run run, Trial trial) {
        double[] carried = trial.system.propagate(run.globalError);
        double weight = trial.path.size() / RadauTable.POLES[0][0];
        double leading = weight * Norms.euclidean(trial.system.filter(trial.path.leading()));
        double decay = Math.min(1, Norms.euclidean(trial.error) / 2 / Math.max(leading, Double.MIN_NORMAL));
        StageSystem.add(carried, 0, decay * decay, trial.error, 0, carried.length);
        StageSystem.add(carried, 0, 1, trial.iteration.left(), 0, carried.length);
        run.globalError = carried;
    }

    private Optional<Ending> globalErrorTooLarge(Run run) {
        double estimate = Norms.euclidean(run.globalError);
        double allowed = GLOBAL_MARGIN * run.options.tolerance().at(run.state);
        return run.options.globalControl() && !(estimate <= allowed)
                ? Optional.of(Ending.missed(run.time, estimate, allowed))
                : Optional.empty();
    }

    /** γ_0 h (I − hγ_0 J)⁻¹ (F(u) − u'(t)) with 1/γ_0 the real pole; once more from the corrected start after a rejection. */
    private double[] error(Run run, StageSystem system, Collocation path) {
        double weight = path.size() / RadauTable.POLES[0][0];
        double[] polynomial = path.slope(path.start());
        double[] error = system.filter(difference(weight, slope, polynomial));
        if ((run.rejectedLast || last == null) && Norms.euclidean(error) > run.tolerance.at(run.state)) {
            double[] corrected = run.state.clone();
            StageSystem.add(corrected, 0, 1, error, 0, error.length);
            error = system.filter(difference(weight, evaluate(run, corrected), polynomial));
        }
        return error;
    }

    private static double[] difference(double weight, double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = weight * (a[i] - b[i]);
        }
        return difference;
    }

    private double[] evaluate(Run run, double[] state) {
        run.evaluations++;
        return run.fieldOr(field).at(run.time, state);
    }

    private SplitField split(Run run) {
        return run.piece == null ? field : (SplitField) run.piece;
    }
}
