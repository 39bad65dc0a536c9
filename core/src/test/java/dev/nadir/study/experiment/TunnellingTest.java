package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TunnellingTest {
    private static final Study STUDY = new Tunnelling();

    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                1,
                setting -> List.of("0.05", "1.9", "0.3").contains(setting.text("step"))
                        && !(setting.text("step").equals("0.05")
                                && setting.text("barrier").equals("constructed")));
    }

    @Test
    void theSignOfADeterminantIsThatOfItsPermutationAndEntries() {
        assertThat(Tunnelling.sign(Matrix.identity(4))).isEqualTo(1);
        assertThat(Tunnelling.sign(new Matrix(2, 2, new double[] {0, 1, 1, 0}))).isEqualTo(-1);
        assertThat(Tunnelling.sign(new Matrix(2, 2, new double[] {1, 2, 2, 4}))).isZero();
        // det = 2(3·2 − 1) − 1(1·2 − 0) = 8
        assertThat(Tunnelling.sign(new Matrix(3, 3, new double[] {2, 1, 0, 1, 3, 1, 0, 1, 2})))
                .isEqualTo(1);
        // rows 1 and 3 exchanged
        assertThat(Tunnelling.sign(new Matrix(3, 3, new double[] {0, 1, 2, 1, 3, 1, 2, 1, 0})))
                .isEqualTo(-1);
    }

    @Test
    void smallStepsStayNearerToTheFlowThanLargeOnes() {
        Results standard = results.where("field", "standard").where("barrier", "random");
        double small = standard.where("step", 0.05).numbers("distance")[0];
        double large = standard.where("step", 1.9).numbers("distance")[0];
        assertThat(small).isLessThan(0.05).isLessThan(large / 10);
    }

    @Test
    void theAdaptedFlowCrossesTheWallBeforeItsLabels() {
        Results adapted = results.where("field", "adapted").where("barrier", "constructed");
        assertThat(adapted.numbers("crossed")[0]).isEqualTo(25);
        assertThat(adapted.numbers("reached")[0]).isGreaterThan(20);
    }

    @Test
    void theVerdictFollowsTheRows() {
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
    }
}
