package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;

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
}
