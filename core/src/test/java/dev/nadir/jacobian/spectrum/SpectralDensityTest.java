package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SpectralDensityTest {
    private static double[] diagonal(double[] v, IntToDoubleFunction entries) {
        double[] product = new double[v.length];
        Arrays.setAll(product, i -> entries.applyAsDouble(i) * v[i]);
        return product;
    }

    /** 100 eigenvalues 1 and 300 eigenvalues 4: two steps are exact, shares are 1/4 and 3/4, the trace is 1,300. */
    @Test
    void twoClustersHaveTheirShares() {
        SpectralDensity density =
                SpectralDensity.of(v -> diagonal(v, i -> i < 100 ? 1 : 4), 400, new SpectralDensity.Effort(20, 50, 3));
        assertThat(density.smallest()).isCloseTo(1, within(1e-13));
        assertThat(density.largest()).isCloseTo(4, within(1e-13));
        assertThat(density.residual()).isLessThan(1e-12);
        // ⟨z, e⟩² of a random unit vector has relative variance about 2/n: 0.03 for each, 0.007 for twenty
        assertThat(density.share(0.5, 2).value()).isCloseTo(0.25, within(0.03));
        assertThat(density.share(2, 5).value()).isCloseTo(0.75, within(0.03));
        assertThat(density.share(0.5, 2).error()).isBetween(0.001, 0.02);
        assertThat(density.trace().value())
                .isCloseTo(1300, within(5 * density.trace().error()));
    }

    /** Few steps for many eigenvalues: the ends are bounds from inside, and an eigenvalue lies within the residual. */
    @Test
    void endsAreBoundsHoweverFewSteps() {
        for (int steps = 1; steps <= 12; steps++) {
            SpectralDensity density =
                    SpectralDensity.of(v -> diagonal(v, i -> i + 1), 300, new SpectralDensity.Effort(3, steps, steps));
            assertThat(density.smallest()).isGreaterThanOrEqualTo(1);
            assertThat(density.largest()).isLessThanOrEqualTo(300 * (1 + 1e-14));
            double nearest = Math.rint(density.largest());
            assertThat(Math.abs(density.largest() - nearest)).isLessThanOrEqualTo(Math.min(0.5, density.residual()));
        }
    }

    @Test
    void sharesOfATangentKernelAreThoseOfItsEigenvalues() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 60, 2, 6, 3);
        double[] eigenvalues = EmpiricalNtk.of(jacobian).eigenvalues();
        SpectralDensity density =
                SpectralDensity.of(jacobian::kernelTimes, jacobian.rows(), new SpectralDensity.Effort(20, 100, 1));
        double largest = eigenvalues[eigenvalues.length - 1];
        assertThat(density.largest()).isCloseTo(largest, within(1e-12 * largest));
        for (double share : new double[] {1e-6, 1e-4, 1e-2, 0.1}) {
            double cut = share * largest;
            double above = Arrays.stream(eigenvalues).filter(x -> x > cut).count() / (double) eigenvalues.length;
            SpectralDensity.Estimate estimate = density.share(cut, Double.POSITIVE_INFINITY);
            assertThat(estimate.value()).isCloseTo(above, within(5 * estimate.error() + 1.0 / jacobian.rows()));
        }
        double trace = Arrays.stream(eigenvalues).sum();
        assertThat(density.trace().value())
                .isCloseTo(trace, within(5 * density.trace().error()));
    }

    @Test
    void zeroAndWhatIsNotFinite() {
        SpectralDensity zero = SpectralDensity.of(v -> new double[v.length], 7, new SpectralDensity.Effort(2, 5, 1));
        assertThat(zero.largest()).isZero();
        assertThat(zero.trace().value()).isZero();
        assertThatThrownBy(() ->
                        SpectralDensity.of(v -> diagonal(v, i -> Double.NaN), 7, new SpectralDensity.Effort(2, 5, 1)))
                .hasMessageContaining("not finite");
    }
}
