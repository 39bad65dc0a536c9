package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
    private static final Matrix ONE = Matrix.ofRows(new double[] {1, 2});

    @Test
    void aNegativeZeroIsTheSameLabelAsZero() {
        TrainingSet signed = new TrainingSet(ONE, Matrix.ofRows(new double[] {-0.0, 0.0}, new double[] {3, -0.0}));
        TrainingSet unsigned = new TrainingSet(ONE, Matrix.ofRows(new double[] {0.0, 0.0}, new double[] {3, 0.0}));
        assertThat(signed.labels()).isEqualTo(unsigned.labels());
    }

    @Test
    void otherLabelsStayAsTheyAre() {
        Matrix labels = Matrix.ofRows(new double[] {-Double.MIN_VALUE, 1e308});
        assertThat(new TrainingSet(ONE, labels).labels()).isSameAs(labels);
    }

    @Test
    void numbersThatAreNotFiniteAreNamedByRowAndSampleFromOne() {
        Matrix broken = Matrix.ofRows(new double[] {1, 2}, new double[] {1, Double.NaN});
        assertThatThrownBy(() -> new TrainingSet(broken, ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inputs: got NaN in row 2 of sample 2, expected finite numbers");
        Matrix infinite = Matrix.ofRows(new double[] {Double.NEGATIVE_INFINITY, 2});
        assertThatThrownBy(() -> new TrainingSet(ONE, infinite))
                .hasMessage("labels: got -Infinity in row 1 of sample 1, expected finite numbers");
    }

    @Test
    void samplesAndOutputsMustMatchAndBeThere() {
        assertThatThrownBy(() -> new TrainingSet(ONE, Matrix.zeros(2, 3)))
                .hasMessage("labels: got 2 x 3, expected Q x N = 2 x 2");
        assertThatThrownBy(() -> new TrainingSet(Matrix.zeros(1, 0), Matrix.zeros(1, 0)))
                .hasMessage("training set: got 0 samples and 1 outputs, expected at least one of each");
        assertThatThrownBy(() -> new TrainingSet(ONE, Matrix.zeros(0, 2)))
                .hasMessage("training set: got 2 samples and 0 outputs, expected at least one of each");
    }
}
