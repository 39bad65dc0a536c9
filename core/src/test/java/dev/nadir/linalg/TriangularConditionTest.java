package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriangularConditionTest {
    private static final int N = 60;

    /** The claim is 5 %; σ_min itself is only known to N ε σ_max, so 1e12 is the last where that stays far below that. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 10, 1e3, 1e6, 1e9, 1e12})
    void bothExtremesAreWithinOnePercent(double kappa) {
        Matrix a = PrescribedSpectrum.matrix(N + 20, N, PrescribedSpectrum.geometric(N, kappa), 3);
        TriangularCondition estimate = TriangularCondition.of(Qr.of(a));
        assertThat(estimate.sigmaMax()).isCloseTo(1, Percentage.withPercentage(1));
        assertThat(estimate.sigmaMin()).isCloseTo(1 / kappa, Percentage.withPercentage(1));
    }

    @Test
    void conditionFourteenIsWithinTheErrorOfAnySingularValue() {
        Matrix a = PrescribedSpectrum.matrix(N, N, PrescribedSpectrum.geometric(N, 1e14), 4);
        Qr qr = Qr.of(a);
        double[] sigma = Svd.valuesOf(qr.r());
        assertThat(TriangularCondition.of(qr).sigmaMin())
                .isCloseTo(sigma[N - 1], within(0.05 * sigma[N - 1] + N * Math.ulp(1.0)));
    }

    @Test
    void gaussianMatricesAreWithinFivePercentToo() {
        for (int seed = 0; seed < 10; seed++) {
            Qr qr = Qr.of(PrescribedSpectrum.gaussian(200, 150, seed));
            double[] sigma = Svd.valuesOf(qr.r());
            TriangularCondition estimate = TriangularCondition.of(qr);
            assertThat(estimate.sigmaMax()).isCloseTo(sigma[0], Percentage.withPercentage(5));
            assertThat(estimate.sigmaMin()).isCloseTo(sigma[149], Percentage.withPercentage(5));
        }
    }

    @Test
    void scaleDoesNotMatter() {
        Matrix a = PrescribedSpectrum.matrix(N, N, PrescribedSpectrum.geometric(N, 1e5), 5);
        for (double scale : new double[] {0x1p-1000, 0x1p-500, 0x1p500, 0x1p1000}) {
            TriangularCondition estimate = TriangularCondition.of(Qr.of(a.map(x -> x * scale)));
            assertThat(estimate.condition()).isCloseTo(1e5, Percentage.withPercentage(1));
        }
    }

    @Test
    void degenerateFactorsHaveStatedAnswers() {
        assertThat(TriangularCondition.of(Qr.of(Matrix.zeros(4, 0))).condition())
                .isEqualTo(1);
        assertThat(TriangularCondition.of(Qr.of(Matrix.zeros(4, 3))).condition())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(TriangularCondition.of(Qr.of(Matrix.column(-3))).sigmaMin()).isCloseTo(3, within(1e-14));
        assertThat(TriangularCondition.of(Qr.of(Matrix.column(Double.NaN))).sigmaMax())
                .isNaN();
    }

    @Test
    void theSameFactorGivesTheSameBits() {
        Qr qr = Qr.of(PrescribedSpectrum.gaussian(40, 30, 9));
        assertThat(TriangularCondition.of(qr)).isEqualTo(TriangularCondition.of(qr));
    }
}
