package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelNameTest {

    @Test
    void allEndingsGiveWayToOnnx() {
        assertThat(ModelName.of(Path.of("data/golub.csv.gz"))).isEqualTo("golub.onnx");
        assertThat(ModelName.of(Path.of("iris.csv"))).isEqualTo("iris.onnx");
        assertThat(ModelName.of(Path.of("plain"))).isEqualTo("plain.onnx");
    }

    @Test
    void theDotOfAHiddenFileIsNoEnding() {
        assertThat(ModelName.of(Path.of(".hidden.csv"))).isEqualTo(".hidden.onnx");
        assertThat(ModelName.of(Path.of(".hidden"))).isEqualTo(".hidden.onnx");
    }

    @Test
    void aModelThatWasMovedGetsAnotherNameThanItCameFrom() {
        assertThat(ModelName.from(Path.of("runs", "net.v2.onnx"))).isEqualTo("net.v2-zero.onnx");
        assertThat(ModelName.from(Path.of("net"))).isEqualTo("net-zero.onnx");
    }
}
