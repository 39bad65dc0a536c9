package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowCase;
import dev.nadir.flow.Problems;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LimitPointTest {

    private static LossLandscape linear(int inputs, int samples, boolean sameFeature) {
        SplittableRandom random = new SplittableRandom(3);
        Matrix x = Matrix.zeros(inputs, samples).map(zero -> random.nextGaussian());
        for (int i = 0; sameFeature && i < samples; i++) {
            x.data()[1 + i * inputs] = x.data()[i * inputs];
        }
        Matrix y = Matrix.zeros(1, samples).map(zero -> random.nextGaussian());
        double[] dims = {inputs, 1};
        return new LossLandscape(FlowCase.network(dims, "tanh", new double[inputs + 1]), new TrainingSet(x, y));
    }

    /** One step of Newton's method solves least squares; the oracle is the QR factorization. */
    @Test
    @Tag("says:flow.minimum")
    void leastSquaresHasAnIsolatedMinimum() {
        LossLandscape landscape = linear(3, 20, false);
        LimitPoint limit = LimitPoint.from(landscape, landscape.start());
        assertThat(limit.kind()).as(limit.message()).isEqualTo(LimitPoint.Kind.MINIMUM);
        assertThat(limit.largestGradient()).isLessThanOrEqualTo(1e-14);
        assertThat(limit.hessian().nullity()).isZero();
        Matrix design = landscape.data().inputs().appendRow(1).transpose();
        Qr qr = Qr.of(design);
        Matrix rest = landscape.data().labels().transpose();
        Matrix q = qr.thinQ();
        Matrix residual = rest.minus(Products.times(q, Products.transposedTimes(q, rest)));
        double least = Math.pow(residual.frobeniusNorm(), 2) / 40;
        assertThat(limit.cost()).isCloseTo(least, within(1e-13 * least)); // 20 terms, rounded twice
        assertThat(limit.distance()).isEqualTo(Matrix.column(limit.state()).frobeniusNorm());
    }

    @Test
    void twoEqualFeaturesMakeADegenerateMinimum() {
        LossLandscape landscape = linear(3, 20, true);
        LimitPoint limit = LimitPoint.from(landscape, landscape.start());
        assertThat(limit.kind()).as(limit.message()).isEqualTo(LimitPoint.Kind.DEGENERATE_MINIMUM);
        assertThat(limit.hessian().nullity()).isEqualTo(1);
    }

    /** x ↦ w_2 (w_1 x + b_1) + b_2 at w = 0: the eigenvalue of w_1, w_2 is −1 for labels with covariance 1. */
    @Test
    @Tag("silent:flow.minimum")
    void theOriginOfALinearChainIsASaddle() {
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, -1}), Matrix.ofRows(new double[] {2, 0}));
        double[] origin = {0, 0, 0, 1}; // w_1, b_1, w_2, b_2: outputs 1, the mean of the labels
        LossLandscape chain = new LossLandscape(FlowCase.network(new double[] {1, 1, 1}, "identity", origin), data);
        LimitPoint limit = LimitPoint.from(chain, origin);
        assertThat(limit.kind()).as(limit.message()).isEqualTo(LimitPoint.Kind.SADDLE);
        assertThat(limit.steps()).isZero();
    }

    /** A network on its own outputs with a little noise: the minimum lies near, and nothing is degenerate. */
    @Test
    void theMinimumNearATeacherIsFoundToRounding() {
        LossLandscape teacher = Problems.gaussian("tanh", 40, 2, 2, 3, 1);
        SplittableRandom random = new SplittableRandom(5);
        Matrix labels = teacher.outputs(teacher.start()).map(value -> value + 0.01 * random.nextGaussian());
        LossLandscape landscape = new LossLandscape(
                teacher.perceptron().orElseThrow().network(teacher.start()),
                new TrainingSet(teacher.data().inputs(), labels));
        LimitPoint limit = LimitPoint.from(landscape, landscape.start());
        assertThat(limit.kind()).as(limit.message()).isEqualTo(LimitPoint.Kind.MINIMUM);
        assertThat(limit.largestGradient()).isLessThanOrEqualTo(1e-14);
        assertThat(limit.distance()).isBetween(1e-3, 10.0);
        assertThat(limit.cost()).isLessThan(landscape.cost(landscape.start()));
    }

    @Test
    void aStateWithoutACostIsRefused() {
        LossLandscape landscape = linear(2, 5, false);
        assertThatThrownBy(() -> LimitPoint.from(landscape, new double[] {Double.NaN, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
