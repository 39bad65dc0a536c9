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
        Matrix constant = Matrix.ofRows(new double[] {1, 1}); // counts with variance 1
        assertThat(Cost.relative(Matrix.zeros(1, 2), constant)).isEqualTo(0.5);
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
