package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowCase;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.Problems;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.linalg.PrescribedSpectrum;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Tolerance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows that are known to converge, looked at long before they have: whatever is said of them, it is not divergence. */
class ConvergentFlowsTest {

    private static FlowVerdict verdict(LossLandscape landscape, FlowKind kind, double... times) {
        FlowSettings settings = FlowSettings.of(landscape, kind, Tolerance.of(1e-6), times);
        return FlowRun.from(landscape, settings, FlowObserver.NONE).verdict();
    }

    /**
     * Least squares whose rates span six decades: ‖θ‖ grows for decades on end, and the problem is convex, so it must
     * converge, to the cost that the inputs' complement leaves.
     */
    @Tag("silent:flow.diverging")
    @ParameterizedTest
    @ValueSource(doubles = {1e2, 1e3, 1e4, 1e5, 1e6})
    void illConditionedLeastSquaresNeverDiverge(double end) {
        double[] rates = PrescribedSpectrum.geometric(8, 1e3); // of X, so 1e6 of X Xᵀ
        Matrix inputs = PrescribedSpectrum.matrix(8, 20, rates, 3);
        Matrix labels = Matrix.zeros(1, 20).map(zero -> 0);
        for (int i = 0; i < 20; i++) {
            labels.data()[i] = Math.sin(i * i);
        }
        LossLandscape landscape = new LossLandscape(
                FlowCase.network(new double[] {8, 1}, "tanh", new double[9]), new TrainingSet(inputs, labels));
        double[] times = {0, end / 1e3, end / 1e2, end / 10, end};
        FlowVerdict verdict = verdict(landscape, new FlowKind.Standard(), times);
        assertThat(verdict.kind()).as(verdict.message()).isNotEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(verdict.kind()).isNotEqualTo(FlowVerdict.Kind.SADDLE);
        if (end > 1e5) {
            assertThat(verdict.kind()).isIn(FlowVerdict.Kind.CONVERGING, FlowVerdict.Kind.MINIMUM);
        }
    }

    /** K is well above QN and D has full rank: Theorem 1.1 lets every such flow converge to zero loss. */
    @Test
    void overparametrizedFlowsAreForetoldZeroLossByEveryField() {
        for (String activation : new String[] {"tanh", "softplus", "sigmoid"}) {
            LossLandscape landscape = Problems.gaussian(activation, 8, 3, 4, 20, 1);
            for (FlowKind kind : new FlowKind[] {
                new FlowKind.Standard(),
                new FlowKind.Adapted(),
                new FlowKind.Homotopy(0.5),
                new FlowKind.Discrete(Descent.plain(0.02))
            }) {
                FlowVerdict verdict = verdict(landscape, kind, 0, 0.1, 1, 10, 100);
                assertThat(verdict.kind())
                        .as(activation + ", " + kind.name() + ": " + verdict.message())
                        .isIn(FlowVerdict.Kind.CONVERGING, FlowVerdict.Kind.ZERO_LOSS);
            }
        }
    }

    /** Conflicting duplicates: y = 0 and y = 2 at the same input leave C = 1/2 of that pair, a minimum and never zero loss. */
    @Tag("silent:flow.zero-loss")
    @Tag("silent:flow.converging-to-zero-loss")
    @Test
    void conflictingDuplicatesEndAtAMinimumAboveZero() {
        LossLandscape clean = Problems.gaussian("tanh", 3, 3, 2, 8, 1);
        int[] twice = {0, 1, 2, 2};
        Matrix labels = clean.data().labels().selectColumns(twice);
        labels.data()[2] = 0;
        labels.data()[3] = 2;
        LossLandscape landscape = new LossLandscape(
                clean.perceptron().orElseThrow().network(clean.start()),
                new TrainingSet(clean.data().inputs().selectColumns(twice), labels));
        for (double end : new double[] {3, 30, 3e5}) {
            FlowVerdict verdict = verdict(landscape, new FlowKind.Standard(), 0, end / 100, end / 10, end);
            assertThat(verdict.kind())
                    .as(verdict.message())
                    .isIn(FlowVerdict.Kind.MOVING, FlowVerdict.Kind.CONVERGING, FlowVerdict.Kind.MINIMUM);
            verdict.limit()
                    .ifPresent(limit -> assertThat(limit.cost()).isBetween(0.25 * (1 - 1e-9), 0.25 * (1 + 1e-6)));
        }
    }
}
