package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OverAgainstUnderTest {
    private static final Study STUDY = new OverAgainstUnder();
    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(STUDY, 2, setting -> setting.count("units") == 3 || setting.count("units") == 14);
    }

    @Test
    void theLossEndsBlockedBelowTheThresholdAndIsGoneAboveIt() {
        Results end = results.where("time", 1e4);
        assertThat(Measured.column(end.when("parameters", k -> k < 40), "cost"))
                .hasSize(2)
                .allMatch(cost -> cost > 1e-3);
        assertThat(Measured.column(end.when("parameters", k -> k > 40), "cost"))
                .hasSize(2)
                .allMatch(cost -> cost < 1e-10);
        assertThat(Measured.column(results.when("parameters", k -> k < 40), "rank"))
                .allMatch(rank -> rank <= 23);
        double[] cost = results.numbers("cost");
        double[] reachable = results.numbers("reachable");
        double[] blocked = results.numbers("blocked");
        for (int i = 0; i < cost.length; i++) {
            // the parts of Pythagoras, each in six digits
            assertThat((reachable[i] + blocked[i]) / cost[i]).isBetween(1 - 1e-5, 1 + 1e-5);
        }
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AS_EXPECTED);
    }

    @Test
    void aBrokenBoundIsSaid() {
        int over = results.size() - 1;
        Results spoilt = Spoilt.row(Spoilt.row(results, over, "bound", "1e-8"), over, "cost", "1e-7");
        assertThat(STUDY.summarize(spoilt).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
    }
}
