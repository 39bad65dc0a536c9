package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConstructionActivationsTest {
    private static final Study STUDY = new ConstructionActivations();
    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                1,
                setting -> setting.count("depth") <= 5
                        && setting.text("activation").matches("tanh|sin"));
    }

    @Test
    void boundedActivationsReachZeroLossAtEveryWidthAndDepth() {
        assertThat(results.size()).isEqualTo(8);
        assertThat(results.numbers("successes")).containsOnly(10);
        assertThat(results.numbers("refused")).containsOnly(0);
        assertThat(Measured.column(results, "worstCost")).allMatch(cost -> cost < 1e-24);
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(STUDY.summarize(results).answer()).contains("80 of 80", "none failed");
    }

    @Test
    void aFailureIsSaidWithItsActivation() {
        Results spoilt = Spoilt.first(Spoilt.first(results, "successes", "7"), "refused", "2");
        assertThat(STUDY.summarize(spoilt).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(STUDY.summarize(spoilt).answer()).contains("77 of 80", "tanh in 3 of 40 (2 refused)");
    }
}
