package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConditioningTest {
    private static final Study STUDY = new Conditioning();
    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(STUDY, 4, setting -> true);
    }

    @Test
    void theSolveHasTheConditionThatWasAskedForUpToTheRowOfOnes() {
        // appending a row never lowers a singular value, and raises the largest to at most √(1 + N s²), s the scale of
        // the ones
        for (double condition : new double[] {1e2, 1e6, 1e10}) {
            assertThat(Measured.column(results.where("condition", condition), "directCondition"))
                    .allSatisfy(found -> assertThat(found).isBetween(condition / 10, 2 * condition));
        }
    }

    @Test
    void theLiftDoesNotFollowTheCondition() {
        assertThat(Measured.column(results.where("condition", 1e14), "liftCost"))
                .allMatch(cost -> cost < 1e-24);
        assertThat(Measured.column(results.where("condition", 1e14), "directCost"))
                .allMatch(cost -> !(cost < 1e-16));
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(STUDY.summarize(results).answer()).contains("the planner lifts from condition 1e+6 on");
    }

    @Test
    void aLiftThatFailsIsSaid() {
        Results spoilt = Spoilt.first(results, "liftCost", "1e-3");
        assertThat(STUDY.summarize(spoilt).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(STUDY.summarize(spoilt).answer()).contains("31 of 32", "the worst 0.001");
    }
}
