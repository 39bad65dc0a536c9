package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Tolerance;
import org.junit.jupiter.api.Test;

class FlowMonitorTest {
    private static final double EPS = Math.ulp(1.0);

    private static FlowResult run(LossLandscape landscape, FlowKind kind, double rtol, double... times) {
        return FlowRun.from(landscape, FlowSettings.of(landscape, kind, Tolerance.of(rtol), times), FlowObserver.NONE);
    }

    /** Linear 1-1-1 with negative w_1 w_2 at the start: the flow must pass the saddle at 0, where D loses rank. */
    private static LossLandscape barrier() {
        Matrix line = Matrix.ofRows(new double[] {1, -1});
        return new LossLandscape(
                FlowCase.network(new double[] {1, 1, 1}, "identity", new double[] {-3, 0, 3.0001, 0}),
                new TrainingSet(line, line));
    }

    @Test
    void theBoundOfTheorem11HoldsThoughOnlyTheEndIsSaved() {
        for (double[] times : new double[][] {{0, 14}, {0, 8, 10, 12, 14}}) {
            for (FlowSample sample :
                    run(barrier(), new FlowKind.Standard(), 1e-6, times).samples()) {
                assertThat(sample.cost()).isLessThanOrEqualTo(sample.orbit().bound() * (1 + 1e-6)); // rtol
            }
        }
        FlowSample end =
                run(barrier(), new FlowKind.Standard(), 1e-6, 0, 14).samples().get(1);
        assertThat(end.cost()).isLessThan(1e-6); // it got through
        assertThat(end.orbit().leastLambda()).isLessThan(end.lambdaMin() / 10); // and had been nearly deficient
    }

    @Test
    void theBoundHoldsOnRandomProblemsAndIsNotVoid() {
        for (long seed = 1; seed <= 8; seed++) {
            LossLandscape landscape = Problems.gaussian("tanh", 6, seed, 4, 9, 1);
            FlowSample end = run(landscape, new FlowKind.Standard(), 1e-6, 0, 30)
                    .samples()
                    .get(1);
            assertThat(end.orbit().bound()).isBetween(end.cost() * (1 - 1e-6), Double.MAX_VALUE);
            assertThat(end.orbit().leastLambda()).isPositive();
        }
    }

    @Test
    void withFewerParametersThanOutputsThereIsNoBound() {
        LossLandscape landscape = Problems.gaussian("tanh", 20, 1, 2, 2, 2);
        FlowSample end =
                run(landscape, new FlowKind.Standard(), 1e-6, 0, 1).samples().get(1);
        assertThat(end.orbit().bound()).isNaN();
        assertThat(end.lambdaMin()).isZero();
    }

    /** At full rank the adapted flow is the comparison model [CE] (1.1): C = C_0 e^{−2s/N}. */
    @Test
    void theAdaptedFlowFollowsTheComparisonModel() {
        LossLandscape landscape = Problems.gaussian("tanh", 6, 2, 4, 9, 1);
        for (FlowSample sample :
                run(landscape, new FlowKind.Adapted(), 1e-9, 0, 1, 6).samples()) {
            double model = sample.orbit().comparison();
            assertThat(sample.cost()).isCloseTo(model, within(1e-7 * model));
        }
        FlowSample last =
                run(landscape, new FlowKind.Adapted(), 1e-6, 0, 6).samples().get(1);
        assertThat(last.orbit().comparison() / last.cost()).isCloseTo(1, within(1e-4)); // 6/N = 1: 100 rtol
    }

    /** [CE] Theorem 1.2: x' = −DDᵀ∇_xC lies in the range of D, also when it has rank 12 of 20 only. */
    @Test
    void outputsDoNotMoveAcrossTheRange() {
        LossLandscape landscape = Problems.gaussian("tanh", 10, 2, 2, 2, 2);
        for (FlowSample sample :
                run(landscape, new FlowKind.Standard(), 1e-6, 0, 1, 100).samples()) {
            assertThat(sample.rank()).isEqualTo(12);
            assertThat(sample.orbit().transversal()).isLessThan(20 * 20 * EPS);
        }
    }

    /** Only the output layer moves: D does not depend on its parameters, so its kernel does not drift; else it does. */
    @Test
    void theKernelDriftsExactlyWhenTheModelIsNotLinearInWhatMoves() {
        LossLandscape all = Problems.gaussian("tanh", 6, 2, 4, 9, 1);
        LossLandscape top = new LossLandscape(
                all.perceptron().orElseThrow().network(all.start()),
                all.data(),
                dev.nadir.jacobian.LayerSelection.only(2, 2));
        assertThat(run(top, new FlowKind.Standard(), 1e-6, 0, 5)
                        .samples()
                        .get(1)
                        .orbit()
                        .kernelDrift())
                .isZero();
        assertThat(run(all, new FlowKind.Standard(), 1e-6, 0, 5)
                        .samples()
                        .get(1)
                        .orbit()
                        .kernelDrift())
                .isGreaterThan(1e-3);
    }
}
