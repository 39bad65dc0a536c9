package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.DescentComparison;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Sin;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Tolerance;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescentTest {
    private static double[] end(Descent descent, LossLandscape landscape, long steps) {
        return descent.run(landscape, Descent.Iterate.start(landscape.start()), steps, (before, after) -> true)
                .state();
    }

    /** Runs descent once, as the command does, and the flow beside it. */
    private static DescentComparison beside(LossLandscape landscape, Descent descent, double bound, double... times) {
        double[] all = new double[times.length + 1];
        System.arraycopy(times, 0, all, 1, times.length);
        DescentComparison.Recorder recorder = new DescentComparison.Recorder(landscape, descent, bound);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Discrete(descent), Tolerance.of(1e-6), all);
        FlowRun.from(landscape, settings, new FlowObserver() {
            @Override
            public void descended(double[] before, double[] after) {
                recorder.descended(before, after);
            }

            @Override
            public void saved(Checkpoint checkpoint, FlowSample sample) {
                recorder.saved(checkpoint);
            }
        });
        return recorder.compare(Tolerance.of(1e-9));
    }

    @Test
    void plainDescentIsTheEulerMethod() {
        LossLandscape landscape = Problems.gaussian("tanh", 12, 1, 3, 5, 1);
        double[] start = landscape.start();
        double[] gradient = landscape.gradient(start);
        double[] next = end(Descent.plain(0.1), landscape, 1);
        for (int i = 0; i < next.length; i++) {
            assertThat(next[i]).isEqualTo(start[i] - 0.1 * gradient[i]);
        }
    }

    @Test
    void distanceFromTheFlowIsProportionalToTheStep() {
        LossLandscape landscape = Problems.gaussian("tanh", 12, 1, 3, 5, 1);
        double[] times = {1, 4};
        DescentComparison coarse = beside(landscape, Descent.plain(0.02), 0, times);
        DescentComparison fine = beside(landscape, Descent.plain(0.01), 0, times);
        for (int i = 0; i < times.length; i++) {
            double ratio = coarse.rows().get(i).distance() / fine.rows().get(i).distance();
            assertThat(ratio).isCloseTo(2, within(0.1)); // first order, next term O(η)
        }
        assertThat(fine.crossing()).isNaN();
        assertThat(fine.barriersMet()).isZero();
    }

    /**
     * sin(w x + b) at x = ±1 with the output layer frozen: the kernel is diag(2 cos² z_i), so the samples move on their
     * own. Sample 1 sits on its label; sample 2 wants 2, out of reach, and goes to z = π/2, where its row of D vanishes.
     * With δ = z_2 − π/2 small, the flow is δ' = −δ and descent with η = 1.5 is δ ← −δ/2: −0.17, 0.085, −0.043, 0.021.
     * A barrier where λ_min/λ_max = sin² δ is below 0.03² is met once by the flow and jumped twice before descent lands in it.
     */
    @Test
    void descentJumpsABarrierThatTheFlowRunsInto() {
        double z2 = Math.PI / 2 - 0.17;
        Layer hidden = new Layer(Matrix.ofRows(new double[] {-z2 / 2}), new double[] {z2 / 2}, new Sin());
        Layer output = new Layer(Matrix.ofRows(new double[] {1}), new double[] {0}, new Identity());
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, -1}), Matrix.ofRows(new double[] {0, 2}));
        LossLandscape landscape =
                new LossLandscape(new Network(List.of(hidden, output)), data, LayerSelection.only(2, 1));
        DescentComparison both = beside(landscape, Descent.plain(1.5), 0.03 * 0.03, 12);
        assertThat(both.barriersMet()).isEqualTo(1);
        assertThat(both.barriersJumped()).isEqualTo(2);
    }

    @Test
    void miniBatchesDependOnTheSeedOnlyAndCoverAnEpoch() {
        LossLandscape landscape = Problems.gaussian("tanh", 12, 1, 3, 5, 1);
        double[] start = landscape.start();
        double[] one = end(new Descent(0.01, 0.9, 4, 7), landscape, 10);
        double[] same = end(new Descent(0.01, 0.9, 4, 7), landscape, 10);
        double[] other = end(new Descent(0.01, 0.9, 4, 8), landscape, 10);
        assertThat(one).isEqualTo(same);
        assertThat(Arrays.equals(one, other)).isFalse();
        // with a tiny step, an epoch of batches of 4 adds up to 3 full gradients
        double eta = 1e-9;
        double[] epoch = end(new Descent(eta, 0, 4, 7), landscape, 3);
        double[] gradient = landscape.gradient(start);
        for (int i = 0; i < start.length; i++) {
            assertThat((start[i] - epoch[i]) / eta).isCloseTo(3 * gradient[i], within(1e-6));
        }
    }

    @Test
    void sharpnessIsTheLargestEigenvalueOfTheHessian() {
        LossLandscape landscape = Problems.gaussian("softplus", 12, 2, 3, 5, 1);
        double[] values = SymmetricEigen.valuesOf(landscape.hessian(landscape.start()));
        Sharpness sharpness = Sharpness.at(landscape, landscape.start());
        double largest = values[values.length - 1];
        assertThat(sharpness.value()).isCloseTo(largest, within(sharpness.error()));
        assertThat(sharpness.error()).isLessThan(1e-5 * largest); // the tolerance 1e-6 and rounding
    }

    /** X = 0, 2 with bias, y = 0, N = 2: ∇C = 0 at θ = 0, and ∇²C = [x; 1][x; 1]ᵀ/N has the largest eigenvalue (3 + √5)/2. */
    @Test
    void sharpnessAtAStationaryPointIsFoundTooThoughTheGradientIsZero() {
        Network linear = new Network(List.of(new Layer(Matrix.zeros(1, 1), new double[1], new Identity())));
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {0, 2}), Matrix.zeros(1, 2));
        Sharpness sharpness = Sharpness.at(new LossLandscape(linear, data), new double[2]);
        assertThat(sharpness.value()).isCloseTo((3 + Math.sqrt(5)) / 2, within(32 * Math.ulp(1.0) * 3));
        assertThat(sharpness.error()).isLessThan(64 * Math.ulp(1.0) * 3); // two steps span the plane
    }

    @Test
    void sharpnessOfAStateThatBlewUpIsNotANumber() {
        LossLandscape landscape = Problems.gaussian("softplus", 12, 2, 3, 5, 1);
        double[] state = landscape.start();
        state[0] = Double.POSITIVE_INFINITY;
        assertThat(Sharpness.at(landscape, state).value()).isNaN();
    }

    /** Step above 2/sharpness: the crossing is reported at the first time, and descent leaves the flow. */
    @Test
    void stepAboveTwoOverTheSharpnessIsReported() {
        LossLandscape landscape = Problems.gaussian("softplus", 12, 2, 3, 5, 1);
        double sharp = Sharpness.at(landscape, landscape.start()).value();
        DescentComparison comparison = beside(landscape, Descent.plain(4 / sharp), 1e-12, 1, 5);
        assertThat(comparison.crossing()).isNotNaN();
        assertThat(comparison.rows().get(1).distance()).isGreaterThan(0.01);
        assertThat(comparison.rows().get(1).descentCost())
                .isGreaterThan(comparison.rows().get(1).flowCost());
    }
}
