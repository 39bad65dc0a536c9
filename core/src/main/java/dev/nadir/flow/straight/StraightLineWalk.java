package dev.nadir.flow.straight;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.straight.StraightLineResult.Status;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.progress.Progress;
import java.util.Locale;
import java.util.Optional;

/** One walk along the line: the mutable part of {@link StraightLineTrainer}. */
final class StraightLineWalk {
    private static final double CONTRACTION = 0.7;
    /** A knot counts as reached when the outputs are this close to it, relative to the step that led there. */
    private static final double KNOT = 0.1;

    private static final double SMALLEST_STEP = 1e-7;
    private static final int CORRECTORS = 12;
    private static final int POLISHING = 60;

    private final LossLandscape landscape;
    private final StraightLineOptions options;
    private final Progress progress;
    private final Matrix start;
    private final Matrix labels;
    private double[] state;
    private Matrix outputs;
    private MinimumNormSolver solver;
    private double deviation;
    private double smallestRatio = Double.POSITIVE_INFINITY;
    private int jacobians;
    private int qrSolves;

    StraightLineWalk(LossLandscape landscape, StraightLineOptions options, Progress progress) {
        this.landscape = landscape;
        this.options = options;
        this.progress = progress;
        state = landscape.start();
        outputs = landscape.outputs(state);
        start = outputs;
        labels = landscape.data().labels();
    }

    /** Goes as far as it can. */
    Summary walk() {
        double t = 0;
        double step = 1;
        factorize();
        while (t < 1 && jacobians < options.maxJacobians()) {
            progress.report("straight line, " + jacobians + " Jacobians", t);
            if (step < SMALLEST_STEP) {
                return summary(t, lostOrStalled(t));
            }
            double next = Math.min(1, t + step);
            if (reach(next)) {
                t = next;
                step *= 2;
            } else {
                step = Math.min(step, next - t) / 2;
            }
        }
        return summary(
                t,
                StraightLineTrainer.residual(landscape, state) <= options.residual()
                        ? Status.FITTED
                        : lostOrStalled(t));
    }

    private Status lostOrStalled(double t) {
        return solver.rank() < landscape.outputSize() || smallestRatio < 1e-12 ? Status.RANK_LOST : Status.STALLED;
    }

    /** Moves to the knot at time t; false, and everything as before, if the moves do not contract. */
    private boolean reach(double t) {
        double[] stateBefore = state;
        Matrix outputsBefore = outputs;
        MinimumNormSolver solverBefore = solver;
        Matrix target = t == 1 ? labels : start.plus(t, labels.minus(start));
        double first = target.minus(outputs).frobeniusNorm();
        double distance = first;
        int most = t == 1 ? POLISHING : CORRECTORS;
        for (int move = 0; move < most && jacobians < options.maxJacobians(); move++) {
            double before = distance;
            double[] step = solver.solve(target.minus(outputs).data());
            double[] moved = sum(state, step);
            Evaluation pass = landscape.forward(moved);
            Matrix there = pass.outputs();
            distance = target.minus(there).frobeniusNorm();
            boolean contracted = distance < CONTRACTION * before && pass.isFinite();
            if (!contracted) {
                boolean rounding = t == 1 && fitted(outputs);
                if (rounding) {
                    return true;
                }
                state = stateBefore;
                outputs = outputsBefore;
                solver = solverBefore;
                return false;
            }
            state = moved;
            outputs = there;
            if (t == 1 && distance == 0) {
                return true;
            }
            factorize();
            if (t < 1 && distance <= KNOT * first) {
                deviation = Math.max(deviation, target.minus(outputs).maxAbs());
                return true;
            }
        }
        return t == 1 && fitted(outputs);
    }

    private boolean fitted(Matrix reached) {
        return reached.minus(labels).maxAbs() <= options.residual();
    }

    private void factorize() {
        Evaluation pass = landscape.forward(state);
        solver = MinimumNormSolver.of(landscape.jacobian(pass));
        jacobians++;
        qrSolves += solver.byQr() ? 1 : 0;
        smallestRatio = Math.min(smallestRatio, solver.ratio());
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private Summary summary(double t, Status status) {
        String where = String.format(
                Locale.ROOT,
                "at t = %.6g after %d Jacobians (%d by QR), smallest σ_min/σ_max about %.1e",
                t,
                jacobians,
                qrSolves,
                smallestRatio);
        return switch (status) {
            case FITTED -> new Summary(this, status, "fitted " + where, "", t);
            case RANK_LOST ->
                new Summary(
                        this,
                        status,
                        "the Jacobian lost its rank " + where + "; rank used " + solver.rank() + " of "
                                + landscape.outputSize(),
                        "start from another seed or wider layers",
                        t);
            default ->
                new Summary(
                        this,
                        status,
                        "steps no longer contract or the budget is used up " + where,
                        "allow more Jacobians, widen the network (K/QN of 3 and more is easy), or start elsewhere",
                        t);
        };
    }

    /** What a walk came to, before it is measured on all samples. */
    record Summary(StraightLineWalk walk, Status status, String message, String wayOut, double progress) {

        static Summary atStart(LossLandscape landscape, Status status, String message, String wayOut) {
            StraightLineWalk none = new StraightLineWalk(landscape, StraightLineOptions.defaults(), Progress.NONE);
            return new Summary(none, status, message, wayOut, 0);
        }

        /** The result over all samples, duplicates too. */
        StraightLineResult finish(LossLandscape all) {
            double residual = StraightLineTrainer.residual(all, walk.state);
            return new StraightLineResult(
                    status,
                    String.format(Locale.ROOT, "%s; max |x - y| = %.2e", message, residual),
                    wayOut,
                    walk.state,
                    progress,
                    residual,
                    walk.deviation,
                    Optional.empty(),
                    walk.jacobians,
                    walk.qrSolves,
                    walk.smallestRatio,
                    Matrix.column(walk.state).minus(Matrix.column(all.start())).frobeniusNorm());
        }
    }
}
