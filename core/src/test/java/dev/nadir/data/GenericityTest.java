package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.linalg.PrescribedSpectrum;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.exact.RationalRank;
import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class GenericityTest {
    /** Orthogonal rows (f, -f) and (1, 1), f = 1e5 / 2^17: two roundings per singular value, four with the ratio. */
    @Test
    void aFeatureIsBroughtToTheSizeOfTheRowOfOnes() {
        RankReport raw = Genericity.of(Matrix.ofRows(new double[] {1e5, -1e5})).raw();
        assertThat(raw.condition()).isEqualTo(0x1p17 / 1e5, within(8 * Math.ulp(1.0)));
    }

    @Test
    void standardizedDataNeedTheBiasRowForFullRank() {
        Genericity genericity = Genericity.of(PrescribedSpectrum.gaussian(30, 10, 4));
        assertThat(genericity.standardized().orElseThrow().full()).isTrue();
    }

    @Test
    void dataThatCannotBeStandardizedAreJudgedRaw() {
        Genericity genericity = Genericity.of(Matrix.ofRows(new double[] {-1.7e308, 1.7e308}));
        assertThat(genericity.standardized()).isEmpty();
        assertThat(genericity.judged().words()).startsWith("2 of 2, condition ");
    }

    @Test
    void theSmallestNumbersThereAreHaveARank() {
        double least = Double.MIN_VALUE;
        Matrix inputs = Matrix.ofRows(new double[] {0, 3 * least, 5 * least}, new double[] {4 * least, 0, least});
        assertThat(Genericity.of(inputs).raw().full()).isTrue();
    }

    /** Against the rank over the rationals, which is N for each of these matrices of doubles. */
    @Test
    void aSpectrumWithoutAGapIsNeverDecidedWrongly() {
        int undecided = 0;
        for (double ratio : new double[] {9, 10, 13, 20, 30, 45, 70, 99}) {
            for (int seed = 0; seed < 12; seed++) {
                double start = 1 + 8.0 * seed / 12; // moves the spectrum past the cut
                double[] values = PrescribedSpectrum.geometric(20, Math.pow(ratio, 19));
                for (int j = 1; j < values.length; j++) {
                    values[j] *= start;
                }
                Matrix inputs = PrescribedSpectrum.matrix(20, 20, values, 100 * seed + 7);
                int exact = RationalRank.of(inputs.appendRow(1)).orElseThrow();
                Genericity genericity = Genericity.of(inputs);
                for (RankReport report : new RankReport[] {genericity.raw(), genericity.judged()}) {
                    assertThat(report.decided() && report.rank() != exact)
                            .as("ratio %s, seed %d: %s", ratio, seed, report.words())
                            .isFalse();
                }
                undecided += genericity.judged().decided() ? 0 : 1;
            }
        }
        assertThat(undecided).isEqualTo(8 * 12);
    }

    @Test
    void whatIsNotDecidedHasNoConditionAndSaysWhatIsMissing() {
        Matrix inputs = PrescribedSpectrum.matrix(20, 20, PrescribedSpectrum.geometric(20, Math.pow(30, 19)), 3);
        assertThat(Genericity.of(inputs).judged().words())
                .startsWith("not decided: ")
                .contains("exceed the cut", ", the next ")
                .doesNotContain("condition");
    }

    /** Generic features of rank N, and with two of them replaced by sums of others. */
    @Test
    void unitsChangeNoRank() {
        Matrix generic = PrescribedSpectrum.gaussian(8, 9, 5);
        Matrix dependent = generic.copy();
        for (int j = 0; j < 9; j++) {
            dependent.data()[6 + 8 * j] = generic.get(0, j) + generic.get(1, j);
            dependent.data()[7 + 8 * j] = generic.get(2, j) - 3 * generic.get(3, j);
        }
        for (int power = -20; power <= 20; power++) {
            RankReport full = Genericity.of(inUnits(generic, power)).judged();
            assertThat(full.full()).as("10^%d: %s", power, full.words()).isTrue();
            Genericity lower = Genericity.of(inUnits(dependent, power));
            assertThat(lower.judged().words()).as("10^%d", power).isEqualTo("7 of 9 to rounding");
            assertThat(lower.raw().words()).as("10^%d", power).isEqualTo("7 of 9 to rounding");
        }
    }

    /** Every second feature times 10^power. */
    private static Matrix inUnits(Matrix inputs, int power) {
        Matrix changed = inputs.copy();
        for (int at = 0; at < changed.data().length; at += 2) {
            changed.data()[at] *= Math.pow(10, power);
        }
        return changed;
    }

    /** Nanoseconds since 1970 within one microsecond: the raw column is constant to rounding, the standardized one is not. */
    @Test
    void whatStandardizingBringsOutIsNotDeniedByTheRawData() {
        double[] nanoseconds = {1.7e18, 1.7e18 + 256, 1.7e18 + 1024};
        Matrix inputs = Matrix.ofRows(nanoseconds, new double[] {0, 1, -1});
        Genericity genericity = Genericity.of(inputs);
        assertThat(genericity.standardized().orElseThrow().full()).isTrue();
        assertThat(genericity.raw().words()).startsWith("not decided: 2 of 3 singular values exceed the cut ");
        assertThat(genericity.judged().rank()).isEqualTo(3);
    }
}
