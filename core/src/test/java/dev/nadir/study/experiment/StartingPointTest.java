package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-java")
class StartingPointTest {
    private static final Study STUDY = new StartingPoint();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                2,
                setting -> !setting.text("data").startsWith("generic K <")
                        && setting.text("start").matches("kaiming|zero|explicit"));
    }

    @Test
    void theExplicitStartReachesZeroAndTheZeroStartOnlyLearnsItsLastBias() {
        assertThat(DoubleStream.of(results.where("start", "explicit").numbers("finalCost")))
                .allMatch(cost -> cost < 1e-10);
        // only the last bias has a derivative at zero parameters; Q = 2 outputs, each at its mean, cost 1/2 of its
        // variance
        assertThat(DoubleStream.of(results.where("start", "zero").numbers("finalCost")))
                .allMatch(cost -> Math.abs(cost - 1) < 1e-5);
    }

    @Test
    void startsThatAllReachTheSameAreNotCalledDecisive() {
        Results same = Spoilt.where(results, "data", "teacher K < QN", "finalCost", "1e-20");
        Summary summary = STUDY.summarize(same);
        assertThat(summary.verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(summary.answer()).startsWith("Not clearly");
    }
}
