package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final double EPS = Math.ulp(1.0);
    private static final Matrix A = PrescribedSpectrum.gaussian(13, 8, 1);
    private static final Matrix B = PrescribedSpectrum.gaussian(8, 5, 2);

    private static Matrix byDefinition(Matrix a, Matrix b) {
        Matrix c = Matrix.zeros(a.rows(), b.columns());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                for (int k = 0; k < a.columns(); k++) {
                    c.data()[i + j * a.rows()] += a.get(i, k) * b.get(k, j);
                }
            }
        }
        return c;
    }

    /** Two orders of summation of k terms differ by at most 2 k ε |A| |B|. */
    private static void assertClose(Matrix got, Matrix expected, double scale) {
        assertThat(got.minus(expected).frobeniusNorm()).isLessThanOrEqualTo(2 * 13 * EPS * scale);
    }

    @Test
    void allProductsAgreeWithTheDefinition() {
        double scale = A.frobeniusNorm() * A.frobeniusNorm() * B.frobeniusNorm();
        Matrix expected = byDefinition(A, B);
        assertClose(Products.times(A, B), expected, scale);
        assertClose(Products.transposedTimes(A.transpose(), B), expected, scale);
        assertClose(Products.timesTransposed(A, B.transpose()), expected, scale);
        assertClose(Products.gram(A), byDefinition(A.transpose(), A), scale);
        assertClose(Products.outerGram(A), byDefinition(A, A.transpose()), scale);
        double[] v = B.columnArray(3);
        assertClose(Matrix.column(Products.times(A, v)), expected.columns(3, 4), scale);
        assertClose(Matrix.column(Products.transposedTimes(A.transpose(), v)), expected.columns(3, 4), scale);
    }

    @Test
    void affineAddsTheBiasToEveryColumn() {
        double[] bias = A.columnArray(0);
        Matrix z = Products.affine(A, B, bias);
        Matrix product = Products.times(A, B);
        for (int j = 0; j < 5; j++) {
            for (int i = 0; i < 13; i++) {
                assertThat(z.get(i, j)).isEqualTo(product.get(i, j) + bias[i]);
            }
        }
    }

    @Test
    void gramMatricesAreExactlySymmetric() {
        Matrix tall = PrescribedSpectrum.gaussian(50, 77, 3);
        assertThat(Products.gram(tall)).isEqualTo(Products.gram(tall).transpose());
        assertThat(Products.outerGram(tall)).isEqualTo(Products.outerGram(tall).transpose());
    }

    @Test
    void emptyProductsAreZeroOrEmpty() {
        assertThat(Products.times(Matrix.zeros(2, 0), Matrix.zeros(0, 3))).isEqualTo(Matrix.zeros(2, 3));
        assertThat(Products.times(Matrix.zeros(0, 2), Matrix.zeros(2, 3))).isEqualTo(Matrix.zeros(0, 3));
        assertThat(Products.gram(Matrix.zeros(0, 2))).isEqualTo(Matrix.zeros(2, 2));
        assertThat(Products.outerGram(Matrix.zeros(2, 0))).isEqualTo(Matrix.zeros(2, 2));
        assertThat(Products.times(Matrix.zeros(2, 0), new double[0])).containsExactly(0, 0);
        assertThat(Products.transposedTimes(Matrix.zeros(0, 2), new double[0])).containsExactly(0, 0);
        assertThat(Products.times(Matrix.column(3), Matrix.column(4)).get(0, 0)).isEqualTo(12);
    }

    @Test
    void notANumberReachesEveryEntryItTouchesEvenTimesZero() {
        Matrix nan = Matrix.zeros(2, 2);
        nan.data()[0] = Double.NaN;
        Matrix product = Products.times(nan, Matrix.zeros(2, 2));
        assertThat(product.get(0, 0)).isNaN();
        assertThat(product.get(0, 1)).isNaN();
        assertThat(product.get(1, 0)).isZero();
        assertThat(Products.gram(nan).get(0, 0)).isNaN();
        assertThat(Products.times(nan, new double[2])[0]).isNaN();
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> Products.times(A, A))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("product: got inner dimensions 8 and 13, expected them equal");
        assertThatThrownBy(() -> Products.transposedTimes(A, B)).hasMessageContaining("13 and 8");
        assertThatThrownBy(() -> Products.timesTransposed(A, B)).hasMessageContaining("8 and 5");
        assertThatThrownBy(() -> Products.times(A, new double[3])).hasMessageContaining("8 and 3");
        assertThatThrownBy(() -> Products.affine(A, B, new double[3])).hasMessage("bias: got 3 entries, expected 13");
    }
}
