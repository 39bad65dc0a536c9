package dev.nadir.certify.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Against decimal arithmetic without rounding: never below the exact result, and at most two units above. */
class UpwardTest {
    private static final BigDecimal TWO_UNITS = new BigDecimal(1 + 4 * Upward.UNIT);

    private final SplittableRandom random = new SplittableRandom(4);

    private double some() {
        return Math.scalb(random.nextDouble(), random.nextInt(60) - 30);
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    private static void assertJustAbove(double bound, BigDecimal truth) {
        assertThat(exact(bound)).isBetween(truth, truth.multiply(TWO_UNITS));
    }

    @Test
    void sumsAndProductsAndQuotientsAndRootsAreNeverBelow() {
        for (int trial = 0; trial < 1000; trial++) {
            double a = some();
            double b = some();
            assertJustAbove(Upward.plus(a, b), exact(a).add(exact(b)));
            assertJustAbove(Upward.times(a, b), exact(a).multiply(exact(b)));
            // a ≤ q b instead of a/b ≤ q, and a ≤ r² instead of √a ≤ r
            assertThat(exact(Upward.over(a, b)).multiply(exact(b))).isBetween(exact(a), exact(a).multiply(TWO_UNITS));
            assertThat(exact(Upward.root(a)).pow(2))
                    .isBetween(exact(a), exact(a).multiply(TWO_UNITS).multiply(TWO_UNITS));
        }
    }

    @Test
    void nothingStaysNothingAndWhatVanishesDoesNot() {
        assertThat(Upward.plus(0, 0.1)).isEqualTo(0.1);
        assertThat(Upward.times(0, 3)).isZero();
        assertThat(Upward.over(0, 3)).isZero();
        assertThat(Upward.root(0)).isZero();
        assertThat(Upward.times(1e-200, 1e-200)).isPositive();
        assertThat(Upward.over(1e-300, 1e300)).isPositive();
        assertThat(Upward.plus(Double.NaN, 1)).isNaN();
        assertThat(Upward.times(Double.NaN, 1)).isNaN();
    }

    /** γ_n = n u/(1 − n u): n u ≤ γ (1 − n u) without rounding. */
    @Test
    void gammaIsNotBelowItsFormula() {
        for (int power = 0; power < 52; power++) {
            for (int trial = 0; trial < 20; trial++) {
                long n = (1L << power) + random.nextLong(1L << power);
                BigDecimal nu = exact(n).multiply(exact(Upward.UNIT));
                double gamma = Upward.gamma(n);
                if (nu.doubleValue() < 0.5) {
                    BigDecimal times = exact(gamma).multiply(BigDecimal.ONE.subtract(nu));
                    assertThat(times).isBetween(nu, nu.multiply(TWO_UNITS).multiply(TWO_UNITS));
                }
            }
        }
        assertThat(Upward.gamma(1L << 52)).isInfinite();
        assertThat(Upward.gamma(0)).isZero();
    }

    /** 1 and many squares of 0.9 · 2⁻⁵³, none of which changes the sum of doubles. */
    @Test
    void normsHoldWhatTheSumOfSquaresLoses() {
        for (int count : new int[] {10, 1000, 30_000}) {
            double[] values = new double[count];
            Arrays.fill(values, Math.sqrt(0.9) * 0x1p-26 * Math.sqrt(0.5));
            values[0] = 1;
            assertNorm(values);
        }
        for (int trial = 0; trial < 50; trial++) {
            double scale = Math.scalb(1.0, random.nextInt(2000) - 1000);
            double[] values = DoubleStream.generate(() -> random.nextGaussian() * scale)
                    .limit(1 + trial)
                    .toArray();
            assertNorm(values);
        }
    }

    private static void assertNorm(double[] values) {
        BigDecimal squares =
                Arrays.stream(values).mapToObj(v -> exact(v).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal bound = exact(Upward.norm(values)).pow(2);
        assertThat(bound).isGreaterThanOrEqualTo(squares.multiply(new BigDecimal(1 + 8 * Upward.UNIT)));
        // 2 (n + 8) units in the squares, and some for the root
        BigDecimal room = new BigDecimal(1 + (4.0 * values.length + 64) * Upward.UNIT);
        assertThat(bound).isLessThanOrEqualTo(squares.multiply(room, MathContext.DECIMAL128));
    }

    @Test
    void sumsOfManyAreNotBelow() {
        double[] values = DoubleStream.generate(this::some).limit(2000).toArray();
        BigDecimal truth = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(exact(Upward.sum(values))).isGreaterThanOrEqualTo(truth);
    }

    /** Underflow: each entry of a product of matrices may lose that many of the smallest numbers. */
    @Test
    void tinyIsMoreThanAnyOperationFlushes() {
        assertThat(Upward.TINY).isGreaterThan(Double.MIN_NORMAL * 0x1p20);
        assertThat(Upward.norm(new double[] {Double.MIN_VALUE, Double.MIN_VALUE}))
                .isGreaterThan(Double.MIN_VALUE);
    }
}
