package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowCase;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.Problems;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.ode.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowVerdictTest {
    private static final double[] DECADES = {0, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    private static FlowResult run(LossLandscape landscape, FlowKind kind, double... times) {
        return FlowRun.from(landscape, FlowSettings.of(landscape, kind, Tolerance.of(1e-6), times), FlowObserver.NONE);
    }

    private static FlowVerdict verdict(LossLandscape landscape, double... times) {
        return run(landscape, new FlowKind.Standard(), times).verdict();
    }

    /** Least squares with a bias from zero: no hidden layer, labels times a unit. */
    private static LossLandscape leastSquares(double unit) {
        SplittableRandom random = new SplittableRandom(4);
        Matrix inputs = Matrix.zeros(3, 30).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros(2, 30).map(zero -> unit * random.nextGaussian());
        return new LossLandscape(
                FlowCase.network(new double[] {3, 2}, "tanh", new double[8]), new TrainingSet(inputs, labels));
    }

    /** A linear network 1-1-…-1 on x = ±1, y = ±1 with all weights equal: zero loss where their product is 1. */
    private static LossLandscape chain(int layers, double weight) {
        double[] dims = new double[layers + 1];
        Arrays.fill(dims, 1);
        double[] theta = new double[2 * layers];
        for (int l = 0; l < layers; l++) {
            theta[2 * l] = weight;
        }
        Matrix line = Matrix.ofRows(new double[] {1, -1});
        return new LossLandscape(FlowCase.network(dims, "identity", theta), new TrainingSet(line, line));
    }

    /** tanh 2-2-2, N = 10: at s = 1e6 the gradient is 2e-6 and a fifth of the loss is still reachable. */
    @Tag("says:flow.diverging")
    @Tag("silent:flow.minimum")
    @Test
    void runawayParametersAreCalledDiverging() {
        FlowResult result = run(Problems.gaussian("tanh", 10, 2, 2, 2, 2), new FlowKind.Standard(), DECADES);
        FlowVerdict verdict = result.verdict();
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(verdict.gradientNorm()).isLessThan(1e-5);
        assertThat(verdict.reachableShare()).isGreaterThan(0.2);
        assertThat(verdict.growth()).isBetween(0.05, 0.25);
    }

    @Tag("says:flow.minimum")
    @Tag("silent:flow.saddle")
    @Test
    void aMinimumAboveZeroIsRecognized() {
        FlowVerdict verdict = verdict(Problems.gaussian("tanh", 10, 1, 2, 2, 2), DECADES);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.MINIMUM);
        assertThat(verdict.hessian().orElseThrow().least())
                .isGreaterThan(-verdict.hessian().orElseThrow().error());
    }

    @Tag("says:flow.zero-loss")
    @Test
    void zeroLossIsADegenerateMinimumAboveItsSurplusOfParameters() {
        FlowVerdict verdict = verdict(Problems.gaussian("tanh", 8, 3, 4, 12, 1), DECADES);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.ZERO_LOSS);
        FlowVerdict.Hessian hessian = verdict.hessian().orElseThrow();
        assertThat(hessian.surplus()).isEqualTo(73 - 8);
        assertThat(hessian.nullity()).isGreaterThanOrEqualTo(73 - 8);
    }

    /** Convex: at t = 1 the minimizer is far, but it is foretold, with its cost from the normal equations. */
    @Tag("says:flow.converging")
    @Tag("silent:flow.diverging")
    @Tag("silent:flow.moving")
    @Test
    void leastSquaresConvergesToTheSolutionOfTheNormalEquations() {
        LossLandscape landscape = leastSquares(1);
        FlowVerdict early = verdict(landscape, 0, 0.1, 1);
        assertThat(early.kind()).as(early.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        Matrix features = landscape.data().inputs().appendRow(1);
        Matrix labels = landscape.data().labels();
        SymmetricEigen gram = SymmetricEigen.of(Products.outerGram(features));
        double fitted = 0;
        for (int k = 0; k < 4; k++) {
            double[] u = gram.vectors().columnArray(k);
            double[] score = Products.transposedTimes(features, u);
            double[] along = Products.times(labels, score);
            for (double value : along) {
                fitted += value * value / gram.values()[k];
            }
        }
        double least = (Math.pow(labels.frobeniusNorm(), 2) - fitted) / 60;
        assertThat(early.limit().orElseThrow().cost())
                .isCloseTo(least, within(1e-13 * least)); // 30 ε and the condition
        assertThat(early.timeToMost()).isBetween(0.1, 100.0);
        FlowVerdict late = verdict(landscape, 0, 1, 1e3);
        assertThat(late.kind()).as(late.message()).isEqualTo(FlowVerdict.Kind.MINIMUM);
        assertThat(late.hessian().orElseThrow().nullity()).isZero();
    }

    /** The flow of y·unit is the flow of y times the unit, so the verdict is the same. */
    @Tag("silent:flow.zero-loss")
    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1e-10, 1e-5, 1, 1e5, 1e10, 1e100})
    void theUnitOfTheLabelsDoesNotChangeTheVerdict(double unit) {
        LossLandscape landscape = leastSquares(unit);
        assertThat(inUnits(unit, landscape, 1).kind()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        assertThat(inUnits(unit, landscape, 1e4).kind()).isEqualTo(FlowVerdict.Kind.MINIMUM);
        LossLandscape attainable = fitted(unit);
        FlowVerdict zero = inUnits(unit, attainable, 1e4);
        assertThat(zero.kind()).as(zero.message()).isEqualTo(FlowVerdict.Kind.ZERO_LOSS);
        assertThat(inUnits(unit, attainable, 1).kind()).isEqualTo(FlowVerdict.Kind.CONVERGING);
    }

    /** The absolute tolerance is a length of θ and has its unit. */
    private static FlowVerdict inUnits(double unit, LossLandscape landscape, double end) {
        Tolerance tolerance = new Tolerance(1e-6, 1e-8 * unit);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), tolerance, 0, end);
        return FlowRun.from(landscape, settings, FlowObserver.NONE).verdict();
    }

    /** Three samples in general position and four parameters per output. */
    private static LossLandscape fitted(double unit) {
        LossLandscape all = leastSquares(unit);
        int[] few = {0, 1, 2};
        return new LossLandscape(
                all.perceptron().orElseThrow().network(all.start()),
                new TrainingSet(
                        all.data().inputs().selectColumns(few),
                        all.data().labels().selectColumns(few)));
    }

    /** The usual small initialization: gradient 1e-16, yet a saddle, left at t = 1e8 for zero loss. */
    @Tag("says:flow.saddle")
    @Tag("silent:flow.converging")
    @Test
    void aSmallInitializationIsASaddle() {
        FlowVerdict verdict = verdict(chain(3, 1e-8), 0, 1, 100);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.SADDLE);
        FlowVerdict.Hessian hessian = verdict.hessian().orElseThrow();
        assertThat(hessian.least()).isCloseTo(-2e-8, within(1e-13)); // −w (11ᵀ − 1) on w_1 w_2 w_3; w has moved by 1e-6
    }

    /** At w = 0 the Hessian of w_1 w_2 w_3 vanishes too: C falls to third order, to fourth with four layers. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aSaddleOfAnyOrderIsNotAMinimum(int layers) {
        FlowVerdict verdict = verdict(chain(layers, 0), 0, 1, 100);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.SADDLE);
    }

    /** Near zero loss but not there: the end lies on the manifold w_1 w_2 = 1, which draws it. */
    @Tag("says:flow.converging-to-zero-loss")
    @Test
    void aChainOnItsWayIsConvergingToZeroLoss() {
        FlowVerdict verdict = verdict(chain(2, 0.9), 0, 1, 3);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        assertThat(verdict.limit().orElseThrow().cost()).isZero();
    }

    @Tag("silent:flow.converging-to-zero-loss")
    @Test
    void whatWasNotComputedIsUndecidedAndNamed() {
        LossLandscape landscape = leastSquares(1);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(1e-6), 0, 1e4)
                .withLimits(1_000_000, 5);
        FlowVerdict verdict =
                FlowRun.from(landscape, settings, FlowObserver.NONE).verdict();
        assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
        assertThat(verdict.message()).contains("QN = 60", "K = 8", "limit 5");
    }

    /** [CE] Remark 1.2 as a network: one weight θ, input 1, label 0, x = θ/(1 + θ²). */
    private static LossLandscape remark12(double theta) {
        Layer layer = Layer.withoutBias(Matrix.column(theta), new Serpentine());
        return new LossLandscape(new Network(List.of(layer)), new TrainingSet(Matrix.column(1), Matrix.column(0)));
    }

    /** Above 1 the cost falls to 0 while θ runs off like (4s)^{1/4}: 44.677 at s = 1e6 (mpmath). */
    @Tag("says:flow.diverging")
    @Tag("silent:flow.converging-to-zero-loss")
    @Test
    void theScalarModelOfRemark12Diverges() {
        FlowResult result = run(remark12(2), new FlowKind.Standard(), DECADES);
        FlowVerdict verdict = result.verdict();
        assertThat(result.state()[0]).isCloseTo(44.67653866578, within(1e-6 * 44.7)); // rtol of the run
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(verdict.growth()).isCloseTo(0.25, within(1e-3)); // θ⁻² of corrections to the exponent
        assertThat(verdict.limit()).isEmpty();
    }

    @Tag("silent:flow.diverging")
    @Test
    void belowOneItConvergesToZeroLoss() {
        FlowVerdict verdict = verdict(remark12(0.5), 0, 1, 5);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        assertThat(verdict.limit().orElseThrow().cost()).isZero();
        assertThat(verdict.limit().orElseThrow().distance()).isCloseTo(0.0063574703245, within(1e-7)); // θ(5), mpmath
    }

    private static boolean sustained(DoubleUnaryOperator norm, double outward) {
        List<FlowSample> samples = new ArrayList<>();
        for (double time : DECADES) {
            samples.add(Samples.of(time, 1 / (1 + time), norm.applyAsDouble(time)));
        }
        return Growth.of(samples, outward).sustained();
    }

    /** Growth that ends (also like s^−0.1), has stopped by the end, or leaves a saddle exponentially is not divergence. */
    @Test
    void growthThatEndsIsNotSustained() {
        double t = 1e6;
        assertThat(sustained(s -> 1 + Math.log1p(s), (1 + Math.log1p(t)) / t)).isTrue();
        assertThat(sustained(s -> 3 - Math.pow(1 + s, -0.1), 0.1 * Math.pow(t, -1.1) * 3))
                .isFalse();
        assertThat(sustained(s -> 1 + Math.log1p(s), 0)).isFalse();
        assertThat(sustained(s -> 1e-8 * Math.exp(s / 1e5), 1e-8 * Math.exp(20) * Math.exp(10) / 1e5))
                .isFalse();
        assertThat(sustained(s -> 2, 0)).isFalse();
    }

    @Tag("says:flow.line-end")
    @Tag("silent:flow.line-end")
    @Test
    void theStraightLineIsJudgedAsALine() {
        LossLandscape landscape = Problems.gaussian("tanh", 8, 3, 4, 12, 1);
        FlowVerdict half = run(landscape, new FlowKind.Straight(), 0, 0.5).verdict();
        assertThat(half.kind()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(half.message()).contains("50.0 % of the line");
        FlowVerdict whole = run(landscape, new FlowKind.Straight(), 0, 0.5, 1).verdict();
        assertThat(whole.kind()).as(whole.message()).isIn(FlowVerdict.Kind.ZERO_LOSS, FlowVerdict.Kind.CONVERGING);
        assertThat(whole.limit().orElseThrow().distance()).isLessThan(1e-4); // what rtol 1e-6 left
    }

    /** X = ±1, y = ±1, one weight w and a bias: the sharpness is 1, the edge of plain descent η = 2. */
    @Tag("says:flow.descent-ran-off")
    @Tag("silent:flow.descent-ran-off")
    @Test
    void descentAboveTheEdgeRunsOffAndBelowItConverges() {
        FlowVerdict above = run(chain(1, 0), new FlowKind.Discrete(Descent.plain(2.1)), 0, 100)
                .verdict();
        assertThat(above.kind()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(above.message()).contains("2.10 is above 2/sharpness = 2.00", "C rose from 0.500");
        FlowVerdict blown = run(chain(1, 0), new FlowKind.Discrete(Descent.plain(1e9)), 0, 1e11)
                .verdict();
        assertThat(blown.kind()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(blown.message()).contains("blew up", "2/sharpness = 2.00");
        FlowVerdict below = run(chain(1, 0), new FlowKind.Discrete(Descent.plain(1.5)), 0, 30)
                .verdict();
        assertThat(below.kind()).as(below.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        FlowVerdict circling = run(chain(1, 1 - 1e-3), new FlowKind.Discrete(Descent.plain(2)), 0, 30)
                .verdict();
        assertThat(circling.kind()).as(circling.message()).isNotEqualTo(FlowVerdict.Kind.DIVERGING);
    }

    @Tag("says:flow.moving")
    @Test
    void miniBatchesAreNotForetoldToConverge() {
        LossLandscape landscape = leastSquares(1);
        FlowVerdict verdict = run(landscape, new FlowKind.Discrete(new Descent(0.05, 0, 5, 1)), 0, 5)
                .verdict();
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(verdict.message()).contains("mini-batches");
    }

    /** Two samples x = 0, 1, y = −10, 5, one ReLU that moves: the flow slides along its kink and comes to rest there. */
    @Tag("says:flow.clarke-stationary")
    @Test
    void aFlowThatComesToRestOnAKinkIsStationaryInClarkesSense() {
        FlowVerdict verdict = verdict(slide(), 0, 1, 100);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.CLARKE_STATIONARY);
        assertThat(verdict.message()).contains("on 1 kinks");
        assertThat(verdict.gradientNorm()).isLessThan(1e-5);
    }

    @Tag("silent:flow.clarke-stationary")
    @Test
    void aFlowThatStillSlidesIsNot() {
        FlowVerdict verdict = verdict(slide(), 0, 0.2);
        assertThat(verdict.kind()).as(verdict.message()).isIn(FlowVerdict.Kind.CONVERGING, FlowVerdict.Kind.MOVING);
    }

    private static LossLandscape slide() {
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {0, 1}), Matrix.ofRows(new double[] {-10, 5}));
        LossLandscape both =
                new LossLandscape(FlowCase.network(new double[] {1, 1, 1}, "relu", new double[] {1, 0.5, 1, 0}), data);
        return new LossLandscape(
                both.perceptron().orElseThrow().network(both.start()), data, LayerSelection.only(2, 1));
    }
}
