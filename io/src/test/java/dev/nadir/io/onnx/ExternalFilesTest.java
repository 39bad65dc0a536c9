package dev.nadir.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalFilesTest {
    @TempDir
    private Path folder;

    private static TensorProto at(String location) {
        return TensorProto.newBuilder()
                .setName(location)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("offset", "0"))
                .addExternalData(entry("location", location))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** Weights of initializers and of constants, among tensors that hold their numbers themselves. */
    private static byte[] model() {
        return ModelProto.newBuilder()
                .setProducerName("location")
                .setGraph(GraphProto.newBuilder()
                        .addInitializer(TensorProto.newBuilder()
                                .setName("inside")
                                .setRawData(ByteString.copyFrom(new byte[100_000])))
                        .addInitializer(at("a.bin"))
                        .addInitializer(at("sub/../missing.bin"))
                        .addInitializer(at("\0"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Constant")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("value")
                                        .setT(at("sub/b.bin")))))
                .build()
                .toByteArray();
    }

    @Test
    void theExistingOnesAreFound() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Path first = Files.createFile(folder.resolve("a.bin"));
        Path second = Files.createFile(folder.resolve("sub/b.bin"));
        Path file = Files.write(folder.resolve("m.onnx"), model());
        assertThat(ExternalFiles.of(file)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void ofADamagedModelThoseUpToTheDamage() throws IOException {
        Path first = Files.createFile(folder.resolve("a.bin"));
        byte[] whole = model();
        for (int cut : new int[] {0, 1, 20, whole.length / 2, whole.length - 1}) {
            assertThat(ExternalFiles.of(Files.write(folder.resolve("m.onnx"), Arrays.copyOf(whole, cut))))
                    .isSubsetOf(Set.of(first));
        }
        assertThat(ExternalFiles.of(Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n")))
                .isEmpty();
    }
}
