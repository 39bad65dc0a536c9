package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class PivotedQrTest {
    private static final double EPS = Math.ulp(1.0);

    @Test
    void gramOfRIsTheGramOfThePermutedMatrix() {
        for (int[] shape : new int[][] {{30, 12}, {12, 30}, {12, 12}, {1, 1}, {1, 5}, {5, 1}}) {
            Matrix a = PrescribedSpectrum.gaussian(shape[0], shape[1], 1);
            PivotedQr qr = PivotedQr.of(a);
            Matrix permuted = a.selectColumns(qr.permutation());
            double norm = a.frobeniusNorm();
            assertThat(Products.gram(qr.r()).minus(Products.gram(permuted)).frobeniusNorm())
                    .isLessThan(30 * EPS * norm * norm);
        }
    }

    @Test
    void diagonalShowsThePrescribedRank() {
        for (int rank : new int[] {0, 1, 7, 19, 20}) {
            Matrix a = PrescribedSpectrum.matrix(35, 20, PrescribedSpectrum.step(20, rank), 2);
            RankReport report = PivotedQr.of(a).rankReport();
            assertThat(report.rank()).isEqualTo(rank);
            assertThat(report.decided()).isTrue();
            assertThat(report.full()).isEqualTo(rank == 20);
        }
    }

    /** The least-norm solution is B A⁺, here from the singular value decomposition cut at the rank. */
    @Test
    void rankDeficientSolutionIsThePseudoinverse() {
        for (int[] shape : new int[][] {{30, 12}, {12, 30}, {12, 12}}) {
            int k = 12;
            int rank = 7;
            Matrix a = PrescribedSpectrum.matrix(shape[0], shape[1], PrescribedSpectrum.step(k, rank), 3);
            Matrix b = PrescribedSpectrum.gaussian(4, shape[1], 4);
            PivotedQr.RightSolution solution = PivotedQr.of(a).leastNormRight(b);
            Matrix expected = Products.timesTransposed(b, a); // A⁺ = Aᵀ where all σ are 1 or 0
            double tolerance = 100 * EPS * b.frobeniusNorm();
            assertThat(solution.rank()).isEqualTo(rank);
            assertThat(solution.weight().minus(expected).frobeniusNorm()).isLessThan(tolerance);
            double residual = Products.times(expected, a).minus(b).frobeniusNorm();
            assertThat(solution.residual()).isCloseTo(residual, within(tolerance));
        }
    }

    @Test
    void fullRankSolutionAgreesWithQr() {
        Matrix a = PrescribedSpectrum.gaussian(40, 25, 5);
        Matrix b = PrescribedSpectrum.gaussian(3, 25, 6);
        Matrix expected = Qr.of(a).leastNormRight(b);
        PivotedQr.RightSolution solution = PivotedQr.of(a).leastNormRight(b);
        double kappa = TriangularCondition.of(Qr.of(a)).condition();
        assertThat(solution.weight().minus(expected).frobeniusNorm())
                .isLessThan(40 * EPS * kappa * expected.frobeniusNorm());
        assertThat(solution.residual()).isLessThan(40 * EPS * kappa * b.frobeniusNorm());
    }

    @Test
    void emptyAndZeroMatricesHaveRankZeroAndTheZeroSolution() {
        for (int[] shape : new int[][] {{0, 0}, {0, 3}, {3, 0}, {3, 3}}) {
            PivotedQr qr = PivotedQr.of(Matrix.zeros(shape[0], shape[1]));
            Matrix b = Matrix.zeros(2, shape[1]).map(zero -> 1);
            PivotedQr.RightSolution solution = qr.leastNormRight(b);
            assertThat(solution.rank()).isZero();
            assertThat(solution.weight()).isEqualTo(Matrix.zeros(2, shape[0]));
            assertThat(solution.residual()).isCloseTo(b.frobeniusNorm(), within(4 * EPS));
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> PivotedQr.of(Matrix.column(Double.NaN))).hasMessageContaining("got NaN or infinite");
        assertThatThrownBy(() -> PivotedQr.of(Matrix.zeros(3, 2)).leastNormRight(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("right-hand side: got 1 x 3, expected 1 x 2");
    }
}
