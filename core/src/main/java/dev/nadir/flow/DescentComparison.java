package dev.nadir.flow;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Integration;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Step;
import dev.nadir.ode.Trajectory;
import java.util.ArrayList;
import java.util.List;

/**
 * Descent beside the flow it imitates: after k steps of size η against the flow at time kη.
 *
 * <p>A barrier is a place where D nearly loses its rank: the smallest eigenvalue of DDᵀ below {@code bound} times the
 * largest one. The flow meets a barrier when it steps into one; descent jumps one when some point between two iterates
 * lies in a barrier and both iterates lie outside ([CM] §4, "tunnelling").
 *
 * @param rows one per save time
 * @param crossing the first save time at which the sharpness along descent exceeds 2/η; NaN if none
 * @param barriersMet by the flow
 * @param barriersJumped by descent
 * @param flow the trajectory of the flow
 */
public record DescentComparison(List<Row> rows, double crossing, int barriersMet, int barriersJumped, Trajectory flow) {
    private static final int PROBES = 4;

    /**
     * Both at one time.
     *
     * @param time kη
     * @param distance ‖θ_descent − θ_flow‖
     * @param flowCost C on the flow
     * @param descentCost C of descent
     * @param sharpness λ_max(∇²C) of descent
     */
    public record Row(double time, double distance, double flowCost, double descentCost, double sharpness) {}

    /** Freezes the list. */
    public DescentComparison {
        rows = List.copyOf(rows);
    }

    /**
     * Runs both.
     *
     * @param times save times, rounded to multiples of η for descent
     * @param bound of λ_min/λ_max for a barrier; 0 to look for none
     */
    public static DescentComparison of(
            LossLandscape landscape, Descent descent, double[] times, IntegrationOptions options, double bound) {
        Barriers barriers = new Barriers(landscape, bound);
        double[] start = landscape.start();
        double[] rounded = multiples(times, descent.stepSize());
        Trajectory flow = Integration.run(
                new GradientFlow(landscape, linearization(landscape)),
                Checkpoint.start(0, start),
                rounded,
                options,
                barriers);
        List<double[]> iterates = new ArrayList<>();
        long last = Math.round(rounded[rounded.length - 1] / descent.stepSize());
        descent.run(landscape, start, last, (k, before, after) -> {
            barriers.crossed(before, after);
            while (iterates.size() < rounded.length && Math.round(rounded[iterates.size()] / descent.stepSize()) <= k) {
                iterates.add(after);
            }
            return true;
        });
        return compare(landscape, descent, flow, iterates, barriers);
    }

    private static Linearization linearization(LossLandscape landscape) {
        return landscape.dimension() <= 300 ? Linearization.HESSIAN : Linearization.NTK;
    }

    private static DescentComparison compare(
            LossLandscape landscape, Descent descent, Trajectory flow, List<double[]> iterates, Barriers barriers) {
        List<Row> rows = new ArrayList<>();
        double crossing = Double.NaN;
        for (int i = 0; i < Math.min(flow.saved().size(), iterates.size()); i++) {
            Checkpoint at = flow.saved().get(i);
            double[] iterate = iterates.get(i);
            boolean finite = Matrix.column(iterate).isFinite();
            double sharpness = Sharpness.at(landscape, iterate).value();
            if (Double.isNaN(crossing) && sharpness > 2 / descent.stepSize()) {
                crossing = at.time();
            }
            double distance =
                    Matrix.column(iterate).minus(Matrix.column(at.state())).frobeniusNorm();
            rows.add(new Row(
                    at.time(),
                    distance,
                    landscape.cost(at.state()),
                    finite ? landscape.cost(iterate) : Double.NaN,
                    sharpness));
        }
        return new DescentComparison(rows, crossing, barriers.met, barriers.jumped, flow);
    }

    private static double[] multiples(double[] times, double stepSize) {
        return java.util.Arrays.stream(times)
                .map(time -> Math.max(1, Math.round(time / stepSize)) * stepSize)
                .distinct()
                .toArray();
    }

    /** Counts barriers along both paths. */
    private static final class Barriers implements IntegrationListener {
        private final LossLandscape landscape;
        private final double bound;
        private boolean inside;
        private int met;
        private int jumped;

        Barriers(LossLandscape landscape, double bound) {
            this.landscape = landscape;
            this.bound = bound;
        }

        @Override
        public boolean stepped(Step step) {
            boolean now = deficient(step.after());
            met += now && !inside ? 1 : 0;
            inside = now;
            return true;
        }

        @Override
        public void restarted(double tightening) {
            met = 0;
            inside = false;
        }

        void crossed(double[] before, double[] after) {
            if (bound == 0 || !Matrix.column(after).isFinite() || deficient(before) || deficient(after)) {
                return;
            }
            for (int i = 1; i <= PROBES; i++) {
                double s = i / (PROBES + 1.0);
                double[] between = before.clone();
                for (int j = 0; j < between.length; j++) {
                    between[j] += s * (after[j] - before[j]);
                }
                if (deficient(between)) {
                    jumped++;
                    return;
                }
            }
        }

        private boolean deficient(double[] state) {
            if (bound == 0) {
                return false;
            }
            double[] values = EmpiricalNtk.of(landscape.jacobian(landscape.forward(state)))
                    .eigenvalues();
            double smallest = Double.POSITIVE_INFINITY;
            double largest = 0;
            for (double value : values) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
            return smallest < bound * largest;
        }
    }
}
