package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardizationTest {
    private static final double EPS = Math.ulp(1.0);

    @Test
    void meanAndDeviationInClosedForm() {
        RowScaling scaling = Standardization.of(Matrix.ofRows(new double[] {1, 3}, new double[] {-2, 4}));
        assertThat(scaling.offset()).containsExactly(2, 1);
        assertThat(scaling.factor()).containsExactly(1, 1.0 / 3);
    }

    /** Rounding of N summands: N ε relative to the entries, which have size about 1 after division. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-300, 1e300, 1e-160, 1e160, 4e-308, 1e307})
    void rowsHaveMeanZeroAndDeviationOneAtEveryMagnitude(double magnitude) {
        SplittableRandom random = new SplittableRandom(1);
        int samples = 50;
        Matrix data = Matrix.zeros(4, samples).map(zero -> magnitude * (random.nextDouble() + 0.5));
        Matrix scaled = Standardization.of(data).apply(data);
        double[] means = scaled.rowMeans();
        for (int i = 0; i < 4; i++) {
            double squares = Arrays.stream(scaled.rowArray(i)).map(z -> z * z).sum();
            assertThat(means[i]).isEqualTo(0, within(8 * samples * EPS));
            assertThat(squares / samples).isEqualTo(1, within(8 * samples * EPS));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0, -7, 1e308, -1.7e308, Double.MIN_VALUE})
    void constantRowsBecomeExactlyZero(double value) {
        Matrix data = Matrix.zeros(1, 7).map(zero -> value);
        RowScaling scaling = Standardization.of(data);
        assertThat(scaling.factor()).containsExactly(1);
        assertThat(scaling.apply(data).maxAbs()).isZero();
    }

    @Test
    void sumsBeyondTheLargestNumberDoNotOverflow() {
        Matrix data = Matrix.ofRows(new double[] {1.7e308, 1.6e308, 1.7e308, 1.6e308});
        RowScaling scaling = Standardization.of(data);
        assertThat(scaling.offset()[0]).isEqualTo(1.65e308, within(4 * EPS * 1.65e308));
        assertThat(scaling.factor()[0]).isEqualTo(1 / 5e306, within(100 * EPS / 5e306)); // 33 times cancellation
    }

    @Test
    void whatCannotBeStandardizedIsRefused() {
        for (double[] row : new double[][] {
            {Double.NaN, 1}, {1, Double.POSITIVE_INFINITY}, {-1.7e308, 1.7e308}, {0, Double.MIN_VALUE}
        }) {
            assertThatThrownBy(() -> Standardization.of(Matrix.ofRows(new double[] {1, 2}, row)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("feature 2: got values from ");
            assertThat(Standardization.ifRepresentable(Matrix.ofRows(new double[] {1, 2}, row)))
                    .isEmpty();
        }
        assertThat(Standardization.ifRepresentable(Matrix.ofRows(new double[] {1, 3}))
                        .orElseThrow()
                        .offset())
                .containsExactly(2);
    }

    /** 1/σ of numbers near 1e-310 is above the largest double. */
    @Test
    void numbersTooSmallToBeDividedByTheirDeviationAreRefusedByName() {
        assertThatThrownBy(() -> Standardization.of(Matrix.ofRows(new double[] {1e-310, 3e-310})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature 1: got values from 1.0E-310 to 3.0E-310, expected numbers that can be divided by"
                        + " their deviation; multiply them by a power of ten");
    }
}
