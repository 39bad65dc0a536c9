package dev.nadir.jacobian.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScalesTest {
    private static final Matrix INPUTS = RandomCase.gaussian(6, 9, 2);
    private static final Matrix LABELS = RandomCase.gaussian(2, 9, 3);

    /** One affine layer: D does not depend on θ, so the linearized model is the model. */
    private static Network start() {
        return RandomCase.network(new Identity(), 1, 6, 2);
    }

    private static TimeScales scales(Network network, Matrix inputs, Matrix labels, OptionalDouble learningRate) {
        JacobianSpectrum spectrum = JacobianSpectrum.of(TrainingJacobian.of(network, inputs));
        Matrix residual = network.evaluate(inputs).minus(labels);
        return TimeScales.of(spectrum, spectrum.rank().rank(), residual, learningRate);
    }

    /** Plain gradient descent on C, written out. */
    private static double descended(double learningRate, int steps) {
        Layer layer = start().layers().get(0);
        Matrix weight = layer.weight();
        Matrix bias = Matrix.column(layer.bias());
        Matrix ones = Matrix.zeros(9, 1).map(zero -> 1);
        for (int k = 0; k < steps; k++) {
            Matrix gradient = Cost.outputGradient(Products.affine(weight, INPUTS, bias.data()), LABELS);
            weight = weight.plus(-learningRate, Products.timesTransposed(gradient, INPUTS));
            bias = bias.plus(-learningRate, Products.times(gradient, ones));
        }
        return Cost.of(Products.affine(weight, INPUTS, bias.data()), LABELS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 200})
    void descentOnALinearModelIsPredictedToTheStep(int steps) {
        TimeScales scales = scales(start(), INPUTS, LABELS, OptionalDouble.of(0.1));
        double cost = descended(0.1, steps);
        // steps times the rounding of one step, relative to the largest cost on the way
        assertThat(scales.predicted(steps)).isCloseTo(cost, within(100 * (steps + 1) * 18 * Math.ulp(cost + 1)));
    }

    @Test
    void beyondTheEdgeDescentGrowsAsPredicted() {
        double edge = scales(start(), INPUTS, LABELS, OptionalDouble.empty()).largestStable();
        TimeScales beyond = scales(start(), INPUTS, LABELS, OptionalDouble.of(1.05 * edge));
        assertThat(beyond.unstable(0)).isTrue();
        assertThat(beyond.unstableLoss()).isPositive();
        double cost = descended(1.05 * edge, 60);
        assertThat(cost).isGreaterThan(descended(1.05 * edge, 0));
        assertThat(beyond.predicted(60)).isCloseTo(cost, within(1e5 * Math.ulp(cost)));
        assertThat(scales(start(), INPUTS, LABELS, OptionalDouble.of(0.95 * edge))
                        .unstableLoss())
                .isZero();
    }

    @Test
    void aSmallLearningRateFollowsTheClosedFormOfTheFlow() {
        // x_i = w_i on unit inputs of lengths 1 and 1e-2, bias row frozen out by centring: rates 1/2 and 1e-4/2 for N =
        // 2
        Network network = new Network(List.of(new Layer(Matrix.zeros(1, 2), new double[1], new Identity())));
        Matrix inputs = Matrix.ofRows(new double[] {3, -3}, new double[] {1e-2, 1e-2});
        Matrix labels = Matrix.ofRows(new double[] {1, 2});
        // [X; 1] has columns (3, 0.01, 1) and (-3, 0.01, 1): DDᵀ has eigenvectors (1, -1)/√2, 18 and (1, 1)/√2, 2 (1 +
        // 1e-4)
        double time = 0.7;
        double odd = Math.pow((-1 + 2) / Math.sqrt(2), 2) / 4 * Math.exp(-2 * 18 * time / 2);
        double even = Math.pow((-1 - 2) / Math.sqrt(2), 2) / 4 * Math.exp(-2 * 2.0002 * time / 2);
        double step = 1e-6; // (1 − ηλ/N)^{2t/η} = e^{−2λt/N} (1 + O(ηλ²t/N²))
        TimeScales scales = scales(network, inputs, labels, OptionalDouble.of(step));
        assertThat(scales.predicted(time / step)).isCloseTo(odd + even, within(1e-4 * (odd + even)));
        assertThat(scales.largestStable()).isCloseTo(2 * 2 / 18.0, within(1e-14));
    }

    @Test
    void stepsAreThoseAfterWhichATenthIsLeft() {
        TimeScales scales = scales(start(), INPUTS, LABELS, OptionalDouble.of(0.03));
        for (int k = 0; k < scales.rates().length; k++) {
            double factor = Math.abs(1 - 0.03 * scales.rates()[k]);
            double steps = scales.steps(k);
            assertThat(Math.pow(factor, 2 * steps)).isLessThanOrEqualTo(0.1 * (1 + 1e-12));
            assertThat(steps == 1 || Math.pow(factor, 2 * (steps - 1)) > 0.1 * (1 - 1e-12))
                    .isTrue();
        }
    }

    @Test
    void theDecadesSumUpToTheReachableLoss() {
        TimeScales scales = scales(start(), INPUTS, LABELS, OptionalDouble.of(1e-3));
        double reachable = 0;
        for (double loss : scales.losses()) {
            reachable += loss;
        }
        double sum = scales.scales().stream().mapToDouble(TimeScale::loss).sum();
        assertThat(sum).isCloseTo(reachable, within(100 * Math.ulp(reachable)));
        assertThat(scales.lossBeyond(0)).isCloseTo(reachable, within(100 * Math.ulp(reachable)));
        assertThat(scales.lossBeyond(1e18)).isZero();
    }

    @Test
    void withoutALearningRateTheFastestDirectionTakesOneStep() {
        TimeScales scales = scales(start(), INPUTS, LABELS, OptionalDouble.empty());
        assertThat(scales.steps(0)).isEqualTo(1);
        assertThat(scales.learningRate()).isCloseTo(scales.largestStable() / 2, within(1e-12));
        assertThat(scales.given()).isFalse();
    }

    /** ηλ/N of 2.5, 2, 1.5, 1, 0.1088, 0.1, 1e-3, 1e-30, 0 and losses 1, 2, 4, …, at η = 1; blocked 1000. */
    private static final TimeScales BY_HAND = new TimeScales(
            1,
            true,
            0.8,
            new double[] {2.5, 2, 1.5, 1, 0.1088, 0.1, 1e-3, 1e-30, 0},
            new double[] {1, 2, 4, 8, 16, 32, 64, 128, 256},
            1000);

    @Test
    void stepsByHand() {
        double never = Double.POSITIVE_INFINITY;
        double[] expected = {never, never, 2, 1, 10, 11, 1151, Math.ceil(Math.log(10) / 2e-30), never};
        for (int k = 0; k < expected.length; k++) {
            assertThat(BY_HAND.steps(k)).isCloseTo(expected[k], within(Math.min(1e16, expected[k] * 1e-12)));
            assertThat(BY_HAND.unstable(k)).isEqualTo(k < 2);
        }
        assertThat(BY_HAND.unstableLoss()).isEqualTo(3);
        assertThat(BY_HAND.lossBeyond(11)).isEqualTo(64 + 128 + 256);
        assertThat(BY_HAND.lossBeyond(10.5)).isEqualTo(32 + 64 + 128 + 256);
        assertThat(BY_HAND.slower(5, 11)).isFalse();
        assertThat(BY_HAND.slower(0, 11)).isFalse();
    }

    @Test
    void decadesByHand() {
        assertThat(BY_HAND.scales())
                .containsExactly(
                        new TimeScale(1, 8),
                        new TimeScale(10, 4 + 16),
                        new TimeScale(100, 32),
                        new TimeScale(1000, 0),
                        new TimeScale(1e4, 64),
                        new TimeScale(Double.POSITIVE_INFINITY, 1 + 2 + 128 + 256));
        TimeScales stable = new TimeScales(1, true, 2, new double[] {1, 0.1}, new double[] {3, 5}, 0);
        assertThat(stable.scales()).containsExactly(new TimeScale(1, 3), new TimeScale(10, 0), new TimeScale(100, 5));
        TimeScales none = new TimeScales(1, false, Double.POSITIVE_INFINITY, new double[0], new double[0], 7);
        assertThat(none.scales()).containsExactly(new TimeScale(1, 0));
        assertThat(none.predicted(10)).isEqualTo(7);
    }

    /** After one step (1 − ηλ/N)² of every part is left. */
    @Test
    void lossesByHand() {
        double all = 511 + 1000;
        assertThat(BY_HAND.predicted(0)).isEqualTo(all);
        double one = 2.25 + 2 + 4 * 0.25 + 16 * 0.8912 * 0.8912 + 32 * 0.81 + 64 * 0.999 * 0.999 + 128 + 256 + 1000;
        assertThat(BY_HAND.predicted(1)).isCloseTo(one, within(64 * Math.ulp(one)));
    }

    @Test
    void aLearningRateIsAPositiveNumber() {
        for (double wrong : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> new TimeScales(wrong, true, 1, new double[0], new double[0], 0))
                    .hasMessageContaining("learning rate: got " + wrong);
        }
    }
}
