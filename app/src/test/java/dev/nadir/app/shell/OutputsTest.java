package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nadir.io.file.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    @TempDir
    private Path folder;

    @Test
    void anInputIsNoOutput() throws IOException {
        Path data = Files.writeString(folder.resolve("d.csv"), "a,b\n");
        Path link = Files.createSymbolicLink(folder.resolve("l.csv"), data);
        assertThatThrownBy(() -> new Outputs(List.of(data)).requireFile("--report", link, FileKind.HTML))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is the input");
    }

    @Test
    void weightsBesideAModelAreNoOutputEither() throws IOException {
        Path weights = Files.createFile(folder.resolve("weights.html")); // empty, so that its kind does not protect it
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("weights.html"));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(GraphProto.newBuilder().addInitializer(tensor))
                .build();
        Path file = Files.write(folder.resolve("m.onnx"), model.toByteArray());
        Path hard = Files.createLink(folder.resolve("other.html"), weights);
        for (Path target : List.of(weights, hard)) {
            assertThatThrownBy(() -> new Outputs(List.of(file)).requireFile("--report", target, FileKind.HTML))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("which is the input " + weights);
        }
    }

    @Test
    void aFileOfAnotherKindIsNotReplaced() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        Path page = Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html>");
        Path empty = Files.createFile(folder.resolve("empty"));
        Outputs outputs = new Outputs(List.of());
        assertThatThrownBy(() -> outputs.requireFile("--report", notes, FileKind.HTML))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--report: got " + notes + ", which exists and is not an HTML page; name another file, or"
                        + " remove this one");
        assertThatCode(() -> outputs.requireFile("--report", page, FileKind.HTML))
                .doesNotThrowAnyException();
        assertThatCode(() -> outputs.requireFile("--report", empty, FileKind.HTML))
                .doesNotThrowAnyException();
        assertThatCode(() -> outputs.requireFile("--report", Path.of("/dev/null"), FileKind.HTML))
                .doesNotThrowAnyException();
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new Outputs(List.of()).requireFolder("--svg", file))
                .hasMessageContaining("is a file, expected a folder");
    }
}
