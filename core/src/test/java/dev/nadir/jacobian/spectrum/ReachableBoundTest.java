package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachableBoundTest {

    /** Against the projector of the dense spectrum: never above it, growing, and in the end all of it. */
    @Test
    void growsFromBelowToWhatTheProjectorSays() {
        for (long seed = 1; seed <= 8; seed++) {
            TrainingJacobian jacobian = RandomCase.jacobian(seed % 2 == 0 ? new Relu() : new Tanh(), 30, 2, 3, 2);
            Matrix labels = RandomCase.gaussian(2, 30, 5 + seed);
            JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
            LossSplit split = LossSplit.of(jacobian, spectrum, labels);
            double before = 0;
            for (int steps : new int[] {1, 2, 4, 8, 16, 400}) {
                ReachableBound bound = ReachableBound.of(jacobian, labels, spectrum.largestSingularValue(), steps);
                assertThat(bound.reachable()).isLessThanOrEqualTo(split.reachable() * (1 + 1e-12)); // of P by its basis
                assertThat(bound.reachable()).isGreaterThanOrEqualTo(before * (1 - 1e-9)); // less its own rounding
                assertThat(bound.gradientNorm()).isCloseTo(split.gradientNorm(), relative(split.gradientNorm()));
                before = bound.reachable();
            }
            assertThat(before).isGreaterThan(0.99 * split.reachable());
        }
    }

    private static org.assertj.core.data.Offset<Double> relative(double value) {
        return org.assertj.core.api.Assertions.within(1e-12 * value);
    }

    /** x = b with labels of mean b: Dᵀ(x − y) = 0 but for rounding, which must not be taken for something reachable. */
    @Test
    void nothingIsReachableAtAStationaryPoint() {
        Network network = new Network(List.of(new Layer(Matrix.zeros(1, 1), new double[] {0.1}, new Identity())));
        Matrix inputs = Matrix.ofRows(new double[] {1, -1, 1, -1});
        Matrix labels = Matrix.ofRows(new double[] {1.1, 1.1, -0.9, -0.9});
        TrainingJacobian jacobian = TrainingJacobian.of(network, inputs);
        ReachableBound bound = ReachableBound.of(jacobian, labels, 2, 50); // D has the columns ±1 and 1: ‖D‖ = 2
        assertThat(bound.cost()).isCloseTo(0.5, relative(1));
        assertThat(bound.reachable()).isLessThan(1e-28);
    }

    @Test
    void zeroLossHasNothingToReach() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 5, 2, 3, 2);
        ReachableBound bound = ReachableBound.of(jacobian, jacobian.outputs(), 1, 50);
        assertThat(bound.reachable()).isZero();
        assertThat(bound.settled()).isTrue();
    }

    @Test
    void labelsThatAreNotFiniteAreRefused() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 5, 2, 3, 2);
        assertThatThrownBy(() -> ReachableBound.of(jacobian, jacobian.outputs().map(x -> Double.NaN), 1, 50))
                .hasMessageContaining("expected finite ones");
    }
}
