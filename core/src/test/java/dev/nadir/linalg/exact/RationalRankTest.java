package dev.nadir.linalg.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RationalRankTest {

    /** Elimination of whole numbers without division but by the pivot before (Bareiss). */
    private static int oracle(Matrix matrix) {
        int rows = matrix.rows();
        int columns = matrix.columns();
        BigInteger[][] a = new BigInteger[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) { // 2^1074 makes every double whole
                a[i][j] = new BigDecimal(matrix.get(i, j))
                        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(1074)))
                        .toBigIntegerExact();
            }
        }
        int rank = 0;
        BigInteger last = BigInteger.ONE;
        for (int j = 0; j < columns && rank < rows; j++) {
            int pivot = rank;
            while (pivot < rows && a[pivot][j].signum() == 0) {
                pivot++;
            }
            if (pivot == rows) {
                continue;
            }
            BigInteger[] swapped = a[pivot];
            a[pivot] = a[rank];
            a[rank] = swapped;
            for (int i = rank + 1; i < rows; i++) {
                for (int k = columns - 1; k >= j; k--) {
                    a[i][k] = a[i][k].multiply(a[rank][j])
                            .subtract(a[i][j].multiply(a[rank][k]))
                            .divide(last);
                }
            }
            last = a[rank][j];
            rank++;
        }
        return rank;
    }

    @Test
    void agreesWithEliminationInWholeNumbers() {
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < 60; k++) {
            int rows = 1 + random.nextInt(6);
            int columns = 1 + random.nextInt(6);
            Matrix matrix = Matrix.zeros(rows, columns);
            for (int at = 0; at < rows * columns; at++) {
                matrix.data()[at] = switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(3) - 1;
                    case 2 -> random.nextInt(8) * 0.1;
                    default -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(200) - 100);
                };
            }
            for (int i = 1; k % 2 == 0 && i < rows; i++) { // a row that depends on the one before
                for (int j = 0; j < columns && random.nextInt(3) > 0; j++) {
                    matrix.data()[i + j * rows] = -4 * matrix.get(i - 1, j);
                }
            }
            assertThat(RationalRank.of(matrix)).hasValue(oracle(matrix));
        }
    }

    @Test
    void oneUlpMakesARankAndRoundingDoesNotHideIt() {
        Matrix matrix = Matrix.ofRows(new double[] {1, 3}, new double[] {0.1, 0.1 + 0.2});
        assertThat(RationalRank.of(matrix)).hasValue(2); // 0.1 + 0.2 is not three times 0.1
        assertThat(RationalRank.of(Matrix.ofRows(new double[] {1, 3}, new double[] {0.5, 1.5})))
                .hasValue(1);
    }

    @Test
    void sizesFarApartDoNotMatter() {
        Matrix matrix = Matrix.ofRows(
                new double[] {1e300, 3e300, 1}, new double[] {1e-300, 5e-324, 2e-300}, new double[] {1, 1, 1});
        assertThat(RationalRank.of(matrix)).hasValue(oracle(matrix)).hasValue(3);
    }

    @Test
    void productsOfWholeNumbersHaveTheRankOfTheirFactors() {
        SplittableRandom random = new SplittableRandom(8);
        for (int rank : new int[] {1, 7, 20}) {
            Matrix left = whole(random, 40, rank);
            Matrix right = whole(random, rank, 60);
            assertThat(RationalRank.of(Products.times(left, right))).hasValue(rank);
        }
    }

    private static Matrix whole(SplittableRandom random, int rows, int columns) {
        return Matrix.zeros(rows, columns).map(zero -> random.nextInt(2001) - 1000);
    }

    @Test
    void emptyAndZeroMatricesHaveRankZero() {
        assertThat(RationalRank.of(Matrix.zeros(0, 3))).hasValue(0);
        assertThat(RationalRank.of(Matrix.zeros(4, 3))).hasValue(0);
    }

    @Test
    void whatTakesTooLongIsLeftOpen() {
        assertThat(RationalRank.of(Matrix.identity(100), 300_000)).isEmpty();
        assertThat(RationalRank.of(Matrix.identity(100))).hasValue(100);
    }

    @Test
    void infinityIsRejected() {
        assertThatThrownBy(() -> RationalRank.of(Matrix.ofRows(new double[] {Double.POSITIVE_INFINITY})))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
