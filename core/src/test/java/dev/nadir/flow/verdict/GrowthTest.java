package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.flow.FlowSample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-made norms and costs: what counts as sustained growth, on both sides of every condition. */
class GrowthTest {
    private static final double[] TIMES = {1, 10, 100, 1000};
    private static final double[] FALLING = {4, 3, 2, 1};

    private static Growth growth(double[] times, double[] norms, double[] costs, double outward) {
        List<FlowSample> samples = new ArrayList<>();
        for (int k = 0; k < times.length; k++) {
            samples.add(Samples.of(times[k], costs[k], norms[k]));
        }
        return Growth.of(samples, outward);
    }

    /** With θ moving outwards at twice what is asked for. */
    private static boolean sustained(double... norms) {
        return growth(TIMES, norms, FALLING, outward(norms, 2)).sustained();
    }

    /** ⟨θ, θ'⟩ at which ‖θ‖ grows by the share of half the last exponent. */
    private static double outward(double[] norms, double share) {
        double exponent = Math.log10(norms[3] / norms[2]);
        return share * exponent / 2 * norms[3] * norms[3] / TIMES[3];
    }

    @Test
    void exponentsAreThoseOfTheLastThreeDecades() {
        List<Double> found =
                growth(TIMES, new double[] {1, 2, 5, 13}, FALLING, 0).exponents();
        assertThat(found.get(0)).isCloseTo(Math.log10(2), within(4 * Math.ulp(1.0)));
        assertThat(found.get(1)).isCloseTo(Math.log10(2.5), within(4 * Math.ulp(1.0)));
        assertThat(found.get(2)).isCloseTo(Math.log10(2.6), within(4 * Math.ulp(1.0)));
    }

    @Test
    void samplesThatDoNotSpanThreeDecadesTellNothing() {
        double[] norms = {1, 2, 4, 8};
        Growth fromZero = growth(new double[] {0, 10, 100, 1000}, norms, FALLING, 1e9);
        assertThat(fromZero.exponents()).isEmpty();
        assertThat(fromZero.sustained()).isFalse();
        assertThat(fromZero.last()).isNaN();
        assertThat(growth(new double[] {1, 2, 100, 1000}, norms, FALLING, 1e9).exponents())
                .isEmpty();
        assertThat(growth(new double[] {100, 150, 1e4, 1e5}, norms, FALLING, 1e9)
                        .exponents())
                .isEmpty();
        assertThat(growth(new double[] {1, 2.5, 100, 1000}, norms, FALLING, 1e9).exponents())
                .hasSize(3);
    }

    @Test
    void everyDecadeMustGrowAndEveryCostMustFall() {
        double[] norms = {1, 2, 4, 8};
        assertThat(sustained(norms)).isTrue();
        for (int k = 0; k < 3; k++) {
            double[] costs = FALLING.clone();
            costs[k + 1] = costs[k];
            assertThat(growth(TIMES, norms, costs, outward(norms, 2)).sustained())
                    .isFalse();
        }
        assertThat(sustained(2, 2, 4, 8)).isFalse();
        assertThat(sustained(3, 2, 4, 8)).isFalse();
    }

    /** Gains 20, 19, 19 are as good as equal; 100, 50 shrink. */
    @Test
    void theGainMustNotShrink() {
        assertThat(sustained(100, 120, 139, 158)).isTrue();
        assertThat(sustained(100, 200, 250, 320)).isFalse();
        assertThat(sustained(0.1, 0.2, 0.25, 0.32)).isFalse();
    }

    /** Exponents 0.5, 0.6, 0.7 are no exponential; 0.5, 0.7, 0.7 may be the way out of a saddle. */
    @Test
    void theExponentsMustNotRiseNorExceedOne() {
        assertThat(sustained(1, Math.pow(10, 0.5), Math.pow(10, 1.1), Math.pow(10, 1.8)))
                .isTrue();
        assertThat(sustained(1, Math.pow(10, 0.5), Math.pow(10, 1.2), Math.pow(10, 1.9)))
                .isFalse();
        assertThat(sustained(1, 10, 100, 1000)).isTrue();
        assertThat(sustained(1, 10, 100, 1001)).isFalse();
    }

    @Test
    void theStateMustStillMoveOutwardsAtHalfTheExponent() {
        double[] norms = {2, 4, 8, 16};
        assertThat(growth(TIMES, norms, FALLING, outward(norms, 1.01)).sustained())
                .isTrue();
        assertThat(growth(TIMES, norms, FALLING, outward(norms, 0.99)).sustained())
                .isFalse();
        double[] linear = {1, 10, 100, 1000};
        assertThat(growth(TIMES, linear, FALLING, 500).sustained()).isTrue(); // at exactly half: 500 · 1000 = 1000²/2
    }
}
