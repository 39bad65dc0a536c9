package dev.nadir.io.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.graph.tensor.Tensor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of the operators that have attributes, against ONNX Runtime in float32: the cases of operators.txt. */
class OperatorValuesTest {

    static Stream<String> cases() throws java.io.IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                OperatorValuesTest.class.getResourceAsStream("operators.txt"), StandardCharsets.UTF_8))) {
            return new ArrayList<>(reader.lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .toList())
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreThoseOfOnnxRuntime(String line) throws Exception {
        OneNode node = OneNode.parse(line);
        Tensor[] theirs = node.theirs();
        Tensor[] ours = node.ours();
        for (int k = 0; k < theirs.length; k++) {
            assertThat(List.of(ours[k].kind(), shape(ours[k])))
                    .as("output %d", k)
                    .isEqualTo(List.of(theirs[k].kind(), shape(theirs[k])));
            double scale = 1;
            for (double value : theirs[k].values()) {
                scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 1);
            }
            // float32 sums of up to some hundred products of numbers below 1
            double tolerance = theirs[k].isFloat() ? 128 * 0x1p-24 * scale : 0;
            for (int i = 0; i < theirs[k].size(); i++) {
                double difference = Math.abs(ours[k].values()[i] - theirs[k].values()[i]);
                assertThat(difference <= tolerance
                                || ours[k].values()[i] == theirs[k].values()[i])
                        .as(
                                "output %d, entry %d: ours %s, theirs %s",
                                k, i, ours[k].values()[i], theirs[k].values()[i])
                        .isTrue();
            }
        }
    }

    private static List<Integer> shape(Tensor tensor) {
        return java.util.Arrays.stream(tensor.shape()).boxed().toList();
    }
}
