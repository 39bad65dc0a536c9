package dev.nadir.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class CostTest {
    private static final Matrix OUTPUTS = Matrix.ofRows(new double[] {1, 2, 3}, new double[] {0, 0, 5});
    private static final Matrix LABELS = Matrix.ofRows(new double[] {1, 4, 0}, new double[] {0, 0, 1});

    @Test
    void costGradientAndResidualInClosedForm() {
        assertThat(Cost.of(OUTPUTS, LABELS)).isCloseTo((4 + 9 + 16) / 6.0, within(1e-15 * 29));
        assertThat(Cost.outputGradient(OUTPUTS, LABELS))
                .isEqualTo(Matrix.ofRows(new double[] {0, -2 / 3.0, 1}, new double[] {0, 0, 4 / 3.0}));
        assertThat(Cost.maxResidual(OUTPUTS, LABELS)).isEqualTo(4);
        assertThat(Cost.of(LABELS, LABELS)).isZero();
    }

    @Test
    void relativeCostDividesByTheVarianceOfEachLabel() {
        double first = 13 / 6.0 / (26 / 9.0); // variance of 1, 4, 0
        double second = 16 / 6.0 / (2 / 9.0); // variance of 0, 0, 1
        assertThat(Cost.relative(OUTPUTS, LABELS)).isCloseTo(first + second, within(1e-14 * (first + second)));
    }

    /** No variance: the size of the labels is the scale; 10 times 0.1 has a rounded mean, yet does not vary. */
    @Test
    void relativeCostOfConstantLabelsIsRelativeToTheirSize() {
        for (double size : new double[] {1e-200, 1e-11, 0.1, 1, 1e150}) {
            Matrix constant = Matrix.zeros(1, 10).map(zero -> size);
            assertThat(Cost.relative(Matrix.zeros(1, 10), constant)).isCloseTo(0.5, within(1e-15));
            assertThat(Cost.relative(constant, constant)).isZero();
        }
        Matrix emptyClass = Matrix.ofRows(new double[] {3, 4}, new double[] {0, 0}); // ‖y‖/√2 = 5/√2
        Matrix outputs = Matrix.ofRows(new double[] {3, 4}, new double[] {0, 1});
        assertThat(Cost.relative(outputs, emptyClass)).isCloseTo(1 / 25.0, within(1e-16));
    }

    @Test
    void labelsThatAreAllZeroHaveNoScale() {
        Matrix zero = Matrix.zeros(2, 3);
        assertThat(Cost.relative(zero, zero)).isZero();
        assertThat(Cost.relative(OUTPUTS, zero)).isInfinite();
    }

    /** Powers of two scale exactly, so the relative cost is the same to the last bit from 1e-150 to 1e150. */
    @Test
    void relativeCostDoesNotDependOnTheUnitsOfTheLabels() {
        double one = Cost.relative(OUTPUTS, LABELS);
        for (int exponent : new int[] {-500, -40, 40, 500}) {
            double unit = Math.scalb(1.0, exponent);
            assertThat(Cost.relative(OUTPUTS.map(x -> x * unit), LABELS.map(y -> y * unit)))
                    .isCloseTo(one, within(4 * Math.ulp(one))); // norms are rescaled internally
        }
    }

    /** Labels of size 1e-11 that nothing fits yet have a cost of 5e-23, far above zero loss. */
    @Test
    void zeroLossIsRelativeToTheLabels() {
        Matrix tiny = LABELS.map(y -> 1e-11 * y);
        assertThat(ZeroLoss.reached(Matrix.zeros(2, 3), tiny)).isFalse();
        assertThat(ZeroLoss.reached(tiny.map(y -> y * (1 + 1e-11)), tiny)).isTrue();
        assertThat(ZeroLoss.reached(tiny.map(y -> y * (1 + 1e-9)), tiny)).isFalse();
        Matrix nan = tiny.copy();
        nan.data()[0] = Double.NaN;
        assertThat(ZeroLoss.reached(nan, tiny)).isFalse();
    }

    @Test
    void tinyAndHugeDifferencesNeitherVanishNorOverflow() {
        assertThat(Cost.of(Matrix.column(1e-160), Matrix.column(0))).isCloseTo(5e-321, within(5e-323));
        assertThat(Cost.of(Matrix.column(1e153), Matrix.column(0))).isCloseTo(5e305, within(1e291));
    }

    @Test
    void notANumberPropagates() {
        Matrix nan = OUTPUTS.copy();
        nan.data()[3] = Double.NaN;
        assertThat(Cost.of(nan, LABELS)).isNaN();
        assertThat(Cost.maxResidual(nan, LABELS)).isNaN();
        assertThat(Cost.relative(nan, LABELS)).isNaN();
        assertThat(Cost.outputGradient(nan, LABELS).data()[3]).isNaN();
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> Cost.of(OUTPUTS, Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outputs: got 2 x 3, expected 2 x 2");
    }
}
