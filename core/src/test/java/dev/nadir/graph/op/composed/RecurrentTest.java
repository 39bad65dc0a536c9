package dev.nadir.graph.op.composed;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentTest {

    @ParameterizedTest
    @CsvSource({"RNN,1", "GRU,3", "LSTM,4"})
    void derivativesAreThoseOfTheValueInEveryDirection(String operator, int gates) {
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
            int d = direction.equals("bidirectional") ? 2 : 1;
            Map<String, Object> attributes = new HashMap<>(Map.of("hidden_size", 2L, "direction", direction));
            Tensor x = normal(1, 3, 2, 3);
            Tensor w = normal(2, d, gates * 2, 3);
            Tensor r = normal(3, d, gates * 2, 2);
            int outputs = gates == 4 ? 3 : 2;
            OperatorCheck.of(outputs, operator, 14, attributes, x, w, r).differentiates();
            Tensor[] all = {x, w, r, normal(4, d, gates * 4), Tensor.integers(3, 3), normal(5, d, 2, 2)};
            OperatorCheck.of(1, operator, 14, attributes, all).differentiates();
            if (gates == 4) {
                Tensor[] cell = java.util.Arrays.copyOf(all, 7);
                cell[6] = normal(6, d, 2, 2);
                OperatorCheck.of(3, operator, 14, attributes, cell).differentiates();
            }
            Map<String, Object> samplesFirst = new HashMap<>(attributes);
            samplesFirst.put("layout", 1L);
            OperatorCheck.of(
                            outputs,
                            operator,
                            14,
                            samplesFirst,
                            normal(1, 2, 3, 3),
                            w,
                            r,
                            null,
                            null,
                            normal(7, 2, d, 2))
                    .differentiates();
            if (gates == 3) {
                attributes.put("linear_before_reset", 1L);
                OperatorCheck.of(2, operator, 14, attributes, all).differentiates();
            }
        }
    }

    /** One unit, one step: with all weights zero and biases b the gates are functions of b alone. */
    @Test
    void gatesStandInTheOrderOfTheStandard() {
        Map<String, Object> one = Map.of("hidden_size", 1L);
        Tensor x = Tensor.zeros(1, 1, 1);
        Tensor biases = Tensor.floats(new int[] {1, 8}, 0.1, 0.2, 0.3, 0.4, 0, 0, 0, 0);
        double c = sigmoid(0.3) * 2 + sigmoid(0.1) * Math.tanh(0.4);
        OperatorCheck.of(
                        3,
                        "LSTM",
                        14,
                        one,
                        x,
                        Tensor.zeros(1, 4, 1),
                        Tensor.zeros(1, 4, 1),
                        biases,
                        null,
                        Tensor.zeros(1, 1, 1),
                        Tensor.floats(new int[] {1, 1, 1}, 2))
                .gives(new int[] {1, 1, 1, 1}, sigmoid(0.2) * Math.tanh(c));
        Tensor three = Tensor.floats(new int[] {1, 6}, 0.1, 0.2, 0.3, 0, 0, 0.5);
        Tensor start = Tensor.floats(new int[] {1, 1, 1}, 2);
        double z = sigmoid(0.1);
        Tensor zeros = Tensor.zeros(1, 3, 1);
        OperatorCheck.of("GRU", 14, one, x, zeros, zeros, three, null, start)
                .gives(new int[] {1, 1, 1, 1}, (1 - z) * Math.tanh(0.8) + z * 2);
        OperatorCheck.of(
                        "GRU",
                        14,
                        Map.of("hidden_size", 1L, "linear_before_reset", 1L),
                        x,
                        zeros,
                        zeros,
                        three,
                        null,
                        start)
                .gives(new int[] {1, 1, 1, 1}, (1 - z) * Math.tanh(0.3 + sigmoid(0.2) * 0.5) + z * 2);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void otherFormsAreRefusedByName() {
        refuses("sequence_lens: got [2, 3]", Map.of(), Tensor.integers(2, 3));
        refuses("clip: only the default", Map.of("clip", 1.0), null);
        refuses("activations: only the default", Map.of("activations", List.of("Relu", "Tanh", "Tanh")), null);
        refuses("direction: got \"up\"", Map.of("direction", "up"), null);
        refuses("W: got 1 x 8 x 3, expected 2 x 8 x 3", Map.of("direction", "bidirectional"), null);
    }

    private static void refuses(String message, Map<String, ?> attributes, Tensor lengths) {
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("hidden_size", 2L);
        assertThatThrownBy(() -> OperatorCheck.of(
                                "LSTM",
                                14,
                                all,
                                normal(1, 3, 2, 3),
                                normal(2, 1, 8, 3),
                                normal(3, 1, 8, 2),
                                null,
                                lengths)
                        .output())
                .isInstanceOf(NodeRefusal.class)
                .hasMessageContaining(message);
    }
}
