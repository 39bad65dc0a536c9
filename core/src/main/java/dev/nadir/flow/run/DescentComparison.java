package dev.nadir.flow.run;

import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.Sharpness;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.kink.KinkedFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Step;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.VectorField;
import dev.nadir.ode.Work;
import dev.nadir.ode.solve.Integration;
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
 * @param crossing the first save time at which the sharpness along descent exceeds the edge 2(1 + β)/η; NaN if none
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
     * @param sharpnessError within which an eigenvalue lies
     */
    public record Row(
            double time,
            double distance,
            double flowCost,
            double descentCost,
            double sharpness,
            double sharpnessError) {}

    /** Freezes the list. */
    public DescentComparison {
        rows = List.copyOf(rows);
    }

    /** Takes part in a run of descent, then runs the flow beside it. */
    public static final class Recorder {
        private final LossLandscape landscape;
        private final Descent descent;
        private final Barriers barriers;
        private final List<Checkpoint> iterates = new ArrayList<>();

        /**
         * For one run.
         *
         * @param bound of λ_min/λ_max for a barrier; 0 to look for none
         */
        public Recorder(LossLandscape landscape, Descent descent, double bound) {
            this.landscape = landscape;
            this.descent = descent;
            this.barriers = new Barriers(landscape, bound);
        }

        /** To be called after every step of descent. */
        public void descended(double[] before, double[] after) {
            barriers.crossed(before, after);
        }

        /** To be called at every save time of descent. */
        public void saved(Checkpoint iterate) {
            if (iterate.time() > 0) {
                iterates.add(iterate);
            }
        }

        /** Runs the flow to the same times and compares. */
        public DescentComparison compare(Tolerance tolerance) {
            StepperChoice choice = StepperChoice.suited(landscape, new FlowKind.Standard());
            IntegrationOptions options = IntegrationOptions.of(choice.stepper(), tolerance);
            double[] times = iterates.stream().mapToDouble(Checkpoint::time).toArray();
            double[] start = landscape.start();
            Trajectory flow = times.length == 0
                    ? new Trajectory(List.of(), Checkpoint.start(0, start), List.of(), Work.NONE, Ending.done())
                    : Integration.run(
                            standard(choice, tolerance), Checkpoint.start(0, start), times, options, barriers);
            return DescentComparison.compare(landscape, descent, flow, iterates, barriers);
        }

        private VectorField standard(StepperChoice choice, Tolerance tolerance) {
            return landscape
                    .perceptron()
                    .filter(PerceptronLandscape::kinksLocatable)
                    .<VectorField>map(perceptron -> new KinkedFlow(perceptron, choice.linearization(), tolerance))
                    .orElseGet(() -> new GradientFlow(landscape, choice.linearization()));
        }
    }

    private static DescentComparison compare(
            LossLandscape landscape, Descent descent, Trajectory flow, List<Checkpoint> iterates, Barriers barriers) {
        List<Row> rows = new ArrayList<>();
        double crossing = Double.NaN;
        for (int i = 0; i < Math.min(flow.saved().size(), iterates.size()); i++) {
            Checkpoint at = flow.saved().get(i);
            double[] iterate = iterates.get(i).state();
            Sharpness sharpness = Sharpness.at(landscape, iterate);
            if (Double.isNaN(crossing) && sharpness.value() > descent.edge()) {
                crossing = at.time();
            }
            double distance =
                    Matrix.column(iterate).minus(Matrix.column(at.state())).frobeniusNorm();
            rows.add(new Row(
                    at.time(),
                    distance,
                    landscape.cost(at.state()),
                    landscape.cost(iterate),
                    sharpness.value(),
                    sharpness.error()));
        }
        return new DescentComparison(rows, crossing, barriers.met, barriers.jumped, flow);
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
