package dev.nadir.jacobian.diagnose;

import static dev.nadir.jacobian.diagnose.Diagnosed.diagnose;
import static dev.nadir.jacobian.diagnose.Diagnosed.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlowReasonsTest {
    /** x = w·x + b at 0 on inputs ±1 in the first feature and ±size in the second, which are orthogonal to each other and to 1. */
    private static LossDiagnosis linear(double size) {
        Network network = new Network(List.of(new Layer(Matrix.zeros(1, 2), new double[1], new Identity())));
        Matrix inputs = Matrix.ofRows(new double[] {1, -1, 1, -1}, new double[] {size, size, -size, -size});
        return diagnose(network, new TrainingSet(inputs, Matrix.ofRows(new double[] {4, 2, 0, -2})));
    }

    @Test
    @Tag("says:diagnose.slow-directions")
    void aFeatureOnASmallScaleIsSlow() {
        // y = 1 + x_1 + 2 x_2/size: the loss of the second feature is 2²/2, at λ = 4 size² beside λ_max = 4
        LossDiagnosis diagnosis = linear(1e-3);
        Finding slow = finding(diagnosis, DiagnoseClaim.SLOW_DIRECTIONS).orElseThrow();
        assertThat(slow.loss()).isCloseTo(2, within(1e-10)); // 1e6 ε: the spread of σ squared
        assertThat(slow.share()).isCloseTo(2 / 3.0, within(1e-10));
        assertThat(diagnosis.scales().lossBeyond(1e4)).isCloseTo(slow.loss(), within(1e-10));
        assertThat(diagnosis.scales().steps(2)).isCloseTo(Math.log(10) / 2 * 1e6, within(2.0));
        assertThat(diagnosis.reasons()).containsExactly(slow);
    }

    @Test
    @Tag("silent:diagnose.slow-directions")
    void featuresOnOneScaleAreNot() {
        assertThat(linear(1).reasons()).isEmpty();
        assertThat(finding(linear(1), DiagnoseClaim.SLOW_DIRECTIONS)).isEmpty();
    }

    @Test
    @Tag("says:diagnose.nearly-dependent-rows")
    void nearDuplicatesWithDifferentLabelsAreToldApartSlowly() {
        Matrix inputs = RandomCase.gaussian(3, 12, 2);
        for (int k = 0; k < 3; k++) {
            inputs.data()[3 * 7 + k] = inputs.data()[k] * (1 + 1e-5);
        }
        Matrix labels = RandomCase.gaussian(1, 12, 3);
        labels.data()[7] = labels.data()[0] + 5;
        LossDiagnosis diagnosis =
                diagnose(RandomCase.network(new Tanh(), 1, 3, 30, 1), new TrainingSet(inputs, labels));
        Finding near = finding(diagnosis, DiagnoseClaim.NEARLY_DEPENDENT_ROWS).orElseThrow();
        assertThat(near.message()).contains("1, 8");
        assertThat(near.advice()).contains("these inputs are nearly equal");
        // the difference of two residuals, in the direction (1, -1)/√2 up to the 1e-5 between their rows
        assertThat(near.loss()).isCloseTo(difference(labels, inputs) / 4 / 12, within(1e-3));
        assertThat(diagnosis.reasons()).contains(near);
    }

    private static double difference(Matrix labels, Matrix inputs) {
        Matrix residual =
                RandomCase.network(new Tanh(), 1, 3, 30, 1).evaluate(inputs).minus(labels);
        return Math.pow(residual.get(0, 0) - residual.get(0, 7), 2);
    }

    @Test
    @Tag("silent:diagnose.nearly-dependent-rows")
    void samplesApartAreNotCalledNear() {
        TrainingSet data = new TrainingSet(RandomCase.gaussian(3, 12, 2), RandomCase.gaussian(1, 12, 3));
        LossDiagnosis diagnosis = diagnose(RandomCase.network(new Tanh(), 1, 3, 30, 1), data);
        assertThat(finding(diagnosis, DiagnoseClaim.NEARLY_DEPENDENT_ROWS)).isEmpty();
    }

    @Test
    @Tag("says:diagnose.unstable-learning-rate")
    @Tag("silent:diagnose.unstable-learning-rate")
    void aLearningRateBeyondTheEdgeIsNamedAndOneBelowIsNot() {
        Network network = RandomCase.network(new Tanh(), 1, 3, 30, 1);
        TrainingSet data = new TrainingSet(RandomCase.gaussian(3, 12, 2), RandomCase.gaussian(1, 12, 3));
        double edge = diagnose(network, data, 1).scales().largestStable();
        assertThat(finding(diagnose(network, data, 1.01 * edge), DiagnoseClaim.UNSTABLE_LEARNING_RATE))
                .isPresent();
        assertThat(finding(diagnose(network, data, 0.99 * edge), DiagnoseClaim.UNSTABLE_LEARNING_RATE))
                .isEmpty();
        assertThat(finding(diagnose(network, data), DiagnoseClaim.UNSTABLE_LEARNING_RATE))
                .isEmpty();
    }
}
