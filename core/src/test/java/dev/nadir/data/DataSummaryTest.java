package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.Stated;
import dev.nadir.claim.StructureClaim;
import dev.nadir.linalg.PivotedQr;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DataSummaryTest {

    private static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    private static Dataset dataset(Matrix features, int... codes) {
        List<String> names =
                IntStream.range(0, features.rows()).mapToObj(i -> "f" + i).toList();
        Optional<Target> target = Optional.of(new ClassTarget("class", List.of("a", "b"), codes));
        return new Dataset("d", features, names, target);
    }

    @Test
    void countsWhatIsThere() {
        Matrix features = Matrix.ofRows(new double[] {1, 2, 1, 4}, new double[] {5, 5, 5, 5});
        DataSummary summary = DataSummary.of(dataset(features, 0, 1, 0, 0));
        assertThat(summary.samples()).isEqualTo(4);
        assertThat(summary.distinctSamples()).isEqualTo(3);
        assertThat(summary.classes())
                .containsExactly(new DataSummary.ClassCount("a", 3), new DataSummary.ClassCount("b", 1));
        assertThat(summary.constantFeatures()).containsExactly("f1");
        assertThat(summary.smallest()).isEqualTo(1);
        assertThat(summary.largest()).isEqualTo(5);
        assertThat(summary.labelVariance()).isEqualTo(2 * 3.0 / 16, within(1e-15)); // p (1 - p) in both rows
    }

    @Test
    @Tag("says:structure.linear-regression-applies")
    @Tag("says:structure.pivot-1-applies")
    @Tag("silent:structure.pivot-1-cannot")
    @Tag("silent:structure.pivot-1-unreliable")
    @Tag("silent:structure.pivot-1-ill-conditioned")
    @Tag("silent:structure.conflicting-labels")
    void widerThanSamplesAndGenericAllowsPivotOne() {
        DataSummary summary = DataSummary.of(dataset(gaussian(5, 6, 1), 0, 1, 0, 1, 0, 1));
        assertThat(summary.genericity().judged().full()).isTrue();
        assertThat(summary.genericity().judged().rank()).isEqualTo(6);
        assertThat(summary.constructions().get(0).words()).startsWith("linear regression");
        assertThat(summary.constructions())
                .extracting(Stated::claim)
                .containsExactly(
                        StructureClaim.LINEAR_REGRESSION_APPLIES,
                        StructureClaim.PIVOT_1_APPLIES,
                        StructureClaim.LIFT_APPLIES);
    }

    @Test
    @Tag("says:structure.pivot-1-cannot")
    @Tag("says:structure.lift-applies")
    void moreSamplesThanFeaturesNeedsTheLift() {
        DataSummary summary = DataSummary.of(dataset(gaussian(2, 6, 1), 0, 1, 0, 1, 0, 1));
        assertThat(summary.constructions().get(0).words()).contains("M + 1 = 3 < N = 6");
        assertThat(summary.constructions().get(1).words()).startsWith("lift");
        assertThat(summary.constructions())
                .extracting(Stated::claim)
                .containsExactly(StructureClaim.PIVOT_1_CANNOT, StructureClaim.LIFT_APPLIES);
    }

    @Test
    @Tag("says:structure.pivot-1-unreliable")
    @Tag("silent:structure.linear-regression-applies")
    @Tag("silent:structure.pivot-1-applies")
    void collinearSamplesNeedTheLift() {
        Matrix features = gaussian(5, 4, 2);
        for (int i = 0; i < 5; i++) { // sample 3 is halfway between samples 0 and 1
            features.data()[i + 15] = 0.5 * (features.get(i, 0) + features.get(i, 1));
        }
        DataSummary summary = DataSummary.of(dataset(features, 0, 1, 0, 1));
        assertThat(summary.genericity().raw().rank()).isEqualTo(3);
        assertThat(summary.constructions().get(0).words()).contains("rank [X; 1ᵀ] 3 of 4 to rounding", "N = 4");
        assertThat(summary.constructions())
                .extracting(Stated::claim)
                .containsExactly(StructureClaim.PIVOT_1_UNRELIABLE, StructureClaim.LIFT_APPLIES);
    }

    /** Samples 1 and 2 differ by 1e-9 of their size: rank 4 of 4 decided, condition about 1e9. */
    @Test
    @Tag("says:structure.pivot-1-ill-conditioned")
    @Tag("silent:structure.linear-regression-applies")
    void anIllConditionedSolveIsNotPromised() {
        Matrix features = gaussian(5, 4, 2);
        Matrix nudge = gaussian(5, 1, 3);
        for (int i = 0; i < 5; i++) {
            features.data()[i + 5] = features.get(i, 0) + 1e-9 * nudge.get(i, 0);
        }
        DataSummary summary = DataSummary.of(dataset(features, 0, 1, 0, 1));
        assertThat(summary.genericity().judged().full()).isTrue();
        assertThat(summary.constructions())
                .extracting(Stated::claim)
                .containsExactly(StructureClaim.PIVOT_1_ILL_CONDITIONED, StructureClaim.LIFT_APPLIES);
        for (int i = 0; i < 5; i++) { // the same at 1e-3: condition about 1e3
            features.data()[i + 5] = features.get(i, 0) + 1e-3 * nudge.get(i, 0);
        }
        assertThat(DataSummary.of(dataset(features, 0, 1, 0, 1)).constructions())
                .extracting(Stated::claim)
                .contains(StructureClaim.LINEAR_REGRESSION_APPLIES)
                .doesNotContain(StructureClaim.PIVOT_1_ILL_CONDITIONED);
    }

    @Test
    @Tag("says:structure.conflicting-labels")
    @Tag("silent:structure.lift-applies")
    void conflictsRuleEverythingOut() {
        Matrix features = Matrix.ofRows(new double[] {1, 2, 1});
        DataSummary summary = DataSummary.of(dataset(features, 0, 0, 1));
        assertThat(summary.constructions()).hasSize(1);
        assertThat(summary.constructions().get(0).words()).contains("none reaches zero loss", "samples 1 and 3");
        assertThat(summary.constructions())
                .extracting(Stated::claim)
                .containsExactly(StructureClaim.CONFLICTING_LABELS);
    }

    @Test
    void mergedDuplicatesDoNotLowerTheRank() {
        Matrix features = gaussian(5, 4, 3);
        System.arraycopy(features.data(), 0, features.data(), 15, 5);
        DataSummary summary = DataSummary.of(dataset(features, 0, 1, 0, 0));
        assertThat(summary.genericity().judged().full()).isTrue();
    }

    /** √n is the usual, not the worst, factor between |r_ii| and σ_i; 10 is generous for n = 60. */
    @Test
    void pivotedDiagonalEstimatesSingularValues() {
        Matrix a = gaussian(80, 60, 5);
        for (int j = 0; j < 60; j++) {
            for (int i = 0; i < 80; i++) {
                a.data()[i + j * 80] *= Math.pow(10, -j / 6.0);
            }
        }
        double[] diagonal = PivotedQr.of(a).diagonal();
        double[] values = Svd.valuesOf(a);
        for (int i = 0; i < 60; i++) {
            assertThat(diagonal[i] / values[i]).isBetween(0.1, 10.0);
        }
        assertThat(PivotedQr.of(Matrix.zeros(0, 3)).diagonal()).isEmpty();
        assertThat(PivotedQr.of(Matrix.zeros(2, 3)).diagonal()).containsExactly(0, 0);
    }
}
