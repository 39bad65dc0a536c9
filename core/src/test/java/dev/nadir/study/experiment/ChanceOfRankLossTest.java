package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChanceOfRankLossTest {
    private static final Study STUDY = new ChanceOfRankLoss();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(STUDY, 10, setting -> setting.count("depth") == 1 && setting.count("wide") != 2);
    }

    @Test
    void theLeastIsNotAboveTheStartAndFlowsFitTheirLabels() {
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.numbers("least")[i]).isPositive().isLessThanOrEqualTo(results.numbers("start")[i]);
            assertThat(results.numbers("finalCost")[i]).isLessThan(1e-3);
        }
        assertThat(STUDY.summarize(results).answer()).startsWith("0 of 30");
    }

    @Test
    void oneFlowThatLosesRankTurnsTheVerdict() {
        Summary summary = STUDY.summarize(Spoilt.where(results, "wide", "8", "least", "1e-9"));
        assertThat(summary.verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(summary.answer()).startsWith("10 of 30").contains("was not shown to");
    }
}
