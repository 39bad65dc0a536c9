package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerDimsTest {

    @Test
    void longRunsAreCountedAndShortOnesWrittenOut() {
        assertThat(LayerDims.text(new int[] {4, 3})).isEqualTo("4-3");
        assertThat(LayerDims.text(new int[] {3051, 256, 256, 2})).isEqualTo("3051-256-256-2");
        assertThat(LayerDims.text(new int[] {5, 8, 8, 8, 2})).isEqualTo("5-8x3-2");
        assertThat(LayerDims.text(new int[] {2, 2, 2})).isEqualTo("2x3");
        assertThat(LayerDims.text(new int[] {7, 7})).isEqualTo("7-7");
    }

    @Test
    void activationsAreNamedLayerByLayerAndMissingBiasesSaid() {
        Matrix square = Matrix.identity(2);
        Layer tanh = new Layer(square, new double[2], new Tanh());
        Layer relu = Layer.withoutBias(square, new Relu());
        Layer last = new Layer(square, new double[2], new Identity());
        assertThat(LayerDims.text(new Network(List.of(tanh, relu, last))))
                .isEqualTo("2x4, tanh, relu, no bias in layer 2");
        assertThat(LayerDims.text(new Network(List.of(tanh, tanh, last)))).isEqualTo("2x4, tanh");
        assertThat(LayerDims.text(new Network(List.of(relu, last)).withoutBiases()))
                .isEqualTo("2x3, relu, no biases");
        assertThat(LayerDims.text(new Network(List.of(last, tanh)))).isEqualTo("2x3, identity, output tanh");
        Layer scaled = new Layer(square, new double[2], new Identity(), new Parametrization(0.5, 0, 0.1));
        assertThat(LayerDims.text(new Network(List.of(scaled)))).isEqualTo("2-2, identity, fixed scale in layer 1");
    }
}
