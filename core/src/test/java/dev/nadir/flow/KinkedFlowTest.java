package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Relu;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KinkedFlowTest {

    /** x = σ(w X + b), X = 0, 1, labels −10, 5, from w = 1, b = 1/2; the output layer is the frozen identity. */
    private static LossLandscape twoSamples() {
        Network network = new Network(List.of(
                new Layer(Matrix.ofRows(new double[] {1}), new double[] {0.5}, new Relu()),
                new Layer(Matrix.ofRows(new double[] {1}), new double[] {0}, new Identity())));
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {0, 1}), Matrix.ofRows(new double[] {-10, 5}));
        return new LossLandscape(network, data, new LayerSelection(List.of(true, false)));
    }

    private static FlowResult run(LossLandscape landscape, StepperChoice stepper, double rtol, double... times) {
        FlowSettings settings = new FlowSettings(
                new FlowKind.Standard(), stepper, Tolerance.of(rtol), times, 100_000, 0, true, 0, false);
        return FlowRun.from(landscape, settings, FlowObserver.NONE);
    }

    private static long count(FlowResult result, String event) {
        return result.events().stream().filter(e -> e.name().equals(event)).count();
    }

    /**
     * Until b = 0 both samples are on: with s = w + b, b' = −(b + 10)/2 − (s − 5)/2 and s' = b' − (s − 5)/2, linear with
     * eigenvalues −(3 ± √5)/4. Then sample 1 pulls b down when on, sample 2 pulls it up: b = 0 and w' = −(w − 5)/2.
     */
    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void twoSamplesSlideAsTheClosedFormSays(StepperChoice stepper) {
        double[] entry = entry();
        FlowResult result = run(twoSamples(), stepper, 1e-10, 0, 1, 10);
        assertThat(result.ending().completed()).as(result.ending().message()).isTrue();
        assertThat(result.events()).hasSize(1);
        assertThat(result.events().get(0).name()).isEqualTo("slide");
        assertThat(result.events().get(0).time()).isCloseTo(entry[0], within(1e-8));
        double expected = 5 - (5 - entry[1]) * Math.exp(-(10 - entry[0]) / 2);
        assertThat(result.state()[0]).isCloseTo(expected, within(1e-7));
        assertThat(Math.abs(result.state()[1])).isLessThan(4 * Math.ulp(5.0)); // z = b of sample 1, to rounding
    }

    /** The time at which b reaches 0 and w then, from the closed form of the linear system by bisection. */
    private static double[] entry() {
        double before = 0;
        double after = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (before + after) / 2;
            if (linear(middle)[1] > 0) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return new double[] {after, linear(after)[0]};
    }

    /** (w, b) at a time: the matrix [[−1/2, −1/2], [−1/2, −1]] around its equilibrium w = 15, b = −10. */
    private static double[] linear(double time) {
        double root = Math.sqrt(5) / 4;
        double w = 1 - 15;
        double b = 0.5 + 10;
        double slow = Math.exp((-0.75 + root) * time);
        double fast = Math.exp((-0.75 - root) * time);
        // A + 3/4 = [[1/4, −1/2], [−1/2, −1/4]] has eigenvalues ±√5/4: e^{At} = slow P + fast (1 − P), P = (1 + (A +
        // 3/4)/root)/2
        double pw = 0.5 * (w + (0.25 * w - 0.5 * b) / root);
        double pb = 0.5 * (b + (-0.5 * w - 0.25 * b) / root);
        return new double[] {15 + slow * pw + fast * (w - pw), -10 + slow * pb + fast * (b - pb)};
    }

    @Test
    void endOfTheTwoSampleSlideIsStationaryInClarkesSenseOnly() {
        LossLandscape landscape = twoSamples();
        ClarkeGradient end = ClarkeGradient.of(
                landscape, run(landscape, StepperChoice.HESSIAN, 1e-8, 0, 200).state());
        assertThat(end.kinks()).containsExactly(new KinkPair(1, 1, 1));
        assertThat(end.distance()).isLessThan(1e-14 * 10); // rounding of residuals of size 10
        assertThat(landscape.cost(new double[] {5, 0})).isEqualTo(25);
    }

    /** The velocity along kinks against the least-norm element of the hull of all one-sided gradients. */
    @ParameterizedTest
    @CsvSource({"relu,1", "relu,2", "relu,3", "leaky-relu,1", "leaky-relu=0.3,2", "elu=0.4,1", "elu=0.4,2"})
    void velocityIsMinusTheLeastNormElementOfClarkesSubdifferential(String activation, long seed) {
        checkAlong(Problems.gaussian(activation, 12, seed, 2, 4, 1), 40);
    }

    @ParameterizedTest
    @CsvSource({"relu,1", "relu,2", "leaky-relu=0.2,1", "leaky-relu=0.2,2"})
    void severalHiddenLayersTooFollowTheLeastNormElement(String activation, long seed) {
        checkAlong(Problems.gaussian(activation, 10, seed, 2, 3, 3, 1), 40);
    }

    private static void checkAlong(LossLandscape landscape, double until) {
        List<double[]> states = new ArrayList<>();
        double[] times = new double[21];
        for (int i = 0; i < times.length; i++) {
            times[i] = until * i / (times.length - 1);
        }
        FlowSettings settings = new FlowSettings(
                new FlowKind.Standard(), StepperChoice.DP853, Tolerance.of(1e-8), times, 100_000, 0, true, 0, false);
        FlowResult result = FlowRun.from(landscape, settings, new FlowObserver() {
            @Override
            public void saved(Checkpoint at, FlowSample sample) {
                states.add(at.state());
            }
        });
        assertThat(result.ending().completed()).as(result.ending().message()).isTrue();
        int slid = 0;
        for (double[] state : states) {
            ClarkeGradient found = ClarkeGradient.of(landscape, state);
            slid += found.kinks().isEmpty() ? 0 : 1;
            double[] expected = SubgradientOracle.leastNorm(landscape, state, found.kinks());
            double size = Matrix.column(SubgradientOracle.gradient(
                            landscape,
                            state,
                            found.kinks(),
                            new double[found.kinks().size()]))
                    .frobeniusNorm();
            // the oracle stops at a relative gap of 1e-15, that is 3e-8 in the point
            assertThat(Matrix.column(found.element())
                            .minus(Matrix.column(expected))
                            .frobeniusNorm())
                    .isLessThan(1e-7 * size);
        }
        assertThat(slid).isPositive();
    }
}
