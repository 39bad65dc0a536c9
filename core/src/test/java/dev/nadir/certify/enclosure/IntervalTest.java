package dev.nadir.certify.enclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nadir.certify.HighPrecision;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every operation on points, whose exact result is known without rounding or to fifty digits. */
class IntervalTest {
    private final SplittableRandom random = new SplittableRandom(6);

    private double some() {
        return Math.scalb(2 * random.nextDouble() - 1, random.nextInt(40) - 20);
    }

    private static void assertHolds(Interval interval, BigDecimal truth) {
        assertThat(new BigDecimal(interval.low())).isLessThanOrEqualTo(truth);
        assertThat(new BigDecimal(interval.high())).isGreaterThanOrEqualTo(truth);
    }

    @Test
    void sumsAndProductsHoldTheExactResult() {
        for (int trial = 0; trial < 1000; trial++) {
            Interval a = Interval.of(some());
            Interval b = Interval.of(some());
            BigDecimal exactA = new BigDecimal(a.low());
            BigDecimal exactB = new BigDecimal(b.low());
            assertHolds(a.plus(b), exactA.add(exactB));
            assertHolds(a.minus(b), exactA.subtract(exactB));
            assertHolds(a.times(b), exactA.multiply(exactB));
            assertThat(a.times(b).radius()).isLessThanOrEqualTo(2 * Math.ulp(a.low() * b.low()));
        }
    }

    /** What is exact stays a point; a product whose error no double holds does not. */
    @Test
    void pointsStayPointsWhereNothingIsRounded() {
        assertThat(Interval.of(0.1).plus(Interval.of(0))).isEqualTo(Interval.of(0.1));
        assertThat(Interval.of(3).times(0.25)).isEqualTo(Interval.of(0.75));
        Interval small = Interval.of(1.1e-160).times(1.3e-160);
        assertHolds(small, new BigDecimal(1.1e-160).multiply(new BigDecimal(1.3e-160)));
        assertThat(small.low()).isLessThan(small.high());
    }

    @Test
    void quotientsHoldTheExactResult() {
        for (int trial = 0; trial < 1000; trial++) {
            double a = some();
            double b = Math.abs(some());
            Interval quotient = Interval.of(a).over(Interval.of(b));
            BigDecimal divisor = new BigDecimal(b); // low b ≤ a ≤ high b
            assertThat(new BigDecimal(quotient.low()).multiply(divisor)).isLessThanOrEqualTo(new BigDecimal(a));
            assertThat(new BigDecimal(quotient.high()).multiply(divisor)).isGreaterThanOrEqualTo(new BigDecimal(a));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.of(1).over(new Interval(0, 1)))
                .withMessageContaining("expected positive numbers");
    }

    @Test
    void exponentialsAndTangentsHoldTheExactResult() {
        for (int trial = 0; trial < 300; trial++) {
            double z = 8 * random.nextDouble() - 4;
            assertHolds(Interval.of(z).exp(), HighPrecision.exp(new BigDecimal(z)));
            assertHolds(Interval.of(z).tanh(), HighPrecision.tanh(new BigDecimal(z)));
        }
    }

    @Test
    void boxesReachAsFarAsTheirRadius() {
        for (int trial = 0; trial < 1000; trial++) {
            double centre = some();
            double radius = Math.abs(some());
            Interval box = Interval.around(centre, radius);
            BigDecimal exact = new BigDecimal(radius);
            assertHolds(box, new BigDecimal(centre).add(exact));
            assertHolds(box, new BigDecimal(centre).subtract(exact));
            BigDecimal width = new BigDecimal(box.high()).subtract(new BigDecimal(box.low()));
            assertThat(new BigDecimal(box.radius()).multiply(BigDecimal.valueOf(2)))
                    .isGreaterThanOrEqualTo(width);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.of(Double.NaN));
    }
}
