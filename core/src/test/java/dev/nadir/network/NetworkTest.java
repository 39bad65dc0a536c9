package dev.nadir.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Matrix INPUTS = gaussian(3, 7, 1);

    private static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    private static Network network(Activation activation, Optional<RowScaling> scaling) {
        return new Network(
                scaling,
                List.of(
                        new Layer(gaussian(4, 3, 2), gaussian(4, 1, 3).data(), activation),
                        new Layer(gaussian(5, 4, 4), gaussian(5, 1, 5).data(), activation),
                        new Layer(gaussian(2, 5, 6), gaussian(2, 1, 7).data(), new Identity())));
    }

    /** Central differences: h² times third derivatives (below 100 here) plus ε cost / h, h = 1e-5. */
    @Test
    void costGradientAgreesWithDifferencesForEveryActivation() {
        Matrix labels = gaussian(2, 7, 8);
        for (Activation activation : Activations.all()) {
            if (activation instanceof Exp) {
                continue; // e^(e^z) leaves no digits for differences
            }
            Network network = network(activation, Optional.empty());
            ForwardPass pass = network.forward(INPUTS);
            double[] gradient = pass.pullBack(Cost.outputGradient(pass.outputs(), labels));
            double[] theta = network.parameters();
            for (int k = 0; k < theta.length; k++) {
                double difference =
                        (cost(network, theta, k, 1e-5, labels) - cost(network, theta, k, -1e-5, labels)) / 2e-5;
                assertThat(gradient[k])
                        .as(activation.name())
                        .isCloseTo(difference, within(1e-7 * (1 + Math.abs(difference))));
            }
        }
    }

    private static double cost(Network network, double[] theta, int k, double step, Matrix labels) {
        double[] moved = theta.clone();
        moved[k] += step;
        return Cost.of(network.withParameters(moved).evaluate(INPUTS), labels);
    }

    @Test
    void parametersGoOutAndBack() {
        Network network = network(new Tanh(), Optional.empty());
        assertThat(network.parameterCount()).isEqualTo(4 * 3 + 4 + 5 * 4 + 5 + 2 * 5 + 2);
        assertThat(network.layerDims()).containsExactly(3, 4, 5, 2);
        double[] theta = network.parameters();
        assertThat(theta[1]).isEqualTo(network.layers().get(0).weight().get(1, 0)); // by columns
        assertThat(theta[12]).isEqualTo(network.layers().get(0).bias()[0]);
        Network again = network.withParameters(theta);
        assertThat(again.parameters()).isEqualTo(theta);
        assertThat(again.evaluate(INPUTS)).isEqualTo(network.evaluate(INPUTS));
        assertThatThrownBy(() -> network.withParameters(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameters: got 3, expected K = 53");
    }

    @Test
    void scalingActsBeforeTheFirstLayerAndSurvivesNewParameters() {
        RowScaling scaling = new RowScaling(new double[] {1, 2, 3}, new double[] {0.5, 2, -1});
        Network scaled = network(new Tanh(), Optional.of(scaling));
        Network plain = network(new Tanh(), Optional.empty());
        assertThat(scaled.evaluate(INPUTS)).isEqualTo(plain.evaluate(scaling.apply(INPUTS)));
        assertThat(scaled.parameterCount()).isEqualTo(plain.parameterCount());
        assertThat(scaled.withParameters(scaled.parameters()).evaluate(INPUTS)).isEqualTo(scaled.evaluate(INPUTS));
    }

    @Test
    void notANumberInOneSampleStaysInThatSample() {
        for (Activation activation : Activations.all()) {
            Matrix inputs = INPUTS.copy();
            inputs.data()[4] = Double.NaN; // sample 1
            Matrix outputs = network(activation, Optional.empty()).evaluate(inputs);
            for (int q = 0; q < 2; q++) {
                assertThat(outputs.get(q, 1)).as(activation.name()).isNaN();
                assertThat(outputs.get(q, 0)).as(activation.name()).isNotNaN();
            }
            ForwardPass pass = network(activation, Optional.empty()).forward(inputs);
            assertThat(pass.pullBack(gaussian(2, 7, 9))).as(activation.name()).contains(Double.NaN);
        }
    }

    @Test
    void noSamplesGiveNoOutputsAndAZeroGradient() {
        ForwardPass pass = network(new Tanh(), Optional.empty()).forward(Matrix.zeros(3, 0));
        assertThat(pass.outputs()).isEqualTo(Matrix.zeros(2, 0));
        assertThat(pass.pullBack(Matrix.zeros(2, 0))).containsOnly(0).hasSize(53);
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Layer layer = new Layer(gaussian(4, 3, 2), new double[4], new Tanh());
        assertThatThrownBy(() -> new Network(List.of())).hasMessageContaining("got none");
        assertThatThrownBy(() -> new Network(List.of(layer, layer)))
                .hasMessageContaining("layer 2: got a weight with 3 columns, expected 4");
        assertThatThrownBy(() -> new Layer(gaussian(4, 3, 2), new double[3], new Tanh()))
                .hasMessageContaining("bias: got 3");
        assertThatThrownBy(() -> new Network(List.of(layer)).evaluate(Matrix.zeros(2, 5)))
                .hasMessage("inputs: got 2 x 5, expected 3 x 5");
        assertThatThrownBy(() -> new Network(List.of(layer)).forward(INPUTS).pullBack(Matrix.zeros(4, 6)))
                .hasMessage("cotangent: got 4 x 6, expected 4 x 7");
        RowScaling short2 = new RowScaling(new double[2], new double[2]);
        assertThatThrownBy(() -> new Network(Optional.of(short2), List.of(layer)))
                .hasMessage("input scaling: got 2 features, expected 3");
    }
}
