package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvdShapeTest {
    @ParameterizedTest
    @CsvSource({"40, 3", "3, 40", "5, 5", "1, 7", "7, 1"})
    void factorsReproduceMatricesOfEveryShape(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        Matrix a = Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
        Svd svd = Svd.of(a);
        Matrix scaled = svd.rightTransposed().copy();
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < svd.values().length; i++) {
                scaled.data()[i + j * scaled.rows()] *= svd.values()[i];
            }
        }
        Matrix difference = Products.times(svd.left(), scaled).minus(a);
        assertThat(difference.frobeniusNorm()).isLessThan(50 * Math.ulp(1.0) * a.frobeniusNorm());
    }
}
