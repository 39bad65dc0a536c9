package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DescentNearMinimizerTest {
    private static final Study STUDY = new DescentNearMinimizer();
    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY, 2, setting -> setting.text("path").equals("flow") && setting.number("epsilon") <= 0.1);
    }

    /** Of a small displacement g the flow takes back P g, P the projector onto QN = 12 of K = 162 directions. */
    @Test
    void theFlowEndsAtZeroLossAndTakesBackOnlyTheRangeOfTheJacobian() {
        Results ends = results.where("last", 1).when("epsilon", epsilon -> epsilon <= 1e-4);
        assertThat(Measured.column(ends, "cost")).allMatch(cost -> cost < 1e-20);
        double[] start = ends.numbers("startDistance");
        double[] end = ends.numbers("distance");
        double[] moved = ends.numbers("moved");
        for (int i = 0; i < end.length; i++) {
            assertThat(end[i]).isLessThan(start[i]);
            // Pythagoras: the part taken back is orthogonal to what remains, up to terms of order ε and six digits
            assertThat(Math.hypot(end[i], moved[i]) / start[i]).isBetween(1 - 2e-3, 1 + 2e-3);
        }
        assertThat(STUDY.summarize(withDescent()).verdict()).isEqualTo(Verdict.AS_EXPECTED);
    }

    @Test
    void aRunThatMissesZeroLossIsSaid() {
        int last = results.size() - 1;
        while (!(results.rows()
                .get(last)
                .get(results.columns().indexOf("epsilon"))
                .equals("1.0E-8"))) {
            last--;
        }
        Results spoilt = Spoilt.row(withDescent(), last, "cost", "0.5");
        assertThat(STUDY.summarize(spoilt).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(STUDY.summarize(spoilt).answer()).contains("7 of 8");
    }

    /** The same rows once more under the name of descent, so that the summary has both. */
    private static Results withDescent() {
        List<List<String>> rows = new java.util.ArrayList<>(results.rows());
        results.rows().forEach(row -> {
            List<String> other = new java.util.ArrayList<>(row);
            other.set(0, "descent");
            rows.add(other);
        });
        return new Results(results.columns(), rows);
    }

    @Test
    void theFirstOfAPathLiesAtNormOneInItsPrincipalPlane() {
        double[][] plane =
                PrincipalPlane.of(List.of(new double[] {0, 3, 4}, new double[] {0, 1, 0}, new double[] {0, -1, -2}));
        assertThat(Math.hypot(plane[0][0], plane[0][1])).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(plane[0][0]).isNotNegative();
        assertThat(Math.hypot(plane[2][0], plane[2][1]))
                .isCloseTo(Math.sqrt(5) / 5, org.assertj.core.api.Assertions.within(1e-12));
    }
}
