package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JacobianStructureTest {
    private static final Study STUDY = new JacobianStructure();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(STUDY, 12, setting -> setting.count("units") < 4);
    }

    @Test
    void sharesLieBetweenZeroAndOneAndStableRanksBetweenOneAndTheRank() {
        for (String time : new String[] {"0", "10"}) {
            assertThat(DoubleStream.of(results.numbers("weak" + time))).allMatch(share -> share >= 0 && share <= 1);
            assertThat(DoubleStream.of(results.numbers("stable" + time))).allMatch(rank -> rank >= 1 && rank <= 12);
            assertThat(DoubleStream.of(results.numbers("sigma" + time))).allMatch(ratio -> ratio >= 0 && ratio <= 1);
        }
    }

    @Test
    void aPropertyThatEqualsTheFinalCostPredictsAllOfIt() {
        int from = results.columns().indexOf("finalCost");
        int to = results.columns().indexOf("sigma0");
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : results.rows()) {
            List<String> changed = new ArrayList<>(row);
            changed.set(to, row.get(from));
            rows.add(changed);
        }
        Summary summary = STUDY.summarize(new Results(results.columns(), rows));
        assertThat(summary.answer())
                .contains("σ_min/σ_max at t = 0: it explains 100 %")
                .contains("correlation 1, at equal K 1");
        assertThat(summary.verdict()).isEqualTo(Verdict.OPEN);
    }
}
