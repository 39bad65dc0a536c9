package dev.nadir.app;

import static dev.nadir.app.TorchModel.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.io.runtime.EngineResult;
import dev.nadir.io.runtime.OnnxRuntimeEngine;
import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scalings, operators without effect and odd layers: what we read computes what ONNX Runtime computes. */
class ImportVariantsTest {
    private static final double[] C = {1.5, -2, 0.3, 4};
    private static final double[] D = {3, -0.7, 1.1, 0.9};
    private static final double[] W = {1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, -4};

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

    @Test
    void scalingsBetweenLayersAreFoldedAndNoted() throws Exception {
        OnnxModel model = check(4, m -> {
            layer(m);
            m.node("Mul", m.last(), m.tensor(new double[] {3, 5, 7}, 3));
            m.node("Tanh", m.last());
            m.node("Div", m.last(), m.constant(3));
            m.node("Add", m.last(), m.tensor(new double[] {1, 2, 3}, 3));
            m.node("MatMul", m.last(), m.tensor(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        });
        assertThat(model.notes()).hasSize(3).allMatch(note -> note.contains("rounding"));
        assertThat(model.network().layerDims()).containsExactly(4, 3, 2);
    }

    @Test
    void powersOfTwoAreFoldedExactlyAndWithoutNotes() throws Exception {
        OnnxModel model = check(4, m -> {
            layer(m);
            m.node("Mul", m.last(), m.constant(2));
            m.node("Softplus", m.last());
            m.node("Div", m.last(), m.constant(2));
            m.node("MatMul", m.last(), m.tensor(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        });
        assertThat(model.notes()).isEmpty();
    }

    @Test
    void aScalingAfterTheLastActivationIsALayerOfItsOwn() throws Exception {
        OnnxModel model = check(4, m -> {
            layer(m);
            m.node("Sigmoid", m.last());
            m.node("Mul", m.last(), m.tensor(new double[] {3, 5, 7}, 3));
        });
        assertThat(model.network().layerDims()).containsExactly(4, 3, 3);
        assertThat(model.notes()).isEmpty();
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
    void gemmFactorsAndScalarBiasesAreApplied() throws Exception {
        OnnxModel model = check(4, m -> {
            String weight = m.tensor(W, 3, 4);
            String bias = m.tensor(new double[] {2}, 1);
            m.node(
                    "Gemm",
                    List.of(m.last(), weight, bias),
                    attribute("alpha", 0.5),
                    attribute("beta", 4.0),
                    attribute("transB", 1L));
        });
        assertThat(model.network().layers().get(0).bias()).containsExactly(8, 8, 8);
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
        Random random = new Random(1);
        Matrix inputs = Matrix.zeros(inputDim, 30).map(zero -> random.nextGaussian());
        try (OnnxRuntimeEngine engine = new OnnxRuntimeEngine()) {
            EngineResult result = engine.evaluate(file, inputs, Progress.NONE);
            assertThat(result).isInstanceOf(EngineResult.Ran.class);
            Matrix ours = model.network().evaluate(inputs);
            // sums of at most 4 terms, folded constants: a few dozen roundings of the largest intermediate, below 200
            assertThat(((EngineResult.Ran) result).outputs().minus(ours).maxAbs())
                    .isLessThanOrEqualTo(50 * Math.ulp(200.0));
        }
        return model;
    }
}
