package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RankDeficientSetTest {
    private static final Study STUDY = new RankDeficientSet();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                6,
                setting -> setting.text("family").startsWith("identity")
                        || !setting.text("start").equals("ball"));
    }

    @Test
    void countsFallWithTheThreshold() {
        double[] below = results.where("family", "identity 3-2-2")
                .where("samples", 2)
                .where("repetition", 1)
                .numbers("below");
        for (int i = 1; i < below.length; i++) {
            assertThat(below[i]).isLessThanOrEqualTo(below[i - 1]);
        }
        assertThat(below[0]).isEqualTo(15_000); // σ_min < σ_max
    }

    @Test
    void theDerivedCodimensionsAreThoseOfTheStrata() {
        // W₂ 2 x 2 and the features [W₁X + b₁; 1], 3 x 3 and 3 x 2: one condition each, or one and two
        assertThat(RankDeficientSet.derived("identity 3-2-2", 3)).isEqualTo(2);
        assertThat(RankDeficientSet.derived("identity 3-2-2", 2)).isEqualTo(3);
        // K = 21, and a unit without outgoing weight takes 4 columns: 17 are left, 18 rows need one condition, 17 rows
        // two
        assertThat(RankDeficientSet.derived("tanh 3-4-1", 18)).isEqualTo(1);
        assertThat(RankDeficientSet.derived("tanh 3-4-1", 17)).isEqualTo(2);
    }

    @Test
    void theExponentOfALinearFamilyIsItsCodimension() {
        Summary summary = STUDY.summarize(results);
        assertThat(summary.answer()).contains("in 2 of 2 families").contains("2 of the 2 linear ones");
        assertThat(summary.verdict()).isEqualTo(Verdict.OPEN);
    }

    @Test
    void aFlowLeavesTheSetWhereverItStarts() {
        Results flows = results.where("start", 1e-8);
        assertThat(flows.where("time", 0).numbers("ratio")[0]).isLessThan(1e-7);
        assertThat(flows.where("time", 1).numbers("ratio")[0]).isGreaterThan(1e-6);
    }
}
