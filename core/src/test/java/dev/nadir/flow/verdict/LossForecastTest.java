package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times in closed form, and parts and rates of least squares whose D is a diagonal matrix. */
class LossForecastTest {
    private static final double EPS = Math.ulp(1.0);

    private static double time(double[] parts, double... rates) {
        return new LossForecast(parts, rates).timeToMost();
    }

    private static double[] of(double... values) {
        return values;
    }

    /** e^{−ρt} = 1/10; bisection and exponential leave a few ulp. */
    @Test
    void onePartFallsToATenthAfterLogTenOverItsRate() {
        assertThat(time(of(3), 5)).isCloseTo(Math.log(10) / 5, within(8 * EPS));
        assertThat(time(of(1e-30, 2e-30), 5e-9, 5e-9)).isCloseTo(Math.log(10) / 5e-9, within(16 * EPS / 5e-9));
    }

    /** u + u² = 1/5 with u = e^{−t}, and u = e^{−2t} for the other order: the slow part decides, wherever it stands. */
    @Test
    void twoPartsFallTogether() {
        double u = (Math.sqrt(1.8) - 1) / 2;
        assertThat(time(of(1, 1), 1, 2)).isCloseTo(-Math.log(u), within(16 * EPS));
        assertThat(time(of(1, 1), 2, 1)).isCloseTo(-Math.log(u), within(16 * EPS));
        assertThat(time(of(1, 1), 1, 1e-3)).isCloseTo(1e3 * Math.log(5), within(1e3 * 16 * EPS));
        assertThat(time(of(1, 0), 1, 1e9)).isCloseTo(Math.log(10), within(8 * EPS));
    }

    @Test
    void nothingToLoseHasNoTime() {
        assertThat(time(of())).isNaN();
        assertThat(time(of(0, 0), 1, 2)).isNaN();
        assertThat(time(of(Double.NaN), 1)).isNaN();
    }

    /** N = 2, inputs (1, 0, 0) and (0, 2, 0), labels 1, weights 0: D = diag(1, 2 | 0), residuals −1. */
    private static LossLandscape diagonal() {
        Layer layer = Layer.withoutBias(Matrix.ofRows(new double[] {0, 0, 0}), new Identity());
        Matrix inputs = Matrix.ofRows(new double[] {1, 0}, new double[] {0, 2}, new double[] {0, 0});
        return new LossLandscape(
                new Network(List.of(layer)), new TrainingSet(inputs, Matrix.ofRows(new double[] {1, 1})));
    }

    /** c = 1/2N each; DDᵀ = diag(4, 1), rates 2λ/N, or 2/N where outputs move straight, or in between. */
    @Test
    void ratesOfTheKernelAreThoseOfTheField() {
        check(new FlowKind.Standard(), 4, 1);
        check(new FlowKind.Adapted(), 1, 1);
        check(new FlowKind.Homotopy(0.25), 0.75 * 4 + 0.25, 1);
        check(new FlowKind.Discrete(new Descent(0.1, 0.5, 0, 1)), 8, 2);
    }

    private static void check(FlowKind kind, double... rates) {
        LossForecast forecast = LossForecast.ofKernel(diagonal(), new double[3], kind);
        assertThat(forecast.parts()).containsExactly(of(0.25, 0.25), within(8 * EPS));
        assertThat(forecast.rates()).containsExactly(rates, within(32 * EPS));
    }

    /** H = diag(1, 4, 0)/2, ∇C = −(1, 2, 0)/2: parts g²/2h, rates 2h; the flat direction has nothing to lose. */
    @Test
    void theHessianGivesTheSamePartsOnLeastSquares() {
        LossForecast forecast = LossForecast.ofHessian(diagonal(), new double[3], new FlowKind.Standard());
        assertThat(forecast.parts()).containsExactly(of(0, 0.25, 0.25), within(8 * EPS));
        assertThat(forecast.rates()[1]).isCloseTo(1, within(8 * EPS));
        assertThat(forecast.rates()[2]).isCloseTo(4, within(32 * EPS));
        double u = time(forecast.parts(), forecast.rates());
        assertThat(Math.exp(-u) + Math.exp(-4 * u)).isCloseTo(0.2, within(16 * EPS));
        FlowKind heavy = new FlowKind.Discrete(new Descent(0.1, 0.5, 0, 1));
        assertThat(LossForecast.ofHessian(diagonal(), new double[3], heavy).timeToMost())
                .isCloseTo(u / 2, within(16 * EPS)); // momentum β is a step 1/(1 − β) as long
    }
}
