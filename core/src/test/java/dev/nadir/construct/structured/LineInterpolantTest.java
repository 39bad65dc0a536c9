package dev.nadir.construct.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ExampleData;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineInterpolantTest {
    private static final TrainingSet XOR = new TrainingSet(
            Matrix.ofRows(new double[] {0, 0, 1, 1}, new double[] {0, 1, 0, 1}),
            Matrix.ofRows(new double[] {0, 1, 1, 0}));

    private static Outcome built(TrainingSet data, Activation activation) {
        return new LineInterpolant(activation).construct(new Problem(data, Optional.empty(), 1, Progress.NONE));
    }

    private static Network network(TrainingSet data, Activation activation) {
        return ((Constructed) built(data, activation)).network();
    }

    /** The output in exact decimal arithmetic, which holds every double. */
    private static BigDecimal[] exactly(Network network, double[] sample) {
        BigDecimal[] a = new BigDecimal[sample.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = new BigDecimal(sample[i]);
        }
        for (Layer layer : network.layers()) {
            BigDecimal[] z = new BigDecimal[layer.outputDim()];
            for (int u = 0; u < z.length; u++) {
                z[u] = new BigDecimal(layer.bias()[u]);
                for (int i = 0; i < a.length; i++) {
                    z[u] = z[u].add(new BigDecimal(layer.weight().get(u, i)).multiply(a[i]));
                }
                z[u] = activated(z[u], layer.activation());
            }
            a = z;
        }
        return a;
    }

    private static BigDecimal activated(BigDecimal z, Activation activation) {
        if (z.signum() >= 0 || !activation.positivelyHomogeneous() || activation.value(-1) == -1) {
            return z;
        }
        return activation instanceof LeakyRelu leaky ? z.multiply(new BigDecimal(leaky.slope())) : BigDecimal.ZERO;
    }

    private static void assertExact(Network network, TrainingSet data) {
        for (int j = 0; j < data.samples(); j++) {
            BigDecimal[] outputs = exactly(network, data.inputs().columnArray(j));
            for (int q = 0; q < outputs.length; q++) {
                assertThat(outputs[q])
                        .isEqualByComparingTo(new BigDecimal(data.labels().get(q, j)));
            }
        }
    }

    @Test
    void twoUnitsSolveXorInRationals() {
        Network network = network(XOR, new Relu());
        assertThat(network.layerDims()).containsExactly(2, 2, 1);
        assertExact(network, XOR);
    }

    @Test
    void anyLabelsAtTheIntegersAreMetInRationals() {
        // slopes of integer labels at neighbouring integers are integers; a leak of 1/2 divides by 1/2
        int n = 24;
        Matrix places = Matrix.zeros(1, n);
        Matrix labels = ExampleData.gaussian(3, n, 5).map(v -> Math.rint(10 * v));
        for (int j = 0; j < n; j++) {
            places.data()[j] = (7 * j) % n; // every integer below n, in another order
        }
        TrainingSet data = new TrainingSet(places, labels);
        for (Activation activation : new Activation[] {new Relu(), new LeakyRelu(0.5)}) {
            Network network = network(data, activation);
            assertThat(network.layerDims()[1]).isLessThanOrEqualTo(n - 1);
            assertExact(network, data);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 1", "3, 30, 2", "5, 40, 3", "2, 2, 1", "4, 1, 2"})
    void unitsOneFewerThanSamplesFitAnyLabels(int inputDim, int samples, int outputDim) {
        TrainingSet data = new TrainingSet(
                ExampleData.gaussian(inputDim, samples, 1), ExampleData.gaussian(outputDim, samples, 2));
        for (Activation activation : new Activation[] {new Relu(), new LeakyRelu(0.01)}) {
            Network network = network(data, activation);
            assertThat(network.layerDims()[1]).isLessThanOrEqualTo(Math.max(1, samples - 1));
            assertThat(Accuracy.of(network, data).zeroLoss()).isTrue();
        }
    }

    @Test
    void constantLabelsNeedNoKink() {
        TrainingSet data = new TrainingSet(
                ExampleData.gaussian(3, 9, 1), Matrix.zeros(2, 9).map(zero -> 5));
        Network network = network(data, new Relu());
        assertThat(network.layerDims()).containsExactly(3, 1, 2);
        assertThat(Accuracy.of(network, data).maxResidual()).isZero();
    }

    @Test
    void equalInputsOfDifferentLabelsAreRefused() {
        TrainingSet data =
                new TrainingSet(Matrix.ofRows(new double[] {1, 1, 2}), Matrix.ofRows(new double[] {0, 1, 1}));
        assertThat(built(data, new Relu())).isInstanceOf(Refusal.class);
    }

    @Test
    void smoothActivationsAreACallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LineInterpolant(new Tanh()))
                .withMessageContaining("relu or leaky-relu");
    }
}
