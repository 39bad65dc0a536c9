package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.InputSpan;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectiveParametersTest {
    private static final List<Activation> ACTIVATIONS = List.of(
            new Identity(),
            new Identity(),
            new Relu(),
            new LeakyRelu(0.3),
            new Exp(),
            new Tanh(),
            new Softplus(),
            new Sin());

    /** A random network of up to four layers, some without bias, some frozen, on dependent or independent features. */
    private static TrainingJacobian draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int depth = random.nextInt(1, 5);
        int[] dims = random.ints(depth + 1, 1, 5).toArray();
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            int fan = dims[l - 1];
            Matrix weight = Matrix.zeros(dims[l], fan).map(zero -> random.nextGaussian() / Math.sqrt(fan));
            boolean biased = random.nextInt(4) > 0;
            double[] bias = new double[dims[l]];
            for (int k = 0; biased && k < bias.length; k++) {
                bias[k] = random.nextGaussian();
            }
            double shift = random.nextInt(6) == 0 ? 0.3 : 0;
            Activation activation = l == depth ? new Identity() : ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
            layers.add(new Layer(weight, bias, activation, new Parametrization(0.8, shift, biased ? 1 : 0)));
        }
        Network network = new Network(layers);
        int samples = 4 * (int) network.parameterCount() / network.outputDim() + 8;
        Matrix inputs = Matrix.zeros(dims[0], samples).map(zero -> 2 * random.nextGaussian());
        if (dims[0] > 1 && random.nextInt(3) == 0) { // a feature that depends on another, or a constant one
            boolean constant = random.nextBoolean();
            for (int i = 0; i < samples; i++) {
                inputs.data()[i * dims[0]] = constant ? 7 : 3 * inputs.data()[i * dims[0] + 1];
            }
        }
        List<Boolean> trained = new ArrayList<>(Collections.nCopies(depth, true));
        if (random.nextInt(3) == 0) {
            trained.set(random.nextInt(depth), false);
        }
        return TrainingJacobian.of(network, inputs).restrictedTo(new LayerSelection(trained));
    }

    @Test
    void theRankNeverExceedsTheEffectiveCountAndReachesItAtRandomParameters() {
        int reached = 0;
        int compared = 0;
        for (long seed = 0; seed < 600; seed++) {
            TrainingJacobian jacobian = draw(seed);
            EffectiveParameters count = EffectiveParameters.of(jacobian);
            RankReport rank = JacobianSpectrum.of(jacobian).rank();
            assertThat(count.parameterCount()).isEqualTo(jacobian.columns());
            boolean kinked = jacobian.network().layers().stream()
                    .anyMatch(layer -> layer.activation().hasKink());
            if (rank.decided()) {
                assertThat((long) rank.rank()).as("seed " + seed).isLessThanOrEqualTo(count.effectiveCount());
                compared += kinked ? 0 : 1;
                reached += !kinked && rank.rank() == count.effectiveCount() ? 1 : 0;
            }
        }
        // units with a kink that stay on one side of it on all samples lower the rank; else only singular values below
        // the
        // cut do, behind saturated tanh or steep exp
        assertThat(compared).isGreaterThan(250);
        assertThat(reached).isGreaterThan(compared * 95 / 100);
    }

    @Test
    void everySymmetryIsCountedOnce() {
        assertThat(count(new Exp(), true, 2, 2, 2)).isEqualTo(10); // exp(z + t) = e^t exp(z)
        assertThat(count(new Exp(), false, 2, 2, 2)).isEqualTo(8);
        assertThat(count(new Relu(), true, 3, 4, 2)).isEqualTo(22);
        assertThat(count(new Tanh(), true, 3, 4, 2)).isEqualTo(26);
        assertThat(count(new Identity(), true, 5, 6, 7, 3)).isEqualTo(3 * 6);
        assertThat(count(new Identity(), true, 5, 2, 4)).isEqualTo(2 * 7 + 4); // r(m + q - r) + q
        assertThat(count(new Identity(), false, 5, 2, 4)).isEqualTo(2 * 7);
    }

    /** An identity layer below a tanh layer: only the product of their weights counts. */
    @Test
    void linearLayersInsideANetworkCountAsOne() {
        Layer first = new Layer(Matrix.zeros(5, 3), new double[5], new Identity());
        Layer second = new Layer(Matrix.zeros(2, 5), new double[2], new Tanh());
        Layer third = new Layer(Matrix.zeros(1, 2), new double[1], new Identity());
        Network network = new Network(List.of(first, second, third));
        assertThat(EffectiveParameters.of(network, LayerSelection.all(3), InputSpan.of(network, generic(3)))
                        .effectiveCount())
                .isEqualTo(8 + 3);
    }

    private static long count(Activation activation, boolean biased, int... dims) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            Activation own = l + 1 < dims.length ? activation : new Identity();
            layers.add(new Layer(Matrix.zeros(dims[l], dims[l - 1]), new double[dims[l]], own));
        }
        Network network = new Network(layers);
        Network chosen = biased ? network : network.withoutBiases();
        InputSpan inputs = InputSpan.of(chosen, generic(dims[0]));
        return EffectiveParameters.of(chosen, LayerSelection.all(layers.size()), inputs)
                .effectiveCount();
    }

    private static Matrix generic(int features) {
        SplittableRandom random = new SplittableRandom(9);
        return Matrix.zeros(features, 4 * features).map(zero -> random.nextGaussian());
    }
}
