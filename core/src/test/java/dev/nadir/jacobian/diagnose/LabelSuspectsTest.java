package dev.nadir.jacobian.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Residuals of size 1 but for one or a few samples: whom the rule suspects, and what that explains, by hand. */
class LabelSuspectsTest {
    private static final int N = 40;
    private static final double EPS = Math.ulp(1.0);

    private static Matrix ones(int samples) {
        return Matrix.zeros(1, samples).map(zero -> 1);
    }

    private static Piece take(Matrix residual, List<Integer> found) {
        return LabelSuspects.take(new ResidualPieces(residual), residual.rows(), residual.columns(), 1e-9, found);
    }

    private static List<Integer> suspects(Matrix residual) {
        List<Integer> found = new ArrayList<>();
        take(residual, found);
        return found;
    }

    /** 30²/2N is the loss of sample 8; of two the larger comes first, and no more than N/20 are named. */
    @Tag("says:diagnose.suspicious-samples")
    @Test
    void aLargeResidualIsSuspectedWithItsLoss() {
        Matrix residual = ones(N);
        residual.data()[7] = 30;
        List<Integer> found = new ArrayList<>();
        Piece piece = take(residual, found);
        assertThat(found).containsExactly(7);
        assertThat(piece.loss()).isCloseTo(900.0 / 80, within(64 * EPS * 900 / 80));
        assertThat(piece.dimension()).isEqualTo(1);
        assertThat(piece.perSample()[7]).isEqualTo(piece.loss());
        residual.data()[12] = -200;
        assertThat(suspects(residual)).containsExactly(12, 7);
        residual.data()[39] = 1000;
        assertThat(suspects(residual)).containsExactly(39, 12);
    }

    /** The rule is |p|² above Q + 2√(Qt) + 2t = 23.35 of the others' mean, t = ln (N/1 %). */
    @Tag("silent:diagnose.suspicious-samples")
    @Test
    void theThresholdIsThatOfOnePercentOfFalseAlarms() {
        double t = Math.log(N / 0.01);
        double threshold = 1 + 2 * Math.sqrt(t) + 2 * t;
        Matrix residual = ones(N);
        residual.data()[0] = Math.sqrt(threshold * (1 - 1e-6));
        assertThat(suspects(residual)).isEmpty();
        residual.data()[0] = Math.sqrt(threshold * (1 + 1e-6));
        assertThat(suspects(residual)).containsExactly(0);
        assertThat(suspects(ones(N))).isEmpty();
    }

    @Test
    void withTwoOutputsBothResidualsOfTheSampleCount() {
        Matrix residual = Matrix.zeros(2, N).map(zero -> 1);
        residual.data()[2 * 3] = 30;
        residual.data()[2 * 3 + 1] = -30;
        List<Integer> found = new ArrayList<>();
        Piece piece = take(residual, found);
        assertThat(found).containsExactly(3);
        assertThat(piece.dimension()).isEqualTo(2);
        assertThat(piece.loss()).isCloseTo(1800.0 / 80, within(64 * EPS * 1800 / 80));
    }

    /** Of 20 samples 9 are taken already: 11 directions are more than ten times Q, 10 are not. */
    @Test
    void whereFewDirectionsAreLeftNobodyIsSuspected() {
        for (int taken = 9; taken <= 10; taken++) {
            Matrix residual = ones(20);
            residual.data()[0] = 1000;
            ResidualPieces pieces = new ResidualPieces(residual);
            Matrix basis = Matrix.zeros(20, taken);
            for (int k = 0; k < taken; k++) {
                basis.data()[20 * k + 19 - k] = 1;
            }
            pieces.takeBasis(basis);
            List<Integer> found = new ArrayList<>();
            LabelSuspects.take(pieces, 1, 20, 1e-9, found);
            assertThat(found).isEqualTo(taken == 9 ? List.of(0) : List.of());
        }
    }

    /** (e_4 + e_5)/√2 was taken: what is left of sample 4 lies half in sample 5, and all of it belongs to its direction. */
    @Test
    void whatWasTakenBeforeDoesNotHideALoss() {
        Matrix residual = ones(N);
        residual.data()[3] = 30;
        residual.data()[4] = 0;
        ResidualPieces pieces = new ResidualPieces(residual);
        double[] column = new double[N];
        column[3] = Math.sqrt(0.5);
        column[4] = Math.sqrt(0.5);
        pieces.takeBasis(Matrix.column(column));
        List<Integer> found = new ArrayList<>();
        Piece piece = LabelSuspects.take(pieces, 1, N, 1e-9, found);
        assertThat(found).hasSize(1).containsAnyOf(3, 4);
        assertThat(piece.loss()).isCloseTo(2 * 15 * 15 / 80.0, within(256 * EPS * 6));
        assertThat(Arrays.stream(pieces.left()).limit(5).skip(3).map(Math::abs).sum())
                .isLessThan(256 * EPS * 30);
    }

    @Test
    void aLossBelowWhatIsWorthAWordIsNot() {
        Matrix residual = ones(N);
        residual.data()[7] = 30;
        List<Integer> found = new ArrayList<>();
        LabelSuspects.take(new ResidualPieces(residual), 1, N, 900.0 / 80 * (1 + 1e-9), found);
        assertThat(found).isEmpty();
    }

    /** Q = 2 and both outputs of sample 4 taken along (1, 1)/√2 before: what is left is (30, −30), removed by one direction. */
    @Test
    void directionsTakenWithinASampleAreNotCountedTwice() {
        Matrix residual = Matrix.zeros(2, N).map(zero -> 1);
        residual.data()[6] = 30;
        residual.data()[7] = -30;
        ResidualPieces pieces = new ResidualPieces(residual);
        Matrix basis = Matrix.zeros(2 * N, 2);
        basis.data()[6] = Math.sqrt(0.5);
        basis.data()[7] = Math.sqrt(0.5);
        basis.data()[2 * N + 20] = 0.6; // sample 11 along (0.6, 0.8)
        basis.data()[2 * N + 21] = 0.8;
        pieces.takeBasis(basis);
        List<Integer> found = new ArrayList<>();
        Piece piece = LabelSuspects.take(pieces, 2, N, 1e-9, found);
        assertThat(found).containsExactly(3);
        assertThat(piece.dimension()).isEqualTo(1);
        assertThat(piece.loss()).isCloseTo(1800.0 / 80, within(64 * EPS * 1800 / 80));
    }

    /** 11 directions per output are needed: with Q = 2 and 20 samples, 20 taken leave 20, which is not above 10 Q. */
    @Test
    void moreThanTenTimesQDirectionsMustBeLeft() {
        for (int taken = 19; taken <= 20; taken++) {
            Matrix residual = Matrix.zeros(2, 20).map(zero -> 1);
            residual.data()[0] = 1000;
            ResidualPieces pieces = new ResidualPieces(residual);
            Matrix basis = Matrix.zeros(40, taken);
            for (int k = 0; k < taken; k++) {
                basis.data()[40 * k + 39 - k] = 1;
            }
            pieces.takeBasis(basis);
            List<Integer> found = new ArrayList<>();
            LabelSuspects.take(pieces, 2, 20, 1e-9, found);
            assertThat(found).isEqualTo(taken == 19 ? List.of(0) : List.of());
        }
    }
}
