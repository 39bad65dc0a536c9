package dev.nadir.graph.op.layout;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScatteringTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "add", "mul", "max", "min"})
    void derivativesAreThoseOfTheValue(String reduction) {
        Map<String, Object> attributes = Map.of("reduction", reduction);
        Tensor rows = new Tensor(Kind.INTEGER, new int[] {2, 3}, new double[] {0, 1, 1, -1, 1, 0});
        OperatorCheck.of("ScatterElements", 18, attributes, normal(1, 3, 3), rows, normal(2, 2, 3))
                .differentiates();
        Tensor columns = new Tensor(Kind.INTEGER, new int[] {2, 3}, new double[] {0, 0, 2, -1, 1, 1});
        OperatorCheck.of(
                        "ScatterElements",
                        18,
                        Map.of("reduction", reduction, "axis", 1L),
                        normal(3, 3, 3),
                        columns,
                        normal(4, 2, 3))
                .differentiates();
        Tensor tuples = new Tensor(Kind.INTEGER, new int[] {3, 2}, new double[] {0, 1, 2, -1, 0, 1});
        OperatorCheck.of("ScatterND", 18, attributes, normal(5, 3, 2, 2), tuples, normal(6, 3, 2))
                .differentiates();
    }

    @Test
    void theLastOfSeveralUpdatesStands() {
        Tensor data = Tensor.floats(new int[] {3}, 1, 2, 3);
        Tensor twice = Tensor.integers(1, 1);
        Tensor updates = Tensor.floats(new int[] {2}, 5, 4);
        check("none", data, twice, updates, 1, 4, 3);
        check("add", data, twice, updates, 1, 11, 3);
        check("mul", data, twice, updates, 1, 40, 3);
        check("max", data, twice, updates, 1, 5, 3);
        check("min", data, twice, updates, 1, 2, 3);
    }

    private static void check(String reduction, Tensor data, Tensor indices, Tensor updates, double... expected) {
        OperatorCheck.of("ScatterElements", 18, Map.of("reduction", reduction), data, indices, updates)
                .gives(new int[] {3}, expected);
    }

    @Test
    void tiesOfAMaximumAreCounted() {
        Tensor data = Tensor.floats(new int[] {2}, 1, 1);
        OperatorCheck check = OperatorCheck.of(
                "ScatterElements",
                18,
                Map.of("reduction", "max"),
                data,
                Tensor.integers(0, 0, 1),
                Tensor.floats(new int[] {3}, 1, 2, 1));
        assertThat(check.kinks()).isEqualTo(1);
    }

    @Test
    void wrongIndicesAreRefused() {
        Tensor data = normal(1, 3);
        assertThatThrownBy(
                        () -> OperatorCheck.of("ScatterElements", 18, Map.of(), data, Tensor.integers(3), normal(2, 1))
                                .output())
                .hasMessageContaining("indices: got 3");
        assertThatThrownBy(
                        () -> OperatorCheck.of("ScatterElements", 18, Map.of(), data, Tensor.integers(1), normal(2, 2))
                                .output())
                .hasMessageContaining("updates: got 2, expected 1");
        assertThatThrownBy(() -> OperatorCheck.of(
                                "ScatterElements",
                                18,
                                Map.of("reduction", "sum"),
                                data,
                                Tensor.integers(1),
                                normal(2, 1))
                        .output())
                .hasMessageContaining("reduction: got \"sum\"");
    }
}
