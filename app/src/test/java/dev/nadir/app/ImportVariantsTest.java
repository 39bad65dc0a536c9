package dev.nadir.app;

import static dev.nadir.app.TorchModel.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.onnx.OnnxWriter;
import dev.nadir.io.onnx.Precision;
import dev.nadir.io.runtime.EngineResult;
import dev.nadir.io.runtime.OnnxRuntimeEngine;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scalings, operators without effect and odd layers: what we read computes what ONNX Runtime computes. */
class ImportVariantsTest {
    private static final double[] C = {1.5, -2, 0.3, 4};
    private static final double[] D = {3, -0.7, 1.1, 0.9};
    private static final double[] W = {1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, -4};
    private static final double[] W2 = {1, 2, 3, 4, 5, 6};

    @TempDir
    Path folder;

    @Test
    void standardizationByDivisionBecomesTheInputScaling() throws Exception {
        OnnxModel model = check(4, m -> {
            m.node("Sub", m.last(), m.tensor(C, 1, 4));
            m.node("Div", m.last(), m.tensor(D, 4));
            layer(m);
        });
        assertThat(model.network().inputScaling().orElseThrow().offset()).containsExactly(C);
        assertThat(model.notes())
                .singleElement()
                .asString()
                .startsWith("node 2 (Div")
                .contains("rounding");
    }

    @Test
    void shiftsAfterScalesBecomeTheInputScaling() throws Exception {
        OnnxModel model = check(4, m -> {
            m.node("Mul", m.constant(0.25), m.last());
            m.node("Add", m.tensor(C, 4), m.last());
            m.node("Sub", m.constant(1), m.last());
            layer(m);
        });
        assertThat(model.network().layers()).hasSize(1);
    }

    /** tanh(2u)/2, and the weight and bias of a layer in NTK parametrization. */
    @Test
    void numbersBetweenLayersStayFixedNumbersAndLeaveTheWeightsAlone() throws Exception {
        OnnxModel model = check(4, m -> {
            layer(m);
            m.node("Mul", m.last(), m.constant(2));
            m.node("Tanh", m.last());
            m.node("Div", m.last(), m.constant(2));
            m.node("Add", m.last(), m.constant(0.3));
            m.node("MatMul", m.last(), m.tensor(W2, 3, 2));
            m.node("Mul", m.last(), m.constant(0.125));
            m.node("Sub", m.last(), m.tensor(new double[] {5, 6}, 2));
        });
        assertThat(model.notes()).isEmpty();
        Layer first = model.network().layers().get(0);
        assertThat(first.weight().data()).containsExactly(W); // rows of the file are our columns
        assertThat(first.bias()).containsExactly(0.5, -0.5, 1);
        assertThat(first.parametrization()).isEqualTo(new Parametrization(2, 0, 2));
        Layer second = model.network().layers().get(1);
        assertThat(second.bias()).containsExactly(5, 6);
        assertThat(second.parametrization().factor()).isEqualTo(0.125 * 0.5);
        assertThat(second.parametrization().shift()).isEqualTo(0.6); // a/2 + 0.3 = (a + 0.6)/2
        assertThat(second.parametrization().biasFactor()).isEqualTo(-1);
    }

    @Test
    void aNumberTimesAWeightInTheGraphIsNoPartOfTheWeight() throws Exception {
        OnnxModel model = check(4, m -> {
            String signal = m.last();
            String weight = m.tensor(W, 3, 4);
            String scaled = m.node("Div", m.node("Transpose", weight), m.node("Sqrt", m.constant(4)));
            String bias = m.node("Mul", m.constant(0.1), m.tensor(new double[] {5, 6, 7}, 3));
            m.node("Gemm", signal, scaled, bias);
        });
        Layer layer = model.network().layers().get(0);
        assertThat(layer.parametrization()).isEqualTo(new Parametrization(0.5, 0, 0.1));
        assertThat(layer.bias()).containsExactly(5, 6, 7);
        assertThat(layer.weight().get(1, 0)).isEqualTo(5);
    }

    @Test
    void aLayerWithoutABiasHasNone() throws Exception {
        OnnxModel model = check(4, m -> {
            m.node("MatMul", m.last(), m.tensor(W, 4, 3));
            m.node("Tanh", m.last());
            m.node("Gemm", m.last(), m.tensor(W2, 3, 2));
        });
        assertThat(model.network().parameterCount()).isEqualTo(12 + 6);
        assertThat(model.network().layers()).noneMatch(Layer::biased);
    }

    /** Not as a factor of the signal: ONNX Runtime would fuse it into a float32 attribute and lose eight digits. */
    @Test
    void fixedNumbersThatWeWriteLoseNoDigitsInOnnxRuntime() throws Exception {
        Network network = new Network(List.of(
                new Layer(new Matrix(3, 4, W), new double[] {1, 2, 3}, new Tanh(), new Parametrization(0.5, 0, 0.1)),
                new Layer(
                        new Matrix(2, 3, W2),
                        new double[2],
                        new Identity(),
                        new Parametrization(1 / Math.sqrt(3), 0.3, 0))));
        Path file = folder.resolve("written.onnx");
        OnnxWriter.write(file, network, Map.of(), Precision.FLOAT64);
        agree(file, OnnxReader.read(file).network(), 4);
    }

    @Test
    void aNumberAddedToALayerMovesItsBias() throws Exception {
        OnnxModel model = check(4, m -> {
            layer(m);
            m.node("Add", m.last(), m.constant(2));
        });
        assertThat(model.network().layers().get(0).bias()).containsExactly(2.5, 1.5, 3);
        assertThat(model.notes()).singleElement().asString().contains("moved into the bias");
    }

    /** x.view(x.size(0), -1) by TorchScript, and a single output squeezed. */
    @Test
    void theSizeOfTheBatchMayBeComputed() throws Exception {
        OnnxModel model = check(4, m -> {
            String signal = m.last();
            String size = m.node("Gather", m.node("Shape", signal), m.integers(0));
            String sizes = m.node("Unsqueeze", size, m.integers(new long[] {0}, 1));
            String shape = m.node("Concat", List.of(sizes, m.integers(new long[] {-1}, 1)), attribute("axis", 0L));
            m.node("Reshape", signal, shape);
            m.node("MatMul", m.last(), m.tensor(new double[] {1, 2, 3, 4}, 4, 1));
            m.node("Add", m.last(), m.tensor(new double[] {7}, 1));
            m.node("Squeeze", m.last(), m.integers(new long[] {-1}, 1));
        });
        assertThat(model.network().layerDims()).containsExactly(4, 1);
        assertThat(model.network().parameterCount()).isEqualTo(5);
    }

    @Test
    void parametersOfOtherKindsAreRefusedByName() {
        refused("multiplies the units by a vector", m -> {
            layer(m);
            m.node("Mul", m.last(), m.tensor(new double[] {3, 5, 7}, 3));
        });
        refused("adds a second bias", m -> {
            layer(m);
            m.node("Add", m.last(), m.tensor(new double[] {3, 5, 7}, 3));
        });
        refused("adds a vector between an activation and the next layer", m -> {
            layer(m);
            m.node("Tanh", m.last());
            m.node("Add", m.last(), m.tensor(new double[] {3, 5, 7}, 3));
        });
        refused("scales or shifts the outputs after the last activation", m -> {
            layer(m);
            m.node("Sigmoid", m.last());
            m.node("Mul", m.last(), m.constant(3));
        });
        refused("the fixed number 2.0", m -> {
            m.node("MatMul", m.last(), m.tensor(W, 4, 3));
            m.node("Add", m.last(), m.constant(2));
        });
        refused("its slope is a trained parameter", m -> {
            layer(m);
            m.node("PRelu", m.last(), m.tensor(new double[] {0.25}, 1));
        });
        refused("its scale and shift are parameters of their own", m -> {
            layer(m);
            String ones = m.tensor(new double[] {1, 1, 1}, 3);
            m.node("BatchNormalization", m.last(), ones, ones, ones, ones);
        });
        refused("as weight_norm and other parametrizations do", m -> {
            String signal = m.last();
            String norm = m.node("ReduceL2", m.tensor(W, 4, 3));
            m.node("MatMul", signal, norm);
        });
        refused("its bias has the shape 1, expected one number per unit, 3", m -> {
            m.node("Gemm", m.last(), m.tensor(W, 4, 3), m.tensor(new double[] {2}, 1));
        });
        refused("computes with shapes beyond [batch, width]", m -> {
            String signal = m.last();
            m.node("Gather", m.node("Shape", signal), m.integers(1));
        });
    }

    private void refused(String message, Consumer<TorchModel> nodes) {
        TorchModel built = new TorchModel(true, 4);
        nodes.accept(built);
        Path file = folder.resolve("refused.onnx");
        assertThatThrownBy(() -> {
                    built.write(file, 18, 0);
                    OnnxReader.read(file);
                })
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("refused.onnx: node ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void operatorsWithoutEffectAreSkipped() throws Exception {
        OnnxModel model = check(4, m -> {
            m.node("Flatten", List.of(m.last()), attribute("axis", 1L));
            m.node("Cast", List.of(m.last()), attribute("to", 11L));
            layer(m);
            m.node("Dropout", m.last());
            m.node("Relu", m.last());
            m.node("Identity", m.last());
        });
        assertThat(model.network().layerDims()).containsExactly(4, 3);
    }

    @Test
    void gemmFactorsStayBesideWeightAndBias() throws Exception {
        OnnxModel model = check(4, m -> {
            String weight = m.tensor(W, 3, 4);
            String bias = m.tensor(new double[] {2, 3, 4}, 3);
            m.node(
                    "Gemm",
                    List.of(m.last(), weight, bias),
                    attribute("alpha", 0.5),
                    attribute("beta", 4.0),
                    attribute("transB", 1L));
        });
        assertThat(model.network().layers().get(0).bias()).containsExactly(2, 3, 4);
        assertThat(model.network().layers().get(0).parametrization()).isEqualTo(new Parametrization(0.5, 0, 4));
    }

    @Test
    void layersWithoutActivationBetweenThemAreLinearNetworks() throws Exception {
        OnnxModel model = check(4, m -> {
            layer(m);
            m.node("MatMul", m.last(), m.tensor(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        });
        assertThat(model.network().layers().get(0).activation().name()).isEqualTo("identity");
    }

    private static void layer(TorchModel m) {
        m.node("MatMul", m.last(), m.tensor(W, 4, 3));
        m.node("Add", m.last(), m.tensor(new double[] {0.5, -0.5, 1}, 3));
    }

    private OnnxModel check(int inputDim, Consumer<TorchModel> nodes) throws Exception {
        TorchModel built = new TorchModel(true, inputDim);
        nodes.accept(built);
        Path file = folder.resolve("variant.onnx");
        built.write(file, 18, 0);
        OnnxModel model = OnnxReader.read(file);
        agree(file, model.network(), inputDim);
        return model;
    }

    private static void agree(Path file, Network network, int inputDim) throws Exception {
        Random random = new Random(1);
        Matrix inputs = Matrix.zeros(inputDim, 30).map(zero -> random.nextGaussian());
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            EngineResult result = engine.evaluate(file, inputs, Progress.NONE);
            assertThat(result).isInstanceOf(EngineResult.Ran.class);
            // sums of at most 4 terms: a few dozen roundings of the largest intermediate, below 200
            assertThat(((EngineResult.Ran) result)
                            .outputs()
                            .minus(network.evaluate(inputs))
                            .maxAbs())
                    .isLessThanOrEqualTo(50 * Math.ulp(200.0));
        }
    }
}
