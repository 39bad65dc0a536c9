package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.nadir.graph.GraphModel;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.io.onnx.GraphReader.OutputChoice;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFileTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) {
        return Path.of("src/test/resources/dev/nadir/io/onnx/graph", name);
    }

    private static GraphModel model(OnnxGraph file, int numbers) {
        return GraphModel.of(file.graph(), file.graph().input().sampleShape(numbers));
    }

    @Test
    void aFileWrittenBackHasTheNewValuesUnderTheOldNames() throws IOException {
        OnnxGraph file = GraphReader.read(resource("transformer-encoder-legacy.onnx"), OutputChoice.ONLY);
        GraphModel model = model(file, 20);
        double[] theta = model.parameters().values().clone();
        for (int k = 0; k < theta.length; k++) {
            theta[k] = Math.sin(k) / 3;
        }
        GraphModel moved = model.withParameters(theta);
        Path target = folder.resolve("moved.onnx");
        assertThat(GraphWriter.write(target, file, moved.parameterValues()).rounding())
                .isZero();
        GraphModel read = model(GraphReader.read(target, OutputChoice.ONLY), 20);
        assertThat(read.parameters()).usingRecursiveComparison().isEqualTo(moved.parameters());
        Matrix inputs = Matrix.column(new double[20]);
        assertThat(read.outputs(inputs)).isEqualTo(moved.outputs(inputs));
        ModelProto before = file.file();
        ModelProto after = ModelProto.parseFrom(Files.readAllBytes(target));
        assertThat(after.getGraph().getNodeList()).isEqualTo(before.getGraph().getNodeList());
    }

    private static ValueInfoProto value(String name, int type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(ai.onnx.proto.OnnxMl.TensorShapeProto.newBuilder()
                                        .addDim(ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("N"))
                                        .addDim(ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(2)))))
                .build();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName("n")
                .addAllInput(java.util.List.of(inputs))
                .addOutput(output)
                .build();
    }

    private OnnxGraph read(GraphProto.Builder graph, OutputChoice choice) throws IOException {
        Path file = folder.resolve("model.onnx");
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
        model.addOpsetImportBuilder().setVersion(18);
        Files.write(file, model.build().toByteArray());
        return GraphReader.read(file, choice);
    }

    private static GraphProto.Builder product() {
        return GraphProto.newBuilder()
                .addInput(value("x", TensorProto.DataType.FLOAT_VALUE))
                .addOutput(value("y", TensorProto.DataType.FLOAT_VALUE))
                .addInitializer(TensorProto.newBuilder()
                        .setName("W")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(2)
                        .addDims(2)
                        .addFloatData(1)
                        .addFloatData(2)
                        .addFloatData(3)
                        .addFloatData(4))
                .addNode(node("MatMul", "s", "x", "W"));
    }

    @Test
    void roundingToTheTypeOfTheFileIsMeasured() throws IOException {
        OnnxGraph file = read(product().addNode(node("Relu", "y", "s")), OutputChoice.ONLY);
        Map<String, Tensor> values = Map.of("W", Tensor.floats(new int[] {2, 2}, 0.1, 1, 2, 4));
        Path target = folder.resolve("rounded.onnx");
        double rounding = Math.abs(0.1f - 0.1) / 0.1;
        assertThat(GraphWriter.write(target, file, values).rounding()).isEqualTo(rounding);
        Tensor read = GraphReader.read(target, OutputChoice.ONLY)
                .graph()
                .initializers()
                .get("W");
        assertThat(read.values()).containsExactly(0.1f, 1, 2, 4);
        assertThatThrownBy(() -> GraphWriter.write(target, file, Map.of("V", Tensor.scalar(1))))
                .hasMessage("values: got [V], expected names of the file");
        assertThatThrownBy(() ->
                        GraphWriter.write(target, file, Map.of("W", Tensor.floats(new int[] {2, 2}, 1e300, 1, 1, 1))))
                .hasMessageContaining("expected numbers that are finite in the file's type");
    }

    @Test
    void anIdentityThatStandsForAParameterBecomesAValueOfItsOwn() throws IOException {
        GraphProto.Builder graph = product().addNode(node("Identity", "V", "W")).addNode(node("MatMul", "y", "s", "V"));
        OnnxGraph file = read(graph, OutputChoice.ONLY);
        GraphModel model = model(file, 2);
        double[] theta = {1, 2, 3, 4, 5, 6, 7, 8};
        GraphModel moved = model.withParameters(theta);
        Path target = folder.resolve("untied.onnx");
        GraphWriter.write(target, file, moved.parameterValues());
        GraphModel read = model(GraphReader.read(target, OutputChoice.ONLY), 2);
        assertThat(read.parameters().values()).containsExactly(theta);
    }

    @Test
    void aSoftmaxAtTheEndIsCutOrKeptAsTheUserSays() throws IOException {
        GraphProto.Builder graph = product().addNode(node("Softmax", "y", "s"));
        assertThatThrownBy(() -> read(graph, OutputChoice.ONLY))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "model.onnx: node 2 (Softmax \"n\"): the model ends in probabilities; give --cut-head to take the"
                                + " scores before, or --output y to take the probabilities");
        assertThat(read(graph, new OutputChoice("", true)).graph().output()).isEqualTo("s");
        assertThat(read(graph, new OutputChoice("y", false)).graph().output()).isEqualTo("y");
    }

    @Test
    void severalOutputsAreChosenByName() throws IOException {
        GraphProto.Builder graph =
                product().addNode(node("Relu", "y", "s")).addOutput(value("s", TensorProto.DataType.FLOAT_VALUE));
        assertThatThrownBy(() -> read(graph, OutputChoice.ONLY))
                .hasMessage("model.onnx: got 2 outputs, expected one; choose it with --output: y, s");
        assertThat(read(graph, new OutputChoice("s", false)).graph().output()).isEqualTo("s");
        assertThatThrownBy(() -> read(graph, new OutputChoice("z", false)))
                .hasMessage("model.onnx: has no value \"z\"; its outputs are y, s");
    }

    @Test
    void severalInputsAreRefused() {
        GraphProto.Builder graph =
                product().addNode(node("Add", "y", "s", "x2")).addInput(value("x2", TensorProto.DataType.FLOAT_VALUE));
        assertThatThrownBy(() -> read(graph, OutputChoice.ONLY))
                .hasMessageContaining("got 2 inputs [x, x2], expected one");
    }
}
