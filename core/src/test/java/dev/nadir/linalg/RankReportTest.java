package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RankReportTest {
    @Test
    void aValueOnTheCutDoesNotCount() {
        RankReport report = RankReport.of(new double[] {1, 1e-3}, 1e-3, "given");
        assertThat(report.rank()).isEqualTo(1);
        assertThat(report.sigmaAbove()).isEqualTo(1);
        assertThat(report.sigmaBelow()).isEqualTo(1e-3);
        assertThat(RankReport.of(new double[] {1, Math.nextUp(1e-3)}, 1e-3, "given")
                        .rank())
                .isEqualTo(2);
    }

    @Test
    void zeroAndEmptyMatricesHaveRankZeroDecided() {
        RankReport zero = RankReport.of(new double[3], 3, 5);
        assertThat(zero.rank()).isZero();
        assertThat(zero.decided()).isTrue();
        assertThat(zero.full()).isFalse();
        assertThat(zero.condition()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(zero.sigmaAbove()).isNaN();
        RankReport empty = RankReport.of(new double[0], 0, 5);
        assertThat(empty.rank()).isZero();
        assertThat(empty.full()).isTrue();
        assertThat(empty.condition()).isNaN();
    }

    @Test
    void noGapMeansUndecided() {
        assertThat(RankReport.of(new double[] {1, 3e-10, 0.9e-10}, 1e-10, "given")
                        .decided())
                .isFalse();
        assertThat(RankReport.of(new double[] {1, 5e-10}, 1e-10, "given").decided())
                .isFalse(); // near the cut
        assertThat(RankReport.of(new double[] {1, 1e-8, 1e-12}, 1e-10, "given").decided())
                .isTrue();
    }

    @Test
    void theGapMustExceedTenStrictly() {
        assertThat(RankReport.of(new double[] {10, 1}, 0.5, "given").decided()).isFalse(); // 1 > 10 · 0.5 is false
        assertThat(RankReport.of(new double[] {10, 1}, 0.1, "given").decided()).isFalse(); // 1 = 10 · 0.1
        assertThat(RankReport.of(new double[] {10, 1}, 0.0999, "given").decided())
                .isTrue();
        assertThat(RankReport.of(new double[] {10, 1}, 1, "given").decided()).isFalse(); // gap exactly 10
    }

    @Test
    void fullRankConditionIsTheRatio() {
        RankReport report = RankReport.of(new double[] {8, 4, 2}, 5, 3);
        assertThat(report.full()).isTrue();
        assertThat(report.condition()).isEqualTo(4);
        assertThat(report.gap()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(report.tolerance()).isEqualTo(5 * Math.ulp(1.0) * 8);
        assertThat(report.rule()).contains("5 ε");
    }

    /** However the sequence lies to the cut: ratios up to the square of the deciding gap are no gap. */
    @Test
    void aGeometricSequenceThroughTheCutIsNeverDecided() {
        for (int size : new int[] {20, 400}) {
            for (double ratio = 1.5; ratio <= 100; ratio *= 1.07) {
                for (double start = 1; start < ratio; start *= 1.3) {
                    double[] values = new double[20];
                    values[0] = 1;
                    for (int j = 1; j < values.length; j++) {
                        values[j] = start * Math.pow(ratio, -j);
                    }
                    RankReport report = RankReport.of(values, size, 20);
                    assertThat(report.decided())
                            .as("ratio %s, start %s: %s", ratio, start, report.words())
                            .isEqualTo(
                                    report.rank() == 20 && values[19] > RankReport.DECIDING_GAP * report.tolerance());
                }
            }
        }
    }

    @Test
    void aGapDownToRoundingIsDecidedAndTheRankIsToRounding() {
        RankReport report = RankReport.of(new double[] {1, 1e-6, 3e-16, 1e-17}, 4, 5);
        assertThat(report.decided()).isTrue();
        assertThat(report.words()).isEqualTo("2 of 4 to rounding");
    }

    @Test
    void hugeAndSmallScalesChangeNothing() {
        for (double scale : new double[] {1e-290, 1, 1e300}) {
            RankReport report = RankReport.of(new double[] {scale, scale * 1e-3, scale * 1e-18}, 4, 3);
            assertThat(report.rank()).isEqualTo(2);
            assertThat(report.decided()).isTrue();
        }
    }

    @Test
    void valuesThatAreNoSingularValuesAreRefused() {
        assertThatThrownBy(() -> RankReport.of(new double[] {1, Double.NaN}, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> RankReport.of(new double[] {1, 2}, 2, 2)).hasMessageContaining("descending");
        assertThatThrownBy(() -> RankReport.of(new double[] {-1}, 1, 1)).hasMessageContaining("got -1.0");
    }
}
