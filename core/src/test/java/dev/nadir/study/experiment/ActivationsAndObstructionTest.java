package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ActivationsAndObstructionTest {
    private static final Study STUDY = new ActivationsAndObstruction();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                2,
                setting ->
                        setting.count("units") == 3 && List.of("tanh", "relu").contains(setting.text("activation")));
    }

    @Test
    void flowsWithHalfTheParametersStayAboveZeroAndBelowTheirStart() {
        assertThat(results.numbers("ratio")).containsOnly(0.5);
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.numbers("finalCost")[i])
                    .isGreaterThan(1e-10)
                    .isLessThan(results.numbers("startCost")[i]);
        }
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AS_EXPECTED);
    }

    @Test
    void oneRunThatReachesZeroTurnsTheVerdict() {
        Summary summary = STUDY.summarize(Spoilt.where(results, "activation", "tanh", "finalCost", "1e-20"));
        assertThat(summary.verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(summary.answer()).startsWith("2 of 4");
    }
}
