package dev.nadir.graph.op.window;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolingTest {

    @ParameterizedTest
    @ValueSource(strings = {"MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool"})
    void derivativesAreThoseOfTheValueForRandomAttributes(String operator) {
        SplittableRandom random = new SplittableRandom(21);
        for (int trial = 0; trial < 25; trial++) {
            int rank = random.nextInt(1, 4);
            Map<String, Object> attributes = new HashMap<>();
            if (!operator.startsWith("Global")) {
                long[] kernel = random.longs(rank, 1, 4).toArray();
                attributes.put("kernel_shape", kernel);
                attributes.put("strides", random.longs(rank, 1, 4).toArray());
                attributes.put("dilations", random.longs(rank, 1, 3).toArray());
                attributes.put("ceil_mode", random.nextLong(2));
                if (random.nextInt(3) == 0) {
                    attributes.put("auto_pad", random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER");
                } else {
                    attributes.put(
                            "pads",
                            random.longs(2L * rank, 0, 2)
                                    .map(p -> Math.min(
                                            p, Arrays.stream(kernel).min().orElse(0) - 1))
                                    .toArray());
                }
            }
            if (operator.equals("AveragePool")) {
                attributes.put("count_include_pad", random.nextLong(2));
            }
            int[] shape = new int[rank + 2];
            shape[0] = random.nextInt(1, 3);
            shape[1] = 2;
            Arrays.setAll(shape, axis -> axis < 2 ? shape[axis] : random.nextInt(5, 8));
            OperatorCheck.of(operator, 19, attributes, spread(trial, shape)).differentiates();
        }
    }

    /** All entries differ by at least 0.1, so that no step of the differences changes which is largest. */
    private static Tensor spread(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            int other = random.nextInt(i + 1);
            tensor.values()[i] = tensor.values()[other];
            tensor.values()[other] = 0.1 * i;
        }
        double mean = 0.05 * (tensor.size() - 1);
        double[] centred =
                Arrays.stream(tensor.values()).map(v -> (v - mean) / 10).toArray();
        return tensor.with(centred);
    }

    @Test
    void theFirstOfSeveralLargestIsTakenAndCountedAsKink() {
        Tensor x = Tensor.floats(new int[] {1, 1, 4}, 2, 2, 1, 0);
        OperatorCheck check = OperatorCheck.of(2, "MaxPool", 12, Map.of("kernel_shape", new long[] {2}), x);
        check.gives(new int[] {1, 1, 3}, 2, 2, 1);
        assertThat(check.outputs()[1].values()).containsExactly(0, 1, 2);
        assertThat(check.kinks()).isEqualTo(1);
        Applied pool = applied("MaxPool", Map.of("kernel_shape", new long[] {2}), x);
        assertThat(
                        pool.vjp(new Tensor[] {Tensor.floats(new int[] {1, 1, 3}, 1, 10, 100)}, new boolean[] {true})[0]
                                .values())
                .containsExactly(1, 10, 100, 0);
        assertThat(pool.candidates()).isEqualTo(3);
        assertThat(applied("MaxPool", Map.of("kernel_shape", new long[] {1}), x).candidates())
                .isZero();
    }

    private static Applied applied(String operator, Map<String, ?> attributes, Tensor x) {
        return Operators.of(new Node(
                        "n", operator, 18, java.util.List.of("x"), java.util.List.of("y"), new Attributes(attributes)))
                .at(x);
    }

    @Test
    void paddingCountsInTheMeanOnlyWhenAskedFor() {
        Tensor x = Tensor.floats(new int[] {1, 1, 3}, 3, 6, 9);
        Map<String, Object> attributes =
                new HashMap<>(Map.of("kernel_shape", new long[] {2}, "pads", new long[] {1, 1}));
        OperatorCheck.of("AveragePool", 18, attributes, x).gives(new int[] {1, 1, 4}, 3, 4.5, 7.5, 9);
        attributes.put("count_include_pad", 1L);
        OperatorCheck.of("AveragePool", 18, attributes, x).gives(new int[] {1, 1, 4}, 1.5, 4.5, 7.5, 4.5);
    }

    @Test
    void whatCeilModeAddsDoesNotCountInTheMean() {
        Tensor x = Tensor.floats(new int[] {1, 1, 3}, 3, 6, 9);
        Map<String, Object> attributes = Map.of(
                "kernel_shape", new long[] {2}, "strides", new long[] {2}, "ceil_mode", 1L, "count_include_pad", 1L);
        OperatorCheck.of("AveragePool", 18, attributes, x).gives(new int[] {1, 1, 2}, 4.5, 9);
    }

    @Test
    void whatIsNotANumberIsTheLargest() {
        Tensor x = Tensor.floats(new int[] {1, 1, 3}, Double.NaN, 2, 5);
        Tensor y = OperatorCheck.of("MaxPool", 12, Map.of("kernel_shape", new long[] {2}), x)
                .output();
        assertThat(y.values()).containsExactly(Double.NaN, 5);
    }

    @Test
    void wrongAttributesAreRefusedByName() {
        Tensor x = normal(1, 1, 1, 4);
        refuses(Map.of(), x, "kernel_shape: got none");
        refuses(Map.of("kernel_shape", new long[] {5}), x, "input: got extent 4");
        refuses(Map.of("kernel_shape", new long[] {2}, "storage_order", 1L), x, "storage_order: got 1");
        refuses(Map.of("kernel_shape", new long[] {2}), normal(1, 3, 4), "X: got 3 x 4");
    }

    private static void refuses(Map<String, ?> attributes, Tensor x, String message) {
        assertThatThrownBy(() -> OperatorCheck.of("MaxPool", 18, attributes, x).output())
                .isInstanceOf(NodeRefusal.class)
                .hasMessageContaining(message);
    }
}
