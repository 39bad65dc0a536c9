package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Svd, SymmetricEigen and Cholesky on matrices with prescribed spectrum. */
class SpectralTest {
    private static final double EPS = Math.ulp(1.0);
    private static final int N = 30;

    /** Weyl: forming A and dgesdd each move σ by a modest multiple of N ε σ_max. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e4, 1e8, 1e14})
    void singularValuesAreThePrescribedOnes(double kappa) {
        double[] s = PrescribedSpectrum.geometric(N, kappa);
        for (int[] shape : new int[][] {{N, N}, {N + 25, N}, {N, N + 25}}) {
            Matrix a = PrescribedSpectrum.matrix(shape[0], shape[1], s, 1);
            Svd svd = Svd.of(a);
            assertThat(svd.values()).containsExactly(s, within(10 * N * EPS));
            assertThat(Svd.valuesOf(a)).containsExactly(s, within(10 * N * EPS));
            Matrix us = svd.left().copy();
            IntStream.range(0, us.data().length).forEach(i -> us.data()[i] *= svd.values()[i / us.rows()]);
            Matrix again = Products.times(us, svd.rightTransposed());
            assertThat(again.minus(a).frobeniusNorm()).isLessThan(10 * N * EPS);
            assertOrthonormal(svd.left());
            assertOrthonormal(svd.rightTransposed().transpose());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-900, 1, 0x1p900})
    void scaleOfTheMatrixIsTheScaleOfItsValues(double scale) {
        double[] s = PrescribedSpectrum.geometric(N, 1e3);
        Matrix a = PrescribedSpectrum.matrix(N, N, s, 2).map(x -> x * scale);
        double[] relative =
                java.util.Arrays.stream(Svd.valuesOf(a)).map(x -> x / scale).toArray();
        assertThat(relative).containsExactly(s, within(10 * N * EPS));
        Matrix b = PrescribedSpectrum.symmetric(s, 2).map(x -> x * scale);
        double[] largest = java.util.Arrays.stream(SymmetricEigen.valuesOf(b))
                .map(x -> x / scale)
                .toArray();
        assertThat(largest[N - 1]).isCloseTo(1, within(10 * N * EPS));
    }

    @Test
    void eigenvaluesAscendAndReproduceTheMatrix() {
        double[] values = IntStream.range(0, N).mapToDouble(i -> i - 10.5).toArray();
        Matrix a = PrescribedSpectrum.symmetric(values, 3);
        SymmetricEigen eigen = SymmetricEigen.of(a);
        assertThat(eigen.values()).containsExactly(values, within(10 * N * EPS * 20));
        assertThat(SymmetricEigen.valuesOf(a)).containsExactly(values, within(10 * N * EPS * 20));
        assertOrthonormal(eigen.vectors());
        Matrix product = Products.times(a, eigen.vectors());
        for (int j = 0; j < N; j++) {
            for (int i = 0; i < N; i++) {
                assertThat(product.get(i, j))
                        .isCloseTo(eigen.values()[j] * eigen.vectors().get(i, j), within(10 * N * EPS * 20));
            }
        }
    }

    /** Solving through L Lᵀ loses at most a modest multiple of N ε κ. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e5, 1e10})
    void choleskyReproducesAndSolves(double kappa) {
        Matrix a = PrescribedSpectrum.symmetric(PrescribedSpectrum.geometric(N, kappa), 4);
        Cholesky cholesky = Cholesky.of(a).orElseThrow();
        assertThat(Products.outerGram(cholesky.lower()).minus(a).frobeniusNorm())
                .isLessThan(N * EPS);
        Matrix x = PrescribedSpectrum.gaussian(N, 3, 5);
        Matrix solved = cholesky.solve(Products.times(a, x));
        assertThat(solved.minus(x).frobeniusNorm()).isLessThan(10 * N * EPS * kappa * x.frobeniusNorm());
    }

    @Test
    void choleskyIsEmptyWhereTheMatrixIsNotPositiveDefinite() {
        assertThat(Cholesky.of(Matrix.zeros(3, 3))).isEmpty();
        assertThat(Cholesky.of(Matrix.column(-1))).isEmpty();
        assertThat(Cholesky.of(Matrix.column(Double.NaN))).isEmpty();
        assertThat(Cholesky.of(Matrix.ofRows(new double[] {1, 2}, new double[] {2, 1})))
                .isEmpty();
        assertThat(Cholesky.of(Matrix.zeros(0, 0)).orElseThrow().lower().rows()).isZero();
        assertThat(Cholesky.of(Matrix.column(4)).orElseThrow().lower().get(0, 0))
                .isEqualTo(2);
    }

    @Test
    void emptyOneByOneAndZeroMatrices() {
        assertThat(Svd.valuesOf(Matrix.zeros(0, 3))).isEmpty();
        assertThat(Svd.of(Matrix.zeros(3, 0)).left()).isEqualTo(Matrix.zeros(3, 0));
        assertThat(Svd.of(Matrix.column(-2)).values()).containsExactly(2);
        assertThat(Svd.valuesOf(Matrix.zeros(4, 3))).containsExactly(0, 0, 0);
        assertThat(SymmetricEigen.of(Matrix.zeros(0, 0)).values()).isEmpty();
        assertThat(SymmetricEigen.of(Matrix.column(-2)).values()).containsExactly(-2);
        assertThat(SymmetricEigen.valuesOf(Matrix.zeros(3, 3))).containsExactly(0, 0, 0);
    }

    @Test
    void mistakesAreNamed() {
        Matrix nan = Matrix.column(Double.NaN);
        assertThatThrownBy(() -> Svd.of(nan)).hasMessageContaining("got NaN or infinite entries");
        assertThatThrownBy(() -> Svd.valuesOf(nan)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SymmetricEigen.of(nan)).hasMessageContaining("got NaN or infinite entries");
        assertThatThrownBy(() -> SymmetricEigen.valuesOf(Matrix.zeros(2, 3)))
                .hasMessage("symmetric matrix: got 2 x 3, expected 2 x 2");
        assertThatThrownBy(() -> Cholesky.of(Matrix.zeros(2, 3)))
                .hasMessage("symmetric matrix: got 2 x 3, expected 2 x 2");
        assertThatThrownBy(() -> Cholesky.of(Matrix.identity(2)).orElseThrow().solve(Matrix.zeros(3, 1)))
                .hasMessage("right-hand side: got 3 x 1, expected 2 x 1");
    }

    private static void assertOrthonormal(Matrix q) {
        Matrix gram = Products.gram(q);
        assertThat(gram.minus(Matrix.identity(q.columns())).frobeniusNorm()).isLessThan(10 * N * EPS);
    }
}
