package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hyperplanes, rules and certificates on numbers small enough to add up by hand. */
class CertificatesTest {
    private static final double EPS = Math.ulp(1.0);
    private static final Matrix CORNERS = Matrix.ofRows(new double[] {0, 1, 0, 1}, new double[] {0, 1, 1, 0});

    private static List<BigInteger> weights(long... values) {
        return java.util.Arrays.stream(values).mapToObj(BigInteger::valueOf).toList();
    }

    /** XOR: (0,0) + (1,1) = (0,1) + (1,0). */
    @Test
    void aCertificateHoldsWhereTheCombinationsCoincideAndNowhereElse() {
        FarkasCertificate xor = new FarkasCertificate(new int[] {0, 1}, weights(1, 1), new int[] {2, 3}, weights(1, 1));
        assertThat(xor.holdsOn(CORNERS)).isTrue();
        assertThat(xor.support()).isEqualTo(4);
        for (int number = 0; number < 8; number++) { // one ulp anywhere spoils it
            Matrix moved = CORNERS.copy();
            moved.data()[number] = Math.nextUp(moved.data()[number]);
            assertThat(xor.holdsOn(moved)).isFalse();
        }
        FarkasCertificate uneven =
                new FarkasCertificate(new int[] {0, 1}, weights(1, 3), new int[] {2, 3}, weights(2, 2));
        assertThat(uneven.holdsOn(CORNERS)).isFalse();
        assertThat(uneven.firstShares()).containsExactly(0.25, 0.75);
        assertThat(uneven.secondShares()).containsExactly(0.5, 0.5);
        FarkasCertificate lopsided = new FarkasCertificate(new int[] {0}, weights(3), new int[] {1, 2}, weights(1, 2));
        assertThat(lopsided.support()).isEqualTo(3);
    }

    @Test
    void weightsMustBePositiveAndBalanced() {
        int[] one = {0};
        assertThatThrownBy(() -> new FarkasCertificate(one, weights(1), one, weights(2)))
                .hasMessageContaining("got sums 1 and 2");
        assertThatThrownBy(() -> new FarkasCertificate(one, weights(0), one, weights(0)))
                .hasMessageContaining("expected positive numbers");
        assertThatThrownBy(() -> new FarkasCertificate(one, weights(1, 1), one, weights(2)))
                .hasMessageContaining("got 2 and 1, expected 1 and 1");
        assertThatThrownBy(() -> new FarkasCertificate(new int[0], weights(), new int[0], weights()))
                .hasMessageContaining("got sums 0 and 0");
    }

    /** 3 x + 4 y − 10, of norm 5. */
    @Test
    void anExactHyperplaneIsRoundedToAUnitNormal() {
        ExactHyperplane exact =
                new ExactHyperplane(List.of(BigDecimal.valueOf(3), BigDecimal.valueOf(4)), BigDecimal.valueOf(-10));
        Hyperplane rounded = exact.rounded();
        assertThat(rounded.normal()).containsExactly(0.6, 0.8);
        assertThat(rounded.offset()).isEqualTo(-2);
        assertThat(rounded.norm()).isCloseTo(1, within(2 * EPS));
        assertThat(exact.value(CORNERS, 1)).isEqualByComparingTo("-3");
    }

    @Test
    void aHyperplaneKeepsItsValuesUnderScalingAndAffineMaps() {
        Hyperplane plane = new Hyperplane(new double[] {3, 4}, -10);
        assertThat(plane.norm()).isEqualTo(5);
        assertThat(plane.values(CORNERS)).containsExactly(-10, -3, -6, -7);
        assertThat(plane.affine(2, 1).values(CORNERS)).containsExactly(-19, -5, -11, -13);
        RowScaling scaling = new RowScaling(new double[] {1, -2}, new double[] {0.5, 4});
        assertThat(plane.beforeScaling(scaling).values(CORNERS)).containsExactly(plane.values(scaling.apply(CORNERS)));
    }

    /** x below 1/2 first, then y below 1/2: corner (0, 0) is in both half-spaces and belongs to the first; (1, 1) to neither. */
    @Test
    void theFirstRuleThatContainsASampleDecides() {
        DecisionRules.Rule left = new DecisionRules.Rule(new Hyperplane(new double[] {1, 0}, -0.5), 7, 1, new int[0]);
        DecisionRules.Rule below = new DecisionRules.Rule(new Hyperplane(new double[] {0, 1}, -0.5), 8, 1, new int[0]);
        assertThat(new DecisionRules(List.of(left, below), 9).decide(CORNERS)).containsExactly(0, 2, 0, 1);
        DecisionRules.Rule boundary = new DecisionRules.Rule(new Hyperplane(new double[] {1, 0}, 0), 7, 1, new int[0]);
        assertThat(new DecisionRules(List.of(boundary), 9).decide(CORNERS)).containsOnly(1); // 0 is not negative
    }

    /** On 0, 1 | 2, 3 with normal 4: gap 1 at 3/2; the rounding is 2 (M + 2) ε |w| max |x| over |w|. */
    @Test
    void aCandidateIsMeasuredAgainstItsRounding() {
        Matrix line = Matrix.ofRows(new double[] {0, 1, 2, 3});
        Separator.Check check = new Separator(line).check(new double[] {4}, new int[] {0, 1}, new int[] {2, 3});
        assertThat(check.gap()).isEqualTo(1);
        assertThat(check.norm()).isEqualTo(4);
        assertThat(check.unit().normal()).containsExactly(1);
        assertThat(check.unit().offset()).isEqualTo(-1.5);
        assertThat(check.rounding()).isEqualTo(2 * 3 * EPS * 3);
        assertThat(check.passed()).isTrue();
        assertThat(new Separator(line)
                        .check(new double[] {-4}, new int[] {0, 1}, new int[] {2, 3})
                        .passed())
                .isFalse();
    }

    /** 1 | 1 + k ulp: the gap must exceed 6 ε, whatever the size of the normal. */
    @Test
    void aGapWithinItsRoundingDoesNotPass() {
        for (double size : new double[] {1, 1024}) {
            assertThat(gapOfUlps(6, size)).isFalse();
            assertThat(gapOfUlps(7, size)).isTrue();
        }
    }

    private static boolean gapOfUlps(int ulps, double size) {
        Matrix pair = Matrix.ofRows(new double[] {-1, -1 + ulps * EPS / 2});
        double rounding = 2 * 3 * EPS; // |x| = 1
        Separator.Check check = new Separator(pair).check(new double[] {size}, new int[] {0}, new int[] {1});
        assertThat(check.rounding()).isEqualTo(rounding);
        return new Separator(Matrix.ofRows(new double[] {-1, -1 + ulps * EPS}))
                .check(new double[] {size}, new int[] {0}, new int[] {1})
                .passed();
    }

    /** Three classes on a line: an end goes first, by the larger gap; of the last two the smaller class. */
    @Test
    void theLargerGapGoesFirstAndOfTwoTheSmallerClass() {
        Matrix line = Matrix.ofRows(new double[] {0, 1, 3, 4, 9, 9.5, 9.7});
        LabelClasses classes = LabelClasses.of(Matrix.ofRows(new double[] {0, 0, 1, 1, 2, 2, 2}));
        SequentialSeparation found = SequentialSeparation.search(new Separator(line), classes);
        assertThat(found.separable()).isTrue();
        assertThat(found.order()).startsWith(classes.codes()[4]).hasSize(3); // gap 5, before 2 at the other end
        assertThat(found.smallestGap()).isCloseTo(2, within(8 * EPS));
        LabelClasses two = LabelClasses.of(Matrix.ofRows(new double[] {0, 0, 0, 0, 1, 1, 1}));
        assertThat(SequentialSeparation.search(new Separator(line), two).order())
                .containsExactly(two.codes()[4], two.codes()[0]);
        assertThat(IntStream.of(found.steps().get(0).support()).anyMatch(i -> i == 4))
                .isTrue();
    }
}
