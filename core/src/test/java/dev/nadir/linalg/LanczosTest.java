package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanczosTest {
    private static final int N = 40;
    /** Rounding of products with a matrix of norm 1 and of its eigenvalues: a few n ε. */
    private static final double ROUNDING = 8 * N * Math.ulp(1.0);

    private static UnaryOperator<double[]> operator(Matrix a) {
        return v -> Products.times(a, v);
    }

    private static double[] indefinite() {
        double[] values = new double[N];
        Arrays.setAll(values, k -> Math.cos(Math.PI * (k + 0.5) / N)); // Chebyshev points, -1 … 1
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 13, 39})
    void everyRitzValueHasAnEigenvalueWithinItsResidual(int steps) {
        double[] spectrum = indefinite();
        Lanczos process = Lanczos.random(operator(PrescribedSpectrum.symmetric(spectrum, 1)), N, steps, 7);
        while (process.step()) {}
        Lanczos.Ritz ritz = process.ritz();
        assertThat(process.steps()).isEqualTo(steps);
        for (int k = 0; k < steps; k++) {
            double theta = ritz.values()[k];
            double nearest = Arrays.stream(spectrum)
                    .map(lambda -> Math.abs(lambda - theta))
                    .min()
                    .orElseThrow();
            assertThat(nearest).isLessThanOrEqualTo(ritz.residuals()[k] + ROUNDING);
        }
    }

    @Test
    void ritzVectorsAreEigenvectorsOnceTheSpaceIsWhole() {
        Matrix a = PrescribedSpectrum.symmetric(indefinite(), 2);
        Lanczos process = Lanczos.random(operator(a), N, N, 7);
        while (process.step()) {}
        Matrix vectors = Products.times(process.basis(), process.ritz().coordinates());
        Matrix scaled = Products.times(a, vectors);
        for (int k = 0; k < N; k++) {
            double value = process.ritz().values()[k];
            for (int i = 0; i < N; i++) {
                assertThat(scaled.get(i, k)).isCloseTo(value * vectors.get(i, k), within(ROUNDING));
            }
        }
    }

    @Test
    void theProcessEndsInAnInvariantSubspace() {
        Matrix a = PrescribedSpectrum.symmetric(PrescribedSpectrum.step(N, 3), 3); // eigenvalues 0 and 1
        Lanczos process = Lanczos.random(operator(a), N, N, 7);
        while (process.step()) {}
        assertThat(process.steps()).isEqualTo(2);
        assertThat(process.ritz().values()[0]).isCloseTo(0, within(ROUNDING));
        assertThat(process.ritz().values()[1]).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void aZeroStartMakesNoStep() {
        Lanczos process = new Lanczos(v -> v, new double[N], 5);
        assertThat(process.step()).isFalse();
        assertThat(process.ritz().values()).isEmpty();
    }

    /** Two equal rows make an eigenvalue 0 exactly; what comes out is rounding, and the error says so. */
    @Test
    void theErrorOfAZeroEigenvalueCoversIt() {
        for (long seed = 1; seed <= 20; seed++) {
            Matrix rows = PrescribedSpectrum.gaussian(N, 60, seed);
            for (int j = 0; j < 60; j++) {
                rows.data()[1 + j * N] = rows.get(0, j);
            }
            ExtremeEigenvalues found = ExtremeEigenvalues.of(operator(Products.outerGram(rows)), N, 1e-9, N);
            assertThat(Math.abs(found.smallest())).isLessThanOrEqualTo(found.smallestError());
            assertThat(found.smallestError()).isLessThan(1e-12 * found.largest()); // 8 √40 ε and no more
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void anOperatorThatIsNotFiniteIsRefused(double poison) {
        UnaryOperator<double[]> broken = v -> {
            double[] w = v.clone();
            w[3] += poison;
            return w;
        };
        assertThatThrownBy(() -> ExtremeEigenvalues.of(broken, N, 1e-9, N))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("product 1");
    }

    @Test
    void aStartThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> new Lanczos(v -> v, new double[] {1, Double.NaN}, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
