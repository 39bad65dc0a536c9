package dev.nadir.certify.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DefinitenessTest {
    private static final Definiteness BLAS = new Definiteness(RoundedProducts.BLAS);

    private final SplittableRandom random = new SplittableRandom(3);

    /** (a, b; b, c) with c just below b²/a: indefinite by its last bit, and yet the factorization often goes through. */
    @Test
    void indefiniteMatricesWhoseFactorizationGoesThroughAreBounded() {
        int through = 0;
        for (int trial = 0; trial < 500; trial++) {
            double a = 1 + random.nextDouble();
            double b = random.nextDouble();
            double c = Math.nextDown(b * b / a);
            double slack = BLAS.slack(Matrix.ofRows(new double[] {a, b}, new double[] {b, c}));
            if (Double.isFinite(slack)) {
                through++;
                BigDecimal shifted = new BigDecimal(a)
                        .add(new BigDecimal(slack))
                        .multiply(new BigDecimal(c).add(new BigDecimal(slack)));
                assertThat(shifted).isGreaterThanOrEqualTo(new BigDecimal(b).pow(2)); // S + δI is semidefinite
            }
        }
        assertThat(through).isGreaterThan(20);
    }

    /** L is whatever LAPACK says: a wrong one costs its distance. */
    @Test
    void aWrongFactorIsNotBelieved() {
        Matrix minus = Matrix.identity(3).map(v -> -v);
        assertThat(BLAS.distance(minus, Matrix.identity(3))).isBetween(2.0, 4.0);
        assertThat(BLAS.slack(minus)).isInfinite();
        assertThat(BLAS.slack(Matrix.identity(2).map(v -> v * Double.NaN))).isInfinite();
    }

    /** S is what the machine takes for L Lᵀ, so nothing is measured, but up to γ_n (L Lᵀ)_ii is there. */
    @Test
    void whatTheProductRoundsIsPartOfTheDistance() {
        int n = 40;
        WorstProducts worst = WorstProducts.raisingTheDiagonal();
        Matrix lower = Matrix.zeros(n, n);
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                lower.data()[i + j * n] = 0.5 + random.nextDouble();
            }
        }
        Matrix taken = worst.outerGram(lower);
        BigDecimal off = BigDecimal.ZERO; // the largest entry of a diagonal matrix is its norm
        for (int i = 0; i < n; i++) {
            BigDecimal exact = BigDecimal.ZERO;
            for (int k = 0; k <= i; k++) {
                exact = exact.add(new BigDecimal(lower.get(i, k)).pow(2));
            }
            off = off.max(new BigDecimal(taken.get(i, i)).subtract(exact).abs());
        }
        assertThat(off.doubleValue()).isGreaterThan(n * Upward.UNIT);
        assertThat(new BigDecimal(new Definiteness(worst).distance(taken, lower)))
                .isGreaterThanOrEqualTo(off);
    }

    /** Squares below the smallest double: the product is 0, the exact one is not. */
    @Test
    void whatUnderflowsIsPartOfTheDistance() {
        int n = 50;
        Matrix lower = Matrix.zeros(n, n);
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                lower.data()[i + j * n] = 1.5e-162;
            }
        }
        assertThat(RoundedProducts.BLAS.outerGram(lower).maxAbs()).isZero();
        BigDecimal last = new BigDecimal(1.5e-162).pow(2).multiply(BigDecimal.valueOf(n));
        assertThat(new BigDecimal(BLAS.distance(Matrix.zeros(n, n), lower))).isGreaterThanOrEqualTo(last);
    }
}
