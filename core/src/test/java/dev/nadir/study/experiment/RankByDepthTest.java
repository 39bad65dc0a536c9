package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RankByDepthTest {
    private static final Study STUDY = new RankByDepth();
    private static Results results;

    @BeforeAll
    static void measure() {
        results = Measured.of(
                STUDY,
                1,
                setting -> setting.count("depth") == 2 && setting.text("path").equals("flow"));
    }

    @Test
    void theRankIsFullAlongTheFlowWhichReachesZeroLoss() {
        assertThat(results.numbers("rank")).containsOnly(40);
        assertThat(Measured.column(results, "sigmaRatio")).allMatch(ratio -> ratio > 0 && ratio < 1);
        assertThat(Measured.column(results.where("time", 1000), "cost"))
                .hasSize(2)
                .allMatch(cost -> cost < 1e-6);
        assertThat(STUDY.summarize(results).verdict()).isEqualTo(Verdict.AS_EXPECTED);
    }

    @Test
    void lostAndUndecidedRanksAreSaid() {
        Results lost = Spoilt.first(results, "rank", "39");
        assertThat(STUDY.summarize(lost).verdict()).isEqualTo(Verdict.AGAINST_EXPECTATION);
        assertThat(STUDY.summarize(lost).answer()).contains("19 of 20", "(1 below, of which 0 in descents");
        Results blown = Spoilt.first(lost, "cost", "1e109");
        assertThat(STUDY.summarize(blown).verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(STUDY.summarize(blown).answer()).contains("19 of 20", "of which 1 in descents that had blown up");
        Results undecided = Spoilt.first(results, "decided", "0");
        assertThat(STUDY.summarize(undecided).verdict()).isEqualTo(Verdict.OPEN);
    }

    @Test
    void orthogonalStartsHaveOrthonormalRowsOrColumns() {
        Network network = Draws.orthogonalNetwork(new int[] {3, 5, 2}, new Tanh(), new SplittableRandom(7));
        Matrix first = network.layers().get(0).weight();
        Matrix last = network.layers().get(1).weight();
        double rounding = 20 * Math.ulp(1.0); // products of at most five terms of size 1
        assertThat(Products.transposedTimes(first, first)
                        .minus(Matrix.identity(3))
                        .maxAbs())
                .isLessThan(rounding);
        assertThat(Products.timesTransposed(last, last)
                        .minus(Matrix.identity(2))
                        .maxAbs())
                .isLessThan(rounding);
    }
}
