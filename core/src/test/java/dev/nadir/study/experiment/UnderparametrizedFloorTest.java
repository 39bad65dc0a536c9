package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnderparametrizedFloorTest {
    private static final Study STUDY = new UnderparametrizedFloor();
    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(STUDY, 1, setting -> setting.text("activation").equals("tanh"));
    }

    @Test
    void theLossStaysPositiveBelowTheThresholdAndGoesBeyondIt() {
        assertThat(Measured.column(results.when("ratio", ratio -> ratio < 1), "cost"))
                .hasSize(3)
                .allMatch(cost -> cost > 1e-3);
        assertThat(Measured.column(results.when("ratio", ratio -> ratio > 2), "cost"))
                .hasSize(1)
                .allMatch(cost -> cost < 1e-10);
        double[] rank = results.numbers("rankOfComplement");
        double[] parameters = results.numbers("parameters");
        for (int i = 0; i < rank.length; i++) {
            assertThat(rank[i]).isGreaterThanOrEqualTo(40 - parameters[i]);
        }
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AS_EXPECTED);
    }

    @Test
    void aRunThroughTheFloorOrARankTooLargeIsSaid() {
        Results through = Spoilt.first(results, "cost", "1e-12");
        assertThat(STUDY.summarize(through).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(STUDY.summarize(through).answer()).contains("1 of 2", "the least at C = 1e-12");
        Results rank = Spoilt.first(results, "rankOfComplement", "30");
        assertThat(STUDY.summarize(rank).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
    }
}
