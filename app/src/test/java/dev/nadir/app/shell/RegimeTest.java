package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.Dataset;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegimeTest {

    private static String regime(int features, int samples, int outputs) {
        List<String> names =
                IntStream.range(0, features).mapToObj(i -> "x" + (i + 1)).toList();
        Dataset data = new Dataset("test", Matrix.zeros(features, samples), names, Optional.empty());
        Layer layer = new Layer(Matrix.zeros(outputs, features), new double[outputs], new Identity());
        return Regime.of(data, new Network(Optional.empty(), Collections.singletonList(layer)));
    }

    @Test
    void fewerParametersThanEquationsAreTooFew() {
        assertThat(regime(2, 4, 1)).isEqualTo("underparametrized: K = 3 < QN = 4");
    }

    @Test
    void asManyParametersAsEquationsSuffice() {
        assertThat(regime(3, 4, 2)).isEqualTo("overparametrized: K = 8 ≥ QN = 8");
    }

    @Test
    void moreFeaturesThanSamplesIsTheStrongCase() {
        assertThat(regime(5, 4, 2)).isEqualTo("strongly overparametrized: M > N and K = 12 ≥ QN = 8");
    }
}
