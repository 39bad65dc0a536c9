package dev.nadir.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final Matrix A = Matrix.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6});

    @Test
    void entriesLieByColumns() {
        assertThat(A.data()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(A.get(1, 2)).isEqualTo(6);
        assertThat(A.rowArray(1)).containsExactly(4, 5, 6);
        assertThat(A.columnArray(1)).containsExactly(2, 5);
    }

    @Test
    void partsAreCopies() {
        assertThat(A.columns(1, 3)).isEqualTo(Matrix.ofRows(new double[] {2, 3}, new double[] {5, 6}));
        assertThat(A.rows(1, 2)).isEqualTo(Matrix.ofRows(new double[] {4, 5, 6}));
        assertThat(A.selectColumns(2, 0, 2)).isEqualTo(Matrix.ofRows(new double[] {3, 1, 3}, new double[] {6, 4, 6}));
        assertThat(A.appendRow(1).rowArray(2)).containsExactly(1, 1, 1);
        assertThat(A.rows(0, 0)).isEqualTo(Matrix.zeros(0, 3));
        assertThat(A.columns(3, 3)).isEqualTo(Matrix.zeros(2, 0));
    }

    @Test
    void transposeIsItsOwnInverseForAnyShape() {
        for (int[] shape : new int[][] {{0, 0}, {0, 4}, {4, 0}, {1, 1}, {31, 33}, {70, 5}}) {
            Matrix matrix = Matrix.zeros(shape[0], shape[1]);
            for (int i = 0; i < matrix.data().length; i++) {
                matrix.data()[i] = i;
            }
            Matrix transposed = matrix.transpose();
            assertThat(transposed.transpose()).isEqualTo(matrix);
            for (int i = 0; i < shape[0]; i++) {
                assertThat(transposed.columnArray(i)).isEqualTo(matrix.rowArray(i));
            }
        }
    }

    @Test
    void normsNeitherOverflowNorHideNotANumber() {
        assertThat(Matrix.column(3e300, 4e300).frobeniusNorm()).isCloseTo(5e300, within(1e286));
        assertThat(Matrix.column(3e-300, 4e-300).frobeniusNorm()).isCloseTo(5e-300, within(1e-314));
        assertThat(Matrix.zeros(0, 2).frobeniusNorm()).isZero();
        assertThat(Matrix.column(1, Double.NaN, 2).maxAbs()).isNaN();
        assertThat(Matrix.column(Double.NaN, 2).frobeniusNorm()).isNaN();
        assertThat(Matrix.column(Double.NEGATIVE_INFINITY).maxAbs()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Matrix.column(1, Double.NaN).isFinite()).isFalse();
        assertThat(Matrix.zeros(0, 0).isFinite()).isTrue();
    }

    @Test
    void sumsMeansAndEquality() {
        assertThat(A.plus(2, A)).isEqualTo(A.map(x -> 3 * x));
        assertThat(A.minus(A)).isEqualTo(Matrix.zeros(2, 3));
        assertThat(A.rowMeans()).containsExactly(2, 5);
        assertThat(A.copy()).isEqualTo(A).hasSameHashCodeAs(A).isNotSameAs(A);
        assertThat(Matrix.zeros(2, 0)).isNotEqualTo(Matrix.zeros(0, 2));
        assertThat(Matrix.identity(2)).isEqualTo(Matrix.ofRows(new double[] {1, 0}, new double[] {0, 1}));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> new Matrix(2, 3, new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 5 numbers, expected rows x columns = 2 x 3");
        assertThatThrownBy(() -> new Matrix(-1, -1, new double[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.ofRows(new double[2], new double[3]))
                .hasMessage("row 1: got 3 entries, expected 2");
        assertThatThrownBy(() -> A.minus(Matrix.zeros(3, 2))).hasMessage("summand: got 3 x 2, expected 2 x 3");
        assertThatThrownBy(() -> Matrix.length(1L << 20, 1L << 12)).hasMessageContaining("1048576 x 4096");
        assertThat(Matrix.length(1L << 40, 0)).isZero();
    }

    @Test
    void rowScalingShiftsThenMultiplies() {
        RowScaling scaling = new RowScaling(new double[] {1, 4}, new double[] {2, -1});
        assertThat(scaling.apply(A)).isEqualTo(Matrix.ofRows(new double[] {0, 2, 4}, new double[] {-0.0, -1, -2}));
        assertThat(scaling.apply(Matrix.zeros(2, 0))).isEqualTo(Matrix.zeros(2, 0));
        assertThat(new RowScaling(new double[0], new double[0]).apply(Matrix.zeros(0, 3)))
                .isEqualTo(Matrix.zeros(0, 3));
        assertThatThrownBy(() -> scaling.apply(Matrix.zeros(3, 1)))
                .hasMessage("matrix to scale: got 3 x 1, expected 2 x 1");
        assertThatThrownBy(() -> new RowScaling(new double[1], new double[2]))
                .hasMessageContaining("1 offsets and 2 factors");
        assertThatThrownBy(() -> new RowScaling(new double[] {Double.NaN}, new double[1]))
                .hasMessageContaining("got offset NaN");
    }
}
