package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExplicitConstructionTest {
    private static final Study STUDY = new ExplicitConstruction();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                1,
                setting -> setting.count("depth") <= 10
                        && setting.text("activation").equals("softplus"));
    }

    @Test
    void everyCentredDrawIsExactAndTheDiagonalShiftLosesDigitsWithDepth() {
        assertThat(results.where("scheme", "chosen").numbers("exact")).containsOnly(100);
        assertThat(results.where("scheme", "orthogonal centred").numbers("exact"))
                .containsOnly(100);
        double[] diagonal = results.where("scheme", "orthogonal diagonal").numbers("medianCost");
        double[] centred = results.where("scheme", "orthogonal centred").numbers("medianCost");
        assertThat(diagonal).isSorted();
        int last = diagonal.length - 1;
        assertThat(diagonal[last] / diagonal[0]).isGreaterThan(100 * centred[last] / centred[0]);
        Summary summary = STUDY.summarize(results);
        assertThat(summary.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(summary.answer()).contains("900 of 900");
    }

    @Test
    void oneInexactDrawIsSaid() {
        Summary spoilt = STUDY.summarize(Spoilt.first(results, "exact", "99"));
        assertThat(spoilt.verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(spoilt.answer()).contains("899 of 900");
    }
}
