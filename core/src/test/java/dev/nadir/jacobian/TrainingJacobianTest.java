package dev.nadir.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class TrainingJacobianTest {
    private static final double EPS = Math.ulp(1.0);

    static List<JacobianCase> cases() {
        return JacobianCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void denseMatrixAgreesWithTheOracle(JacobianCase golden) {
        Matrix dense = golden.operator().dense();
        // a chain of at most 3 products of size at most 6: 64 ε of the largest entry
        assertThat(dense.minus(golden.jacobian()).maxAbs())
                .isLessThanOrEqualTo(64 * EPS * golden.jacobian().maxAbs());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void productsAgreeWithTheOracleAndAreAdjoint(JacobianCase golden) {
        TrainingJacobian jacobian = golden.operator();
        double[] v = RandomCase.vector(jacobian.columns(), 3);
        double[] u = RandomCase.vector(jacobian.rows(), 4);
        double scale = 200 * EPS * golden.jacobian().frobeniusNorm() * 10;
        assertClose(jacobian.times(v), Products.times(golden.jacobian(), v), scale);
        assertClose(jacobian.transposedTimes(u), Products.transposedTimes(golden.jacobian(), u), scale);
        assertThat(dot(jacobian.times(v), u)).isCloseTo(dot(v, jacobian.transposedTimes(u)), within(scale * 10));
    }

    @Test
    void restrictionKeepsTheColumnsOfTheChosenLayers() {
        TrainingJacobian all = RandomCase.jacobian(new Tanh(), 5, 4, 6, 3, 2);
        TrainingJacobian some = all.restrictedTo(LayerSelection.only(3, 1, 3));
        Matrix dense = all.dense();
        int first = 4 * 6 + 6;
        int second = 6 * 3 + 3;
        Matrix expected = Matrix.zeros(10, first + 8);
        System.arraycopy(dense.data(), 0, expected.data(), 0, 10 * first);
        System.arraycopy(dense.data(), 10 * (first + second), expected.data(), 10 * first, 80);
        assertThat(some.dense()).isEqualTo(expected);
        assertThat(some.columns()).isEqualTo(first + 8);
        double[] v = RandomCase.vector(some.columns(), 5);
        double[] u = RandomCase.vector(some.rows(), 6);
        assertClose(some.times(v), Products.times(expected, v), 1e-13);
        assertClose(some.transposedTimes(u), Products.transposedTimes(expected, u), 1e-13);
    }

    @Test
    void formula15HoldsForTwoLayers() {
        // [CM] (15): D = [ (W_2 σ'(z))ᵀ ⊗̄ (x; 1)ᵀ | 1_Q ⊗̄ (σ(z); 1)ᵀ ], here for Q = 1 written out entry by entry
        Network network = RandomCase.network(new Tanh(), 1, 3, 4, 1);
        Matrix x = RandomCase.gaussian(3, 5, 2);
        Matrix dense = TrainingJacobian.of(network, x).dense();
        Matrix z = network.forward(x).preActivations().get(0);
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < 4; k++) {
                double slope = network.layers().get(1).weight().get(0, k) * new Tanh().derivative(z.get(k, i));
                assertThat(dense.get(i, 2 * 4 + k)).isCloseTo(slope * x.get(2, i), within(1e-15));
                assertThat(dense.get(i, 12 + k)).isCloseTo(slope, within(1e-15));
                assertThat(dense.get(i, 16 + k)).isCloseTo(Math.tanh(z.get(k, i)), within(1e-15));
            }
            assertThat(dense.get(i, 20)).isEqualTo(1);
        }
    }

    @Test
    void frozenNetworkHasNoColumns() {
        TrainingJacobian none = RandomCase.jacobian(new Relu(), 3, 2, 2, 1).restrictedTo(LayerSelection.only(2));
        assertThat(none.columns()).isZero();
        assertThat(none.times(new double[0])).containsOnly(0.0);
        assertThat(JacobianSpectrum.of(none).rank().rank()).isZero();
    }

    @Test
    void wrongLengthsAndOverflowAreRefused() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Relu(), 3, 2, 2, 1);
        assertThatThrownBy(() -> jacobian.times(new double[2])).hasMessageContaining("expected K = 9");
        assertThatThrownBy(() -> jacobian.transposedTimes(new double[2])).hasMessageContaining("expected QN = 3");
        Network overflowing = new Network(List.of(
                new Layer(Matrix.column(1000), new double[] {0}, new Exp()),
                new Layer(Matrix.column(1), new double[] {0}, new Identity())));
        assertThatThrownBy(() -> TrainingJacobian.of(overflowing, Matrix.column(1)))
                .hasMessageContaining("outputs");
        assertThatThrownBy(() -> TrainingJacobian.of(overflowing, Matrix.zeros(1, 0)))
                .hasMessageContaining("no sample");
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(actual).containsExactly(expected, within(tolerance));
    }
}
