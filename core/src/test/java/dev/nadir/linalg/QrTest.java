package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QrTest {
    private static final double EPS = Math.ulp(1.0);

    private static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    @Test
    void factorsReproduceTheMatrix() {
        Matrix a = gaussian(40, 25, 1);
        Qr qr = Qr.of(a);
        Matrix product = Products.times(qr.thinQ(), qr.r());
        assertThat(product.minus(a).frobeniusNorm()).isLessThan(25 * EPS * a.frobeniusNorm());
    }

    @Test
    void leastNormSolutionSolvesAndIsOrthogonalToTheKernel() {
        Matrix a = gaussian(40, 25, 2);
        Matrix b = gaussian(3, 25, 3);
        Matrix w = Qr.of(a).leastNormRight(b);
        double scale = w.frobeniusNorm() * a.frobeniusNorm();
        assertThat(Products.times(w, a).minus(b).frobeniusNorm()).isLessThan(40 * EPS * scale);
        Matrix q = Qr.of(a).thinQ();
        Matrix projected = Products.timesTransposed(Products.times(w, q), q);
        assertThat(projected.minus(w).frobeniusNorm()).isLessThan(40 * EPS * w.frobeniusNorm());
    }

    @Test
    void emptyOneByOneAndZeroMatricesAreFactorized() {
        Qr empty = Qr.of(Matrix.zeros(4, 0));
        assertThat(empty.r()).isEqualTo(Matrix.zeros(0, 0));
        assertThat(empty.thinQ()).isEqualTo(Matrix.zeros(4, 0));
        assertThat(empty.leastNormRight(Matrix.zeros(2, 0))).isEqualTo(Matrix.zeros(2, 4));
        assertThat(empty.reciprocalConditionOne()).isEqualTo(1);
        assertThat(Qr.of(Matrix.column(-3)).leastNormRight(Matrix.column(6)).get(0, 0))
                .isCloseTo(-2, within(2 * EPS));
        assertThat(Qr.of(Matrix.zeros(3, 2)).r()).isEqualTo(Matrix.zeros(2, 2));
        assertThat(Qr.of(Matrix.zeros(3, 2)).reciprocalConditionOne()).isZero();
    }

    @Test
    void fullQPreservesLengths() {
        Matrix b = gaussian(40, 6, 4);
        Matrix rotated = Qr.of(gaussian(40, 25, 5)).transposedTimes(b);
        assertThat(rotated.frobeniusNorm()).isCloseTo(b.frobeniusNorm(), within(40 * EPS * b.frobeniusNorm()));
        assertThat(Products.gram(rotated).minus(Products.gram(b)).frobeniusNorm())
                .isLessThan(40 * EPS * b.frobeniusNorm() * b.frobeniusNorm());
    }

    @Test
    void scaleOfTheMatrixDividesTheSolution() {
        Matrix a = PrescribedSpectrum.matrix(30, 20, PrescribedSpectrum.geometric(20, 100), 6);
        Matrix b = gaussian(2, 20, 7);
        Matrix expected = Qr.of(a).leastNormRight(b);
        for (double scale : new double[] {0x1p-900, 0x1p900}) {
            Matrix w = Qr.of(a.map(x -> x * scale)).leastNormRight(b).map(x -> x * scale);
            assertThat(w.minus(expected).frobeniusNorm()).isLessThan(100 * 30 * EPS * expected.frobeniusNorm());
        }
    }

    @Test
    void notANumberIsNotSwallowed() {
        Matrix a = gaussian(5, 3, 8);
        a.data()[7] = Double.NaN;
        assertThat(Qr.of(a).leastNormRight(gaussian(1, 3, 9)).isFinite()).isFalse();
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> Qr.of(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("QR: got 2 x 3, expected at least as many rows as columns");
        Qr qr = Qr.of(gaussian(4, 2, 10));
        assertThatThrownBy(() -> qr.leastNormRight(Matrix.zeros(1, 4)))
                .hasMessage("right-hand side: got 1 x 4, expected 1 x 2");
        assertThatThrownBy(() -> qr.transposedTimes(Matrix.zeros(2, 1)))
                .hasMessage("right-hand side: got 2 x 1, expected 4 x 1");
    }
}
