package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and foreign models: each is refused in one line that names the file and the place. */
class OnnxRefusalTest {
    @TempDir
    Path folder;

    private Path file;
    private ModelProto intact;

    /** Nodes: 1 Sub, 2 Mul, 3 MatMul, 4 Add, 5 Tanh, 6 MatMul, 7 Add, 8 Identity. */
    @BeforeEach
    void writeIntactModel() throws IOException {
        file = folder.resolve("model.onnx");
        Network network = new Network(
                Optional.of(new RowScaling(new double[] {1, 2}, new double[] {3, 4})),
                List.of(
                        new Layer(Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}}), new double[3], new Tanh()),
                        new Layer(Matrix.ofRows(new double[][] {{1, 2, 3}}), new double[1], new Identity())));
        OnnxWriter.write(file, network, Map.of(), Precision.FLOAT64);
        intact = ModelProto.parseFrom(Files.readAllBytes(file));
    }

    @Test
    void operatorsOutsideOfPerceptronsAreNamedWithWhatIsSupported() throws IOException {
        change(model -> node(model, 5).setOpType("Conv"));
        requireRefusal("model.onnx: node 5 (Conv \"layer1/a\"): not an operator of a multilayer perceptron,"
                + " supported are");
    }

    @Test
    void softmaxAtTheEndIsRefusedWithTheWayOut() throws IOException {
        change(model -> node(model, 8).setOpType("Softmax"));
        requireRefusal("node 8 (Softmax", "export the model without it");
    }

    @Test
    void tanhGeluIsNotTakenForExactGelu() throws IOException {
        change(model -> node(model, 5)
                .setOpType("Gelu")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("approximate")
                        .setType(AttributeProto.AttributeType.STRING)
                        .setS(com.google.protobuf.ByteString.copyFromUtf8("tanh"))));
        requireRefusal("node 5 (Gelu", "neither part of a known activation");
    }

    @Test
    void skipConnectionsAreRefused() throws IOException {
        change(model -> node(model, 7).setInput(1, "scaled"));
        requireRefusal("node 7 (Add", "skip connections");
    }

    @Test
    void cyclesAreRefused() throws IOException {
        change(model -> node(model, 1).setInput(0, "z2"));
        requireRefusal("node 1 (Sub", "cycle or is not sorted");
    }

    @Test
    void weightsThatDoNotFitAreRefused() throws IOException {
        change(model -> tensor(model, "W2").setDims(0, 1).setDims(1, 3));
        requireRefusal("node 6 (MatMul", "takes 1 inputs, but the layer before gives 3");
        change(model -> tensor(model, "W1").setDims(0, 3).setDims(1, 2));
        requireRefusal("model.onnx: ", "expected 3");
        change(model -> tensor(model, "W1").setDims(0, 7));
        requireRefusal("initializer \"W1\": got 6 numbers, but its shape needs 21");
        change(model -> tensor(model, "b1").setDims(0, 1).setRawData(RawData.of(new double[2], Precision.FLOAT32)));
        change(model -> tensor(model, "b1").setDims(0, 2).setRawData(RawData.of(new double[2], Precision.FLOAT64)));
        requireRefusal("node 4 (Add", "shape 2, expected 3");
    }

    @Test
    void theDeclaredInputMustFit() throws IOException {
        change(model -> model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(1)
                .setDimValue(5));
        requireRefusal("its input \"input\" has 5 features, but the first layer takes 2");
    }

    @Test
    void parametersThatAreNotFiniteAreRefused() throws IOException {
        double[] values = {1, 2, Double.NaN, 4, 5, 6};
        change(model -> tensor(model, "W1").setRawData(RawData.of(values, Precision.FLOAT64)));
        requireRefusal("node 3 (MatMul", "weight holds NaN at position 2");
        change(model -> tensor(model, "factor")
                .setRawData(RawData.of(new double[] {1, Double.POSITIVE_INFINITY}, Precision.FLOAT64)));
        requireRefusal("node 2 (Mul", "holds Infinity");
    }

    @Test
    void quantizedWeightsAreRefused() throws IOException {
        change(model -> tensor(model, "W1").setDataType(TensorProto.DataType.INT8_VALUE));
        requireRefusal("initializer \"W1\": numbers of type INT8 are not read");
    }

    @Test
    void oldAndNewOperatorSetsAreRefused() throws IOException {
        change(model -> model.getOpsetImportBuilder(0).setVersion(9));
        requireRefusal("opset 9 is not read, supported are 13 to 21; export again with opset_version=18");
        change(model -> model.clearOpsetImport());
        requireRefusal("names no operator set");
    }

    @Test
    void functionsOfOldDynamoExportsAreRefused() throws IOException {
        change(model -> node(model, 5).setDomain("pkg.onnxscript.torch_lib"));
        requireRefusal("node 5", "pkg.onnxscript.torch_lib", "PyTorch 2.6");
    }

    @Test
    void filesThatAreNoModelsAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {bytes.length - 1, bytes.length / 2, 40}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            requireRefusal("model.onnx: ");
        }
        Files.writeString(file, "x1,x2,label\n1,2,a\n");
        requireRefusal("model.onnx: ");
        Files.write(file, new byte[0]);
        requireRefusal("model.onnx: holds no graph; it is not an ONNX model");
        Files.delete(file);
        requireRefusal("there is no such file");
    }

    @Test
    void everyTruncationIsRefusedWithoutAnotherException() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertOneLine();
        }
    }

    @Test
    void flippedBytesGiveAModelOrARefusalAndNothingElse() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            try {
                assertThat(OnnxReader.read(file).network().outputDim()).isPositive();
            } catch (IOException refused) {
                assertThat(refused.getMessage()).startsWith("model.onnx: ").doesNotContain("\n");
            }
        }
    }

    @Test
    void externalDataBesideTheModelIsRead() throws IOException {
        external("weights.bin", "16", "48");
        byte[] padded = new byte[64];
        System.arraycopy(tensor(intact.toBuilder(), "W1").getRawData().toByteArray(), 0, padded, 16, 48);
        Files.write(folder.resolve("weights.bin"), padded);
        assertThat(OnnxReader.read(file).network().layers().get(0).weight().data())
                .containsExactly(1, 3, 5, 2, 4, 6);
        Files.write(folder.resolve("weights.bin"), Arrays.copyOf(padded, 63));
        requireRefusal("initializer \"W1\": needs 48 bytes", "of weights.bin (63 bytes)");
        Files.delete(folder.resolve("weights.bin"));
        requireRefusal("external file \"weights.bin\" is missing; put it beside the model");
        external("weights.bin", "many", "48");
        Files.write(folder.resolve("weights.bin"), padded);
        requireRefusal("got \"many\" as external offset or length");
    }

    @Test
    void externalDataOutsideTheFolderIsRefused() throws IOException {
        for (String outside : List.of("../secret.bin", "/etc/passwd", "a/../../secret.bin")) {
            external(outside, "0", "48");
            requireRefusal("lies outside the model's folder");
        }
    }

    private void external(String location, String offset, String length) throws IOException {
        change(model -> {
            TensorProto.Builder tensor =
                    tensor(model, "W1").clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
            tensor.addExternalDataBuilder().setKey("location").setValue(location);
            tensor.addExternalDataBuilder().setKey("offset").setValue(offset);
            tensor.addExternalDataBuilder().setKey("length").setValue(length);
        });
    }

    private void change(Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder model = intact.toBuilder();
        change.accept(model);
        Files.write(file, model.build().toByteArray());
    }

    private static NodeProto.Builder node(ModelProto.Builder model, int number) {
        return model.getGraphBuilder().getNodeBuilder(number - 1);
    }

    private static TensorProto.Builder tensor(ModelProto.Builder model, String name) {
        return model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void requireRefusal(String... parts) {
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    private void assertOneLine() {
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("\n");
    }
}
