package dev.nadir.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected numbers from SciPy 1.17.1: binomtest(…).proportion_ci(method="wilson"), linregress, t.ppf, spearmanr; NumPy quantile. */
class StatisticsTest {
    /** A handful of roundings of numbers of size 1, and what the inverse of Student's distribution is solved to. */
    private static final double ROUNDING = 1e-12;

    private static final double SOLVED = 1e-8;

    @Test
    void wilsonIntervalsAgreeWithSciPy() {
        assertInterval(new Proportion(0, 10), 0, 0.27753279986288926);
        assertInterval(new Proportion(3, 10), 0.10779126740630102, 0.6032218525388546);
        assertInterval(new Proportion(412, 1000), 0.38188731127995784, 0.4427861982134999);
        assertInterval(new Proportion(10, 10), 0.7224672001371109, 1);
    }

    private static void assertInterval(Proportion proportion, double low, double high) {
        assertThat(proportion.low()).isCloseTo(low, within(ROUNDING));
        assertThat(proportion.high()).isCloseTo(high, within(ROUNDING));
    }

    @Test
    void frequenciesOfNothingAreRefused() {
        assertThatThrownBy(() -> new Proportion(0, 0)).hasMessageContaining("0 of 0");
        assertThatThrownBy(() -> new Proportion(4, 3)).hasMessageContaining("4 of 3");
        assertThat(Proportion.of(new double[] {1, Double.NaN, 3}, v -> v > 2)).isEqualTo(new Proportion(1, 3));
    }

    @Test
    void quartilesAgreeWithNumPy() {
        Quartiles quartiles = Quartiles.of(new double[] {7, 1, 3.5, 2, Double.NaN, 9, 4});
        assertThat(quartiles).isEqualTo(new Quartiles(2.375, 3.75, 6.25, 6));
        assertThat(Quartiles.of(new double[] {5}).upper()).isEqualTo(5);
        assertThat(Quartiles.of(new double[0]).median()).isNaN();
    }

    @Test
    void slopesAndTheirBandsAgreeWithSciPy() {
        double[] x = {1, 2, 3, 4, 5, 6.5, 7};
        LineFit fit = LineFit.of(x, new double[] {2.1, 3.9, 6.2, 7.8, 10.1, 12.7, 14.3});
        assertThat(fit.slope()).isCloseTo(1.998108747044917, within(ROUNDING));
        assertThat(fit.intercept()).isCloseTo(0.021985815602837633, within(ROUNDING));
        assertThat(fit.margin()).isCloseTo(0.11232737063346487, within(SOLVED));
        assertThat(fit.at(2)).isCloseTo(0.021985815602837633 + 2 * 1.998108747044917, within(ROUNDING));
    }

    @Test
    void aPowerLawGivesItsExponent() {
        double[] x = {0.01, 0.1, 1, 10};
        double[] y = {3e-6, 3e-3, 3, 3e3};
        assertThat(LineFit.ofPower(x, y).slope()).isCloseTo(3, within(ROUNDING));
        assertThat(LineFit.of(new double[] {1, 2}, new double[] {1, 2}).margin())
                .isNaN();
        assertThatThrownBy(() -> LineFit.of(new double[] {2, 2}, new double[] {1, 3}))
                .hasMessageContaining("2 equal values");
    }

    @Test
    void rankCorrelationAgreesWithSciPyAndTakesTiesAndGaps() {
        double[] x = {1, 2, 2, 3, Double.NaN, 5, 4, 9, 7};
        double[] y = {3, 1, 4, 4, 8, 5, 9, 2, 6};
        assertThat(RankCorrelation.of(x, y)).isCloseTo(0.3313253012048193, within(ROUNDING));
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {4, 4})).isNaN();
    }
}
