package dev.nadir.jacobian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegimeTest {

    private static Matrix inputs(int features, int samples) {
        SplittableRandom random = new SplittableRandom(1);
        return Matrix.zeros(features, samples).map(zero -> random.nextGaussian());
    }

    private static String linear(int features, int samples, int outputs) {
        Layer layer = new Layer(Matrix.zeros(outputs, features), new double[outputs], new Identity());
        return Regime.of(new Network(List.of(layer)), inputs(features, samples)).text();
    }

    @Test
    void parametersAreComparedWithEquations() {
        assertThat(linear(2, 4, 1)).isEqualTo("underparametrized: K = 3 < QN = 4");
        assertThat(linear(3, 4, 2)).isEqualTo("overparametrized: K = 8 ≥ QN = 8");
        assertThat(linear(3, 9, 3)).isEqualTo("underparametrized: K = 12 < QN = 27");
    }

    /** 5 features of 4 samples: [X; 1] has rank 4, so two parameters per output do nothing. */
    @Test
    void moreFeaturesThanSamplesIsTheStrongCase() {
        assertThat(linear(5, 4, 2)).isEqualTo("strongly overparametrized: M > N and effective K = 8 (of 12) ≥ QN = 8");
    }

    @Test
    void identicalSamplesCountOnceAndSymmetriesNotAtAll() {
        Layer hidden = new Layer(Matrix.zeros(2, 1), new double[2], new Relu());
        Layer output = new Layer(Matrix.zeros(1, 2), new double[1], new Identity());
        Network network = new Network(List.of(hidden, output));
        Matrix four = inputs(1, 4);
        Matrix repeated = four.selectColumns(new int[] {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3});
        assertThat(Regime.of(network, repeated)).isEqualTo(Regime.of(network, four));
        assertThat(Regime.of(network, four).text()).isEqualTo("overparametrized: effective K = 5 (of 7) ≥ QN = 4");
    }

    @Test
    void theUnitsOfAFeatureDoNotMatter() {
        Matrix plain = inputs(3, 10);
        Matrix scaled = plain.copy();
        for (int i = 0; i < 10; i++) {
            scaled.data()[3 * i] *= 1e18;
            scaled.data()[3 * i + 1] *= 1e-18;
        }
        Network network = new Network(List.of(new Layer(Matrix.zeros(2, 3), new double[2], new Identity())));
        assertThat(Regime.of(network, scaled)).isEqualTo(Regime.of(network, plain));
    }
}
