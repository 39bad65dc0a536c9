package dev.nadir.graph.op.composed;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static dev.nadir.graph.op.OperatorCheck.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalizationsTest {
    private static final Map<String, Object> EPSILON = Map.of("epsilon", 0.125);

    @Test
    void batchNormalizationDifferentiates() {
        for (int[] shape : new int[][] {{2, 3}, {2, 3, 4}, {1, 3, 2, 2}}) {
            OperatorCheck.of(
                            "BatchNormalization",
                            15,
                            EPSILON,
                            normal(1, shape),
                            normal(2, 3),
                            normal(3, 3),
                            normal(4, 3),
                            uniform(5, 0.5, 2, 3))
                    .differentiates();
        }
        // (3 - 1) / sqrt(3.875 + 0.125) * 5 + 7
        OperatorCheck.of("BatchNormalization", 9, EPSILON, number(3), one(5), one(7), one(1), one(3.875))
                .gives(new int[] {1, 1}, 12);
    }

    private static Tensor number(double value) {
        return Tensor.floats(new int[] {1, 1}, value);
    }

    private static Tensor one(double value) {
        return Tensor.floats(new int[] {1}, value);
    }

    @Test
    void layerNormalizationDifferentiatesOverAnyAxes() {
        for (long axis = -3; axis < 3; axis++) {
            int from = (int) Math.floorMod(axis, 3L);
            int[] trailing = java.util.Arrays.copyOfRange(new int[] {2, 3, 4}, from, 3);
            Map<String, Object> attributes = Map.of("axis", axis, "epsilon", 0.01);
            OperatorCheck.of(
                            "LayerNormalization",
                            17,
                            attributes,
                            normal(1, 2, 3, 4),
                            normal(2, trailing),
                            normal(3, trailing))
                    .differentiates();
            OperatorCheck.of("LayerNormalization", 17, attributes, normal(1, 2, 3, 4), normal(2, 4))
                    .differentiates();
            OperatorCheck.of("RMSNormalization", 23, attributes, normal(1, 2, 3, 4), normal(2, trailing))
                    .differentiates();
        }
    }

    @Test
    void meanAndDeviationOfLayersAreOutputsWithDerivatives() {
        Map<String, Object> attributes = Map.of("axis", 1L, "epsilon", 0.01);
        OperatorCheck.of(3, "LayerNormalization", 17, attributes, normal(1, 2, 3, 4), normal(2, 3, 4), normal(3, 4))
                .differentiates();
        Tensor x = Tensor.floats(new int[] {1, 2}, 0, 8);
        Tensor[] outputs = OperatorCheck.of(
                        3, "LayerNormalization", 17, Map.of("epsilon", 0.0), x, Tensor.floats(new int[] {1}, 2))
                .outputs();
        assertThat(outputs[0].values()).containsExactly(-2, 2);
        assertThat(outputs[1].values()).containsExactly(4);
        assertThat(outputs[2].values()).containsExactly(0.25);
    }

    /** Rows (1, 3) and (0, 8): deviations 1 and 4 with no epsilon; the roots of mean squares √5 and √32. */
    @Test
    void rowsAreStandardized() {
        Map<String, Object> attributes = Map.of("epsilon", 0.0);
        Tensor x = Tensor.floats(new int[] {2, 2}, 1, 3, 0, 8);
        Tensor scale = Tensor.floats(new int[] {2}, 2, 10);
        OperatorCheck.of("LayerNormalization", 17, attributes, x, scale, Tensor.floats(new int[] {2}, 0.5, 0))
                .gives(new int[] {2, 2}, -1.5, 10, -1.5, 10);
        OperatorCheck.of("RMSNormalization", 23, attributes, x, scale)
                .gives(new int[] {2, 2}, 2 / Math.sqrt(5), 30 / Math.sqrt(5), 0, 80 / Math.sqrt(32));
    }

    @Test
    void groupsOfChannelsDifferentiate() {
        Tensor x = normal(1, 2, 4, 3, 2);
        OperatorCheck.of("InstanceNormalization", 6, EPSILON, x, normal(2, 4), normal(3, 4))
                .differentiates();
        Map<String, Object> two = Map.of("num_groups", 2L, "epsilon", 0.01);
        OperatorCheck.of("GroupNormalization", 21, two, x, normal(2, 4), normal(3, 4))
                .differentiates();
        OperatorCheck.of("GroupNormalization", 18, two, x, normal(2, 2), normal(3, 2))
                .differentiates();
    }

    @Test
    void whatIsNotReadIsRefusedByName() {
        Tensor x = normal(1, 2, 4, 3);
        refuses(
                "BatchNormalization",
                Map.of("training_mode", 1L),
                "model.eval()",
                x,
                normal(2, 4),
                normal(3, 4),
                normal(4, 4),
                normal(5, 4));
        refuses(
                "BatchNormalization",
                Map.of(),
                "input 3: got 3, expected 4 numbers",
                x,
                normal(2, 4),
                normal(3, 3),
                normal(4, 4),
                normal(5, 4));
        refuses("GroupNormalization", Map.of("num_groups", 3L), "num_groups: got 3", x, normal(2, 4), normal(3, 4));
        refuses("LayerNormalization", Map.of("epsilon", -1.0), "epsilon: got -1.0", x, normal(2, 3));
        refuses("LayerNormalization", Map.of(), "Scale: got 4", x, normal(2, 4));
    }

    private static void refuses(String operator, Map<String, ?> attributes, String message, Tensor... inputs) {
        assertThatThrownBy(
                        () -> OperatorCheck.of(operator, 21, attributes, inputs).output())
                .isInstanceOf(NodeRefusal.class)
                .hasMessageContaining(message);
    }

    @Test
    void softmaxDifferentiatesAlongEveryAxis() {
        for (String operator : new String[] {"Softmax", "LogSoftmax"}) {
            for (int opset : new int[] {9, 13}) {
                for (long axis = -3; axis < 3; axis++) {
                    OperatorCheck.of(operator, opset, Map.of("axis", axis), normal(1, 2, 3, 4))
                            .differentiates();
                }
                OperatorCheck.of(operator, opset, Map.of(), normal(1, 2, 3, 4)).differentiates();
            }
        }
    }

    @Test
    void softmaxRunsOverAllLaterAxesBeforeOpset13() {
        Tensor x = Tensor.zeros(1, 2, 3);
        OperatorCheck.of("Softmax", 12, Map.of(), x).gives(new int[] {1, 2, 3}, sixth(6));
        OperatorCheck.of("Softmax", 13, Map.of(), x).gives(new int[] {1, 2, 3}, sixth(3));
    }

    private static double[] sixth(double count) {
        return java.util.stream.DoubleStream.generate(() -> 1 / count).limit(6).toArray();
    }

    @Test
    void softmaxOfLargeAndMaskedEntriesIsFinite() {
        Tensor x = Tensor.floats(new int[] {3}, 1000, 1000, Double.NEGATIVE_INFINITY);
        OperatorCheck.of("Softmax", 13, Map.of(), x).gives(new int[] {3}, 0.5, 0.5, 0);
        OperatorCheck.of("LogSoftmax", 13, Map.of(), x)
                .gives(new int[] {3}, -Math.log(2), -Math.log(2), Double.NEGATIVE_INFINITY);
        OperatorCheck.of("Softmax", 13, Map.of(), x).differentiates();
        Tensor nothing = Tensor.floats(new int[] {1}, Double.NEGATIVE_INFINITY);
        assertThat(OperatorCheck.of("Softmax", 13, Map.of(), nothing).output().values()[0])
                .isNaN();
    }
}
