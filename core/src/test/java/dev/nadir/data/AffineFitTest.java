package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffineFitTest {

    /** x_1 = k 2^-10, x_2 = x_1 + z 2^-p, y = z = 2^p (x_2 - x_1) in rationals, however close the features are. */
    private static TrainingSet nearlyCollinear(int p) {
        SplittableRandom random = new SplittableRandom(p);
        Matrix inputs = Matrix.zeros(2, 40);
        Matrix labels = Matrix.zeros(1, 40);
        for (int j = 0; j < 40; j++) {
            labels.data()[j] = random.nextInt(-7, 8);
            inputs.data()[2 * j] = Math.scalb(random.nextInt(-1023, 1024), -10);
            inputs.data()[2 * j + 1] = inputs.data()[2 * j] + Math.scalb(labels.data()[j], -p);
        }
        return new TrainingSet(inputs, labels);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 24, 30, 40, 49})
    void nearlyCollinearFeaturesFitWhateverTheirCondition(int p) {
        assertThat(AffineFit.of(nearlyCollinear(p))).isEqualTo(AffineFit.FITS);
    }

    @Test
    void oneUlpInOneLabelIsNoFit() {
        TrainingSet data = nearlyCollinear(24);
        data.labels().data()[17] = Math.nextUp(data.labels().data()[17]);
        assertThat(AffineFit.of(data)).isEqualTo(AffineFit.NONE);
    }

    @Test
    void noiseOfFiveInTenPowerElevenIsNoFit() {
        SplittableRandom random = new SplittableRandom(1);
        Matrix inputs = Matrix.zeros(3, 50).map(zero -> random.nextGaussian());
        Matrix labels = Products.times(Matrix.ofRows(new double[] {1, -2, 0.5}), inputs);
        TrainingSet noisy = new TrainingSet(inputs, labels.map(y -> y + 5e-11 * random.nextGaussian()));
        assertThat(AffineFit.of(noisy)).isEqualTo(AffineFit.NONE);
    }

    @Test
    void unitsOfAColumnDoNotMatter() {
        for (double unit : new double[] {1e-300, 1.7e18, 1e300}) {
            Matrix inputs = nearlyCollinear(20).inputs().copy();
            for (int j = 0; j < inputs.columns(); j++) {
                inputs.data()[2 * j + 1] = j * unit;
            }
            Matrix labels = inputs.rows(0, 1).map(x -> 3 * x - 1); // exact: few digits
            assertThat(AffineFit.of(new TrainingSet(inputs, labels))).isEqualTo(AffineFit.FITS);
            labels.data()[5] += 1;
            assertThat(AffineFit.of(new TrainingSet(inputs, labels))).isEqualTo(AffineFit.NONE);
        }
    }

    @Test
    void constantAndRepeatedFeaturesAndConstantLabelsAreDecided() {
        Matrix x = Matrix.ofRows(
                new double[] {1, 2, 3, 4, 7}, new double[] {2, 4, 6, 8, 14}, new double[] {5, 5, 5, 5, 5});
        assertThat(AffineFit.of(new TrainingSet(x, Matrix.ofRows(new double[] {3, 5, 7, 9, 15}))))
                .isEqualTo(AffineFit.FITS);
        assertThat(AffineFit.of(new TrainingSet(x, Matrix.ofRows(new double[] {3, 5, 7, 9, 16}))))
                .isEqualTo(AffineFit.NONE);
        assertThat(AffineFit.of(new TrainingSet(x, Matrix.zeros(1, 5).map(zero -> 0.3))))
                .isEqualTo(AffineFit.FITS);
    }

    @Test
    void labelDimensionsAreThoseOfTheSmallestAffineSpace() {
        Matrix oneHot = Matrix.ofRows(new double[] {1, 0, 0, 1}, new double[] {0, 1, 0, 0}, new double[] {0, 0, 1, 0});
        assertThat(AffineFit.labelDimensions(oneHot)).hasValue(2);
        assertThat(AffineFit.labelDimensions(Matrix.zeros(2, 4).map(zero -> 7))).hasValue(0);
        assertThat(AffineFit.labelDimensions(Matrix.ofRows(new double[] {0, 1, 2}, new double[] {1, 3, 5})))
                .hasValue(1);
    }
}
