package dev.nadir.flow.kink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowCase;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.Problems;
import dev.nadir.flow.StepperChoice;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                landscape.perceptron().orElseThrow(),
                run(landscape, StepperChoice.HESSIAN, 1e-8, 0, 200).state());
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
            ClarkeGradient found = ClarkeGradient.of(landscape.perceptron().orElseThrow(), state);
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

    /**
     * One sample X = 1, label −1, leaky ReLU of slope s = 1/2: z = w + b has z' = −2σ'(z)(σ(z) + 1), from 2 down to 0 at
     * t = ln(3)/2 and then z = −(1 − e^{−(t − ln(3)/2)/2})/s.
     */
    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void kinkIsCrossedAsTheClosedFormSays(StepperChoice stepper) {
        Network network = FlowCase.network(new double[] {1, 1, 1}, "leaky-relu=0.5", new double[] {1, 1, 1, 0});
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1}), Matrix.ofRows(new double[] {-1}));
        LossLandscape landscape = new LossLandscape(network, data, new LayerSelection(List.of(true, false)));
        FlowResult result = run(landscape, stepper, 1e-10, 0, 2);
        double crossing = Math.log(3) / 2;
        assertThat(result.events()).hasSize(1);
        assertThat(result.events().get(0).name()).isEqualTo("kink");
        assertThat(result.events().get(0).time()).isCloseTo(crossing, within(1e-8));
        double expected = -2 * (1 - Math.exp(-(2 - crossing) / 2));
        assertThat(result.state()[0] + result.state()[1]).isCloseTo(expected, within(1e-8));
    }

    /** Explicit Euler with the derivative from the left is what descent does; its error is of first order in the step. */
    @Test
    void explicitEulerConvergesToTheSlidingFlowLinearly() {
        LossLandscape landscape = Problems.gaussian("relu", 12, 2, 2, 4, 1);
        FlowResult flow = run(landscape, StepperChoice.DP853, 1e-9, 0, 20);
        assertThat(flow.count("slide")).isPositive();
        double coarse = eulerError(landscape, flow.state(), 0.004);
        double fine = eulerError(landscape, flow.state(), 0.001);
        assertThat(fine).isLessThan(0.01).isLessThan(coarse / 2); // a quarter up to events that fall on other steps
    }

    private static double eulerError(LossLandscape landscape, double[] expected, double step) {
        double[] state = landscape.start();
        for (int k = 0; k < Math.round(20 / step); k++) {
            double[] gradient = landscape.gradient(state);
            for (int i = 0; i < state.length; i++) {
                state[i] -= step * gradient[i];
            }
        }
        return Matrix.column(state).minus(Matrix.column(expected)).maxAbs();
    }

    @Test
    void steppersAgreeOnAFlowThatSlides() {
        LossLandscape landscape = Problems.gaussian("relu", 12, 2, 2, 4, 1);
        Matrix expected =
                Matrix.column(run(landscape, StepperChoice.DP853, 1e-9, 0, 20).state());
        for (StepperChoice stepper : StepperChoice.values()) {
            FlowResult result = run(landscape, stepper, 1e-7, 0, 20);
            double error = Matrix.column(result.state()).minus(expected).frobeniusNorm();
            // ten times the tolerance per step is the promise; kinks may multiply errors by the ratio of speeds
            assertThat(error).as("%s", stepper).isLessThan(1e-4 * expected.frobeniusNorm());
        }
    }

    /** Σ(x − y ∓ d)² = 2Σ(x − y)² + const: every sample twice with labels apart follows the same flow, duplicates slide together. */
    @Test
    void duplicateSamplesSlideTogether() {
        LossLandscape once = Problems.gaussian("relu", 12, 2, 2, 4, 1);
        Matrix x = Matrix.zeros(2, 24);
        Matrix y = Matrix.zeros(1, 24);
        for (int j = 0; j < 24; j++) {
            System.arraycopy(once.data().inputs().data(), 2 * (j / 2), x.data(), 2 * j, 2);
            y.data()[j] = once.data().labels().data()[j / 2] + (j % 2 == 0 ? 0.7 : -0.7);
        }
        LossLandscape twice =
                new LossLandscape(once.perceptron().orElseThrow().network(once.start()), new TrainingSet(x, y));
        FlowResult first = run(once, StepperChoice.DP853, 1e-9, 0, 20);
        FlowResult second = run(twice, StepperChoice.DP853, 1e-9, 0, 20);
        assertThat(second.ending().completed()).as(second.ending().message()).isTrue();
        assertThat(second.count("slide")).isEqualTo(first.count("slide"));
        assertThat(Matrix.column(second.state())
                        .minus(Matrix.column(first.state()))
                        .maxAbs())
                .isLessThan(1e-6);
        ClarkeGradient one = ClarkeGradient.of(once.perceptron().orElseThrow(), first.state());
        ClarkeGradient two = ClarkeGradient.of(twice.perceptron().orElseThrow(), first.state());
        assertThat(two.kinks()).hasSize(2 * one.kinks().size());
        assertThat(two.distance()).isCloseTo(one.distance(), within(1e-12));
    }

    /** All pre-activations and the output weights are 0: only the output bias moves, to the mean of the labels. */
    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void startAtZeroMovesTheOutputBiasAlone(StepperChoice stepper) {
        LossLandscape drawn = Problems.gaussian("relu", 9, 4, 2, 3, 1);
        double[] zero = new double[drawn.dimension()];
        LossLandscape landscape =
                new LossLandscape(drawn.perceptron().orElseThrow().network(zero), drawn.data());
        FlowResult result = run(landscape, stepper, 1e-8, 0, 50);
        assertThat(result.ending().completed()).as(result.ending().message()).isTrue();
        double[] state = result.state();
        for (int i = 0; i < state.length - 1; i++) {
            assertThat(state[i]).isZero();
        }
        double mean = drawn.data().labels().rowMeans()[0];
        assertThat(state[state.length - 1]).isCloseTo(mean, within(1e-6));
        assertThat(result.clarke().orElseThrow().distance()).isLessThan(1e-6);
    }

    /** A unit with w = b = 0 stands on all kinks at once: the least-norm element, against the hull of all patterns that occur. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void startOnSeveralKinksFollowsTheLeastNormElement(long seed) {
        LossLandscape drawn = Problems.gaussian("leaky-relu=0.25", 4, seed, 4, 2, 1);
        double[] theta = drawn.start();
        for (int m = 0; m < 4; m++) {
            theta[2 * m] = 0; // the first unit's weights, and its bias below: 4 independent samples in 5 dimensions
        }
        theta[8] = 0;
        List<KinkPair> pairs = new ArrayList<>();
        for (int j = 1; j <= 4; j++) {
            pairs.add(new KinkPair(1, 1, j));
        }
        double[] expected = SubgradientOracle.leastNorm(drawn, theta, pairs);
        ClarkeGradient found = ClarkeGradient.of(drawn.perceptron().orElseThrow(), theta);
        boolean convex = found.kinks().size() == 4;
        double distance =
                Matrix.column(found.element()).minus(Matrix.column(expected)).frobeniusNorm();
        assertThat(!convex || distance < 1e-7).isTrue();
        assertThat(found.distance())
                .isGreaterThanOrEqualTo(Matrix.column(expected).frobeniusNorm() * (1 - 1e-12));
        assertThat(run(drawn, StepperChoice.DP853, 1e-7, 0, 1).ending().completed())
                .isTrue();
    }

    /** Below 0 the adapted field raises b for the sake of sample 2 alone, above it lowers b for both. */
    @Test
    void otherFieldsEndWhereBothSidesPushBack() {
        LossLandscape landscape = twoSamples();
        FlowSettings settings = new FlowSettings(
                new FlowKind.Adapted(),
                StepperChoice.DP853,
                Tolerance.of(1e-8),
                new double[] {0, 5},
                1000,
                0,
                true,
                0,
                false);
        FlowResult result = FlowRun.from(landscape, settings, FlowObserver.NONE);
        assertThat(result.ending().status()).isEqualTo(Ending.Status.PUSHED_BACK);
        assertThat(result.ending().message()).contains("layer 1, unit 1, sample 1");
    }

    /** A resumed run finds its kinks again from the state alone. */
    @ParameterizedTest
    @EnumSource(names = {"DP853", "HESSIAN"})
    void resumedRunGivesTheSameNumbers(StepperChoice stepper) {
        LossLandscape landscape = Problems.gaussian("relu", 12, 2, 2, 4, 1);
        double[] times = {0, 5, 10, 20};
        List<Checkpoint> saved = new ArrayList<>();
        List<FlowSample> samples = new ArrayList<>();
        FlowSettings settings = new FlowSettings(
                new FlowKind.Standard(), stepper, Tolerance.of(1e-6), times, 100_000, 0, true, 0, false);
        FlowResult whole = FlowRun.from(landscape, settings, new FlowObserver() {
            @Override
            public void saved(Checkpoint at, FlowSample sample) {
                saved.add(at);
                samples.add(sample);
            }
        });
        FlowResult rest = FlowRun.resumed(landscape, settings, FlowObserver.NONE, saved.get(2), samples.subList(0, 3));
        assertThat(rest.state()).containsExactly(whole.state());
    }
}
