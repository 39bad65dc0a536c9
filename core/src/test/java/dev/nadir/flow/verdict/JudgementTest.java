package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowCase;
import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.network.activation.Sin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends of runs put together by hand, on landscapes of one or a few weights whose verdict and numbers are known on paper. */
class JudgementTest {
    private static final FlowKind STANDARD = new FlowKind.Standard();

    /** One weight, no bias: x = σ(w) on input 1, with one sample per label. */
    private static LossLandscape weight(Activation sigma, double start, double... labels) {
        Layer layer = Layer.withoutBias(Matrix.column(start), sigma);
        Matrix ones = Matrix.ofRows(labels).map(label -> 1);
        return new LossLandscape(new Network(List.of(layer)), new TrainingSet(ones, Matrix.ofRows(labels)));
    }

    /** A linear network 1-1-…-1 with biases 0 on x = ±1, y = ±1. */
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

    private static FlowVerdict judged(LossLandscape landscape, FlowKind kind, int limit, FlowSample... samples) {
        return FlowVerdict.of(
                new FlowEnd(landscape, kind, 1e-6, limit, List.of(samples), landscape.start(), Optional.empty()));
    }

    private static FlowVerdict judged(LossLandscape landscape, FlowKind kind) {
        double cost = landscape.cost(landscape.start());
        return judged(landscape, kind, 1000, Samples.withGradient(1, cost, gradient(landscape)));
    }

    private static double gradient(LossLandscape landscape) {
        return StationaryPoint.norm(landscape.gradient(landscape.start()));
    }

    @Test
    void zeroLossIsIsolatedOrDegenerateByTheNullity() {
        assertThat(judged(weight(new Identity(), 1, 1), STANDARD).message())
                .contains("nullity 0 (K − QN = 0)", "isolated");
        FlowVerdict degenerate = judged(chain(2, 1), STANDARD); // w_1 w_2 = 1 and w_2 b_1 + b_2 = 0
        assertThat(degenerate.message()).contains("nullity 2 (K − QN = 2)", "degenerate");
        assertThat(degenerate.kind()).isEqualTo(FlowVerdict.Kind.ZERO_LOSS);
    }

    /** At w = 1e-8 of three layers the Hessian has −2w twice… the e-folding time is 1/2w; at w = 0 the fall is cubic. */
    @Test
    void aSaddleIsLeftAtTheRateOfItsLeastEigenvalue() {
        assertThat(judged(chain(3, 1e-8), STANDARD).message()).contains("e-fold in a time of 5.00e+07");
        assertThat(judged(chain(3, 0), STANDARD).message()).contains("the fall is of higher than second order");
    }

    /** x = w with labels 0 and 2: C = 1/2 at w = 1, C″ = 1, and e^{−2t} = 1/10; outputs of the adapted flow move like e^{−t/N}. */
    @Test
    void theTimeToTheMinimumIsThatOfTheField() {
        LossLandscape landscape = weight(new Identity(), 0.5, 0, 2);
        FlowVerdict standard = judged(landscape, STANDARD);
        assertThat(standard.kind()).as(standard.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        assertThat(standard.message()).contains("a minimum with C = 0.500", "90 % of the loss", "time of 1.15");
        assertThat(standard.limit().orElseThrow().distance()).isCloseTo(0.5, within(8 * Math.ulp(1.0)));
        FlowVerdict adapted = judged(landscape, new FlowKind.Adapted());
        assertThat(adapted.timeToMost()).isCloseTo(Math.log(10), within(64 * Math.ulp(1.0)));
        FlowVerdict unknown = judged(landscape, new FlowKind.Adapted(), 1, Samples.withGradient(1, 0.625, 0.5));
        assertThat(unknown.kind()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        assertThat(unknown.timeToMost()).isNaN();
        assertThat(unknown.message()).doesNotContain("90 %");
    }

    @Test
    void aMinimumIsCalledDegenerateOnlyWithANullity() {
        assertThat(judged(weight(new Identity(), 1, 0, 2), STANDARD).message()).doesNotContain("degenerate");
        Layer layer = Layer.withoutBias(Matrix.ofRows(new double[] {0.5, 0.5}), new Identity());
        Matrix ones = Matrix.zeros(2, 2).map(zero -> 1);
        LossLandscape twice = new LossLandscape(
                new Network(List.of(layer)), new TrainingSet(ones, Matrix.ofRows(new double[] {0, 2})));
        FlowVerdict verdict = judged(twice, STANDARD);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.MINIMUM);
        assertThat(verdict.message()).contains("degenerate: the Hessian has nullity 1 (K − QN = 0)");
    }

    /** x = sin w, y = 2: from −2.85 Newton's method ends at −7π/2, but a hill lies between, and the flow ends at −3π/2. */
    @Tag("silent:flow.converging")
    @Test
    void aMinimumBehindAHillDoesNotDrawTheFlow() {
        LossLandscape landscape = weight(new Sin(), -2.85, 2);
        assertThat(StationaryPoint.near(landscape, landscape.start())
                        .orElseThrow()
                        .state()[0])
                .isCloseTo(-3.5 * Math.PI, within(1e-10)); // Newton's step behind a gradient of rounding
        FlowVerdict verdict = judged(landscape, STANDARD);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(verdict.limit()).isEmpty();
    }

    /** Feature 2 is 1e-6 as large: a gradient of 3e-16, yet a Newton step of 1e-3 is left. */
    @Tag("silent:flow.minimum")
    @Test
    void aGradientWithinItsRoundingMayHideThatTheRunHasNotArrived() {
        Layer layer = Layer.withoutBias(Matrix.ofRows(new double[] {1, 0}), new Identity());
        Matrix inputs = Matrix.ofRows(new double[] {1, 1, 0}, new double[] {0, 0, 1e-6});
        LossLandscape landscape = new LossLandscape(
                new Network(List.of(layer)), new TrainingSet(inputs, Matrix.ofRows(new double[] {0, 2, 1e-9})));
        FlowVerdict verdict = judged(landscape, STANDARD);
        assertThat(verdict.kind()).as(verdict.message()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
        assertThat(verdict.claim()).isEmpty();
        assertThat(verdict.message()).contains("within its rounding", "length 0.00100 is left");
    }

    /** ‖∇C‖² times the length of the run against C/1000, where neither spectrum nor Hessian may be looked at. */
    @Tag("silent:flow.moving")
    @Test
    void whatFallsTooSlowlyToSeeIsUndecided() {
        LossLandscape landscape = weight(new Identity(), 0, 2);
        FlowSample start = Samples.withGradient(5, 3, 2);
        FlowVerdict moving = judged(landscape, STANDARD, 0, start, Samples.withGradient(5 + 0.8e-3, 3, 2));
        assertThat(moving.kind()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(moving.message())
                .contains("gradient norm 2.00", "e-fold in a time of 0.750")
                .doesNotContain("90 %");
        FlowVerdict still = judged(landscape, STANDARD, 0, start, Samples.withGradient(5 + 0.7e-3, 3, 2));
        assertThat(still.kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
    }

    /** [CE] Remark 1.2: ‖θ‖ at the end grows like s^{1/4}; samples that claim s^{0.9} contradict it. */
    @Tag("silent:flow.diverging")
    @Test
    void samplesThatGrowWhileTheStateStandsAreNotDivergence() {
        double theta = Math.pow(4e6, 0.25);
        LossLandscape landscape = weight(new Serpentine(), theta, 0);
        assertThat(judged(landscape, STANDARD, 1000, growing(0.25)).kind()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(judged(landscape, STANDARD, 1000, growing(0.9)).kind()).isEqualTo(FlowVerdict.Kind.MOVING);
    }

    private static FlowSample[] growing(double exponent) {
        List<FlowSample> samples = new ArrayList<>();
        double norm = Math.pow(4e6, 0.25);
        for (double time = 1; time <= 1e6; time *= 10) {
            double cost = time == 1e6 ? 0.5 / (norm * norm) : 1 / time + 0.5 / (norm * norm);
            samples.add(Samples.of(time, cost, norm * Math.pow(time / 1e6, exponent)));
        }
        return samples.toArray(FlowSample[]::new);
    }

    @Test
    void aStoppedRunIsUndecided() {
        FlowVerdict stopped = FlowVerdict.stopped(2.5);
        assertThat(stopped.kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
        assertThat(stopped.message()).contains("stopped on request at t = 2.50");
    }

    // descent: with both weights w the Hessian has the eigenvalues 3w² − 1, 1 − w², w² + 1 and 0

    private static FlowVerdict descended(LossLandscape from, double[] state, Descent descent) {
        double cost = from.cost(from.start());
        FlowSample start = Samples.withGradient(0, cost, 1);
        FlowSample last = Samples.withGradient(1, from.cost(state), 1);
        return FlowVerdict.of(new FlowEnd(
                from, new FlowKind.Discrete(descent), 1e-6, 1000, List.of(start, last), state, Optional.empty()));
    }

    @Tag("says:flow.descent-ran-off")
    @Test
    void descentRunsOffWhereTheSharpnessAtTheEndIsAboveTheEdge() {
        double[] far = {5, 0, 5, 0};
        FlowVerdict verdict = descended(chain(2, 0.1), far, Descent.plain(0.5));
        assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(verdict.claim()).isEqualTo("flow.descent-ran-off");
        assertThat(verdict.message()).contains("C rose from 0.490 to 288", "2/sharpness = 0.0270"); // 2/74
        FlowVerdict heavy = descended(chain(2, 0.1), far, new Descent(0.5, 0.5, 0, 1));
        assertThat(heavy.message()).contains("2(1 + β)/sharpness = 0.0405"); // 3/74
    }

    @Tag("silent:flow.descent-ran-off")
    @Test
    void aRiseBelowTheEdgeOrNoRiseIsNotRunningOff() {
        double[] beyond = {3, 0};
        FlowVerdict below = descended(chain(1, 0.9), beyond, Descent.plain(1.5)); // sharpness 1, edge 1.33
        assertThat(below.kind()).as(below.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
        FlowVerdict level = descended(chain(1, 0), new double[2], Descent.plain(2.5)); // C as at the start
        assertThat(level.kind()).as(level.message()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(level.message()).contains("does not settle: the sharpness 1.00 is above the edge 0.800");
        FlowVerdict settled = descended(chain(1, 0), new double[] {0.9, 0}, Descent.plain(1.9));
        assertThat(settled.kind()).as(settled.message()).isEqualTo(FlowVerdict.Kind.CONVERGING);
    }

    @Test
    void descentThatBlewUpNamesTheEdgeAtTheStart() {
        for (double w : new double[] {Double.NaN, 1e200}) { // θ or C is not finite
            FlowVerdict blown = descended(chain(1, 0), new double[] {w, 0}, Descent.plain(4));
            assertThat(blown.kind()).isEqualTo(FlowVerdict.Kind.DIVERGING);
            assertThat(blown.message()).contains("descent blew up: the step 4.00 is above 2/sharpness = 2.00");
            FlowVerdict unexplained = descended(chain(1, 0), new double[] {w, 0}, Descent.plain(1));
            assertThat(unexplained.message()).contains("not decided why descent blew up", "2/sharpness = 2.00");
            assertThat(unexplained.claim()).isEmpty();
        }
    }

    @Test
    void theEndOfTheLineIsZeroLossOrNamesTheRank() {
        FlowKind line = new FlowKind.Straight();
        assertThat(judged(chain(2, 1), line, 1000, Samples.onLine(1, 2, 0)).kind())
                .isEqualTo(FlowVerdict.Kind.ZERO_LOSS);
        LossLandscape conflict = weight(new Identity(), 1, 0, 2);
        FlowVerdict walked = judged(conflict, line, 1000, Samples.onLine(1, 1, 0.25));
        assertThat(walked.kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
        assertThat(walked.claim()).isEqualTo("flow.line-end");
        assertThat(walked.message()).contains("off the line by 0.25", "(rank 1 of QN = 2)");
        FlowVerdict unknown = judged(conflict, line, 1000, Samples.onLine(1, -1, 0.25));
        assertThat(unknown.message()).doesNotContain("rank 1").doesNotContain("of QN");
        FlowVerdict zero = judged(conflict, line, 1000, Samples.onLine(1, 0, 0.25));
        assertThat(zero.message()).contains("(rank 0 of QN = 2)");
        FlowVerdict half = judged(conflict, line, 1000, Samples.onLine(0.5, 1, 0.25));
        assertThat(half.kind()).isEqualTo(FlowVerdict.Kind.MOVING);
        assertThat(half.claim()).isEmpty();
    }
}
