package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-java")
class ClusteredAgainstGenericTest {
    private static final Study STUDY = new ClusteredAgainstGeneric();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY, 1, setting -> setting.text("network").equals("3-6-6-3") && setting.number("radius") < 2);
    }

    @Test
    void pointsAreFittedAndNormalLabelsAreNot() {
        assertThat(results.where("labels", "classes").where("radius", 0).numbers("reached")[0])
                .isGreaterThan(10);
        assertThat(results.where("labels", "normal").numbers("reached")).containsOnly(0);
    }

    @Test
    void theExplicitMinimizerFitsBelowTheBoundAndIsRefusedAbove() {
        Results clustered = results.where("labels", "classes");
        assertThat(clustered.where("radius", 0.5).numbers("explicitCost")[0]).isLessThan(1e-24);
        assertThat(clustered.where("radius", 1.5).numbers("explicitCost")[0]).isNaN();
    }

    @Test
    void oneStartOnNormalLabelsThatReachesZeroTurnsTheVerdict() {
        Summary summary = STUDY.summarize(Spoilt.where(results, "labels", "normal", "reached", "1"));
        assertThat(summary.verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(summary.answer()).contains("from 2 of 40 (5 %").contains("fits in 1 of 1 cases");
    }
}
