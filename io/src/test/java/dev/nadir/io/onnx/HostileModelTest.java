package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that no exporter writes: each ends in one line about the file, before it takes memory. */
class HostileModelTest {
    @TempDir
    private Path folder;

    private ModelProto good;

    @BeforeEach
    void writeAModel() throws IOException {
        Network network = new Network(
                Optional.empty(),
                List.of(
                        new Layer(Matrix.identity(3), new double[3], new Tanh()),
                        new Layer(Matrix.identity(3), new double[3], new Tanh())));
        Path file = folder.resolve("good.onnx");
        OnnxWriter.write(file, network, Map.of(), Precision.FLOAT64);
        good = ModelProto.parseFrom(Files.readAllBytes(file));
    }

    private void refused(GraphProto.Builder graph, String... parts) throws IOException {
        Path file = folder.resolve("bad.onnx");
        Files.write(file, good.toBuilder().setGraph(graph).build().toByteArray());
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("bad.onnx: ")
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @CsvSource({
        "drop.onnx, is in training mode",
        "reshape1.onnx, 'it has one input, expected two'",
        "wide1e9.onnx, holds no numbers",
        "ext_off.onnx, 'expected a number, at least 0'"
    })
    void craftedModelsAreRefused(String name, String part) throws IOException {
        Path file = folder.resolve(name);
        Files.write(folder.resolve("in.bin"), new byte[256]);
        try (InputStream in = getClass().getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(part);
    }

    @Test
    void everyValueHasOneSource() throws IOException {
        GraphProto graph = good.getGraph();
        TensorProto first = graph.getInitializer(0);
        refused(graph.toBuilder().addInitializer(first), "two initializers", first.getName());
        refused(graph.toBuilder().addNode(graph.getNode(0)), "something else is called");
        NodeProto shadow = graph.getNode(0).toBuilder()
                .setOutput(0, graph.getInput(0).getName())
                .build();
        refused(graph.toBuilder().addNode(shadow), "something else is called");
    }

    @Test
    void aSmallFileCannotAskForThousandsOfCopies() throws IOException {
        GraphProto.Builder graph = good.getGraph().toBuilder();
        byte[] weight = new byte[9_000 * Double.BYTES];
        graph.addInitializer(TensorProto.newBuilder()
                .setName("w")
                .addDims(9_000)
                .addDims(1)
                .setDataType(TensorProto.DataType.DOUBLE_VALUE)
                .setRawData(ByteString.copyFrom(weight)));
        String last = "w";
        for (int i = 0; i < 2_000; i++) {
            graph.addNode(
                    0 + i,
                    NodeProto.newBuilder().setOpType("Transpose").addInput(last).addOutput("w" + i));
            last = "w" + i;
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("MatMul")
                .addInput(graph.getOutput(0).getName())
                .addInput(last)
                .addOutput("out"));
        graph.setOutput(0, graph.getOutput(0).toBuilder().setName("out"));
        refused(graph, "the constants computed up to here");
    }

    @Test
    void anInputLeftOutKeepsTheOthersInTheirPlaces() throws IOException {
        GraphProto.Builder graph = good.getGraph().toBuilder();
        graph.addInitializer(TensorProto.newBuilder()
                .setName("training")
                .setDataType(TensorProto.DataType.DOUBLE_VALUE)
                .addDoubleData(1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Dropout")
                .addInput(graph.getOutput(0).getName())
                .addInput("")
                .addInput("training")
                .addOutput("out"));
        graph.setOutput(0, graph.getOutput(0).toBuilder().setName("out"));
        refused(graph, "is in training mode");
    }

    @Test
    void externalDataAreUsedAFewTimesOverAtMost() throws IOException {
        Files.write(folder.resolve("weights"), new byte[9 * Double.BYTES]);
        GraphProto.Builder graph = good.getGraph().toBuilder();
        String signal = graph.getOutput(0).getName();
        for (int i = 0; i < 6; i++) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName("e" + i)
                    .addDims(3)
                    .addDims(3)
                    .setDataType(TensorProto.DataType.DOUBLE_VALUE)
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("weights")));
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .addInput(signal)
                    .addInput("e" + i)
                    .addOutput("s" + i));
            signal = "s" + i;
        }
        graph.setOutput(0, graph.getOutput(0).toBuilder().setName(signal));
        refused(graph, "weights is used more than 4 times over");
        assertThat(folder.resolve("weights")).exists();
    }
}
