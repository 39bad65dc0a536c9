package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.matrix.Matrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Inner(String name, double[] values) {}

    record Report(
            double cost, int samples, Optional<Inner> inner, OptionalDouble gap, OptionalInt rank, Matrix matrix) {}

    private static JsonNode parsed(Object value) throws Exception {
        return new ObjectMapper().readTree(Json.text(value));
    }

    @Test
    void recordsBecomeObjectsAndMatricesRows() throws Exception {
        Matrix matrix = Matrix.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6});
        Inner inner = new Inner("x", new double[] {1.5});
        JsonNode json =
                parsed(new Report(3.1e-30, 38, Optional.of(inner), OptionalDouble.of(0.5), OptionalInt.of(7), matrix));
        assertThat(json.get("cost").asDouble()).isEqualTo(3.1e-30);
        assertThat(json.get("samples").asInt()).isEqualTo(38);
        assertThat(json.at("/inner/values/0").asDouble()).isEqualTo(1.5);
        assertThat(json.get("gap").asDouble()).isEqualTo(0.5);
        assertThat(json.get("rank").asInt()).isEqualTo(7);
        assertThat(json.at("/matrix/1/0").asDouble()).isEqualTo(4);
    }

    @Test
    void whatIsMissingOrNotFiniteIsNull() throws Exception {
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY};
        JsonNode json = parsed(new Report(
                Double.NaN,
                0,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                new Matrix(1, 2, values)));
        assertThat(List.of(json.get("cost"), json.get("inner"), json.get("gap"), json.get("rank")))
                .allMatch(JsonNode::isNull);
        assertThat(json.at("/matrix/0")).allMatch(JsonNode::isNull);
        assertThat(parsed(List.of(Double.NEGATIVE_INFINITY, List.of(Float.NaN))))
                .hasToString("[null,[null]]");
    }

    @Test
    void doublesKeepEveryBit() throws Exception {
        double third = 1.0 / 3;
        assertThat(parsed(new double[] {third, Double.MIN_VALUE}).get(0).asDouble())
                .isEqualTo(third);
    }

    @Test
    void pathsAreText() throws Exception {
        assertThat(parsed(Map.of("path", Path.of("a", "b.onnx"))).get("path").asText())
                .isEqualTo(Path.of("a", "b.onnx").toString());
    }

    @Test
    void enumerationsAreLowerCaseUnlessTheyHaveWordsOfTheirOwn() throws Exception {
        assertThat(parsed(List.of(Thread.State.TIMED_WAITING, dev.nadir.io.onnx.Precision.FLOAT32)))
                .hasToString("[\"timed-waiting\",\"float32\"]");
    }
}
