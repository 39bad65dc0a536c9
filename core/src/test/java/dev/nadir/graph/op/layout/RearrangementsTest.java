package dev.nadir.graph.op.layout;

import static dev.nadir.graph.op.OperatorCheck.none;
import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RearrangementsTest {

    /** 0, 1, 2, ... in this shape: every value says where it came from. */
    private static Tensor count(int... shape) {
        double[] values = IntStream.range(0, dev.nadir.graph.tensor.Shapes.size(shape))
                .asDoubleStream()
                .toArray();
        return Tensor.floats(shape, values);
    }

    private static Tensor ints(int... values) {
        return Tensor.integers(values);
    }

    @Test
    void transposesByAnyOrder() {
        OperatorCheck.of("Transpose", 18, none(), count(2, 3))
                .gives(new int[] {3, 2}, 0, 3, 1, 4, 2, 5)
                .differentiates();
        OperatorCheck.of("Transpose", 18, Map.of("perm", new long[] {1, 2, 0}), count(2, 1, 3))
                .gives(new int[] {1, 3, 2}, 0, 3, 1, 4, 2, 5)
                .differentiates();
        OperatorCheck.of("Transpose", 18, Map.of("perm", new long[] {0, 2, 1, 3}), normal(1, 2, 3, 4, 5))
                .differentiates();
        assertThatThrownBy(() -> OperatorCheck.of("Transpose", 18, Map.of("perm", new long[] {0, 0}), count(2, 3))
                        .output())
                .hasMessageContaining("axes: got [0, 0], expected each once");
    }

    @Test
    void slicesForwardsBackwardsAndBeyondTheEnds() {
        Tensor x = count(5);
        slice(x, 1, 3, 1).gives(new int[] {2}, 1, 2).differentiates();
        slice(x, -2, Integer.MAX_VALUE, 1).gives(new int[] {2}, 3, 4);
        slice(x, 0, 5, 2).gives(new int[] {3}, 0, 2, 4);
        slice(x, 4, -7, -2).gives(new int[] {3}, 4, 2, 0).differentiates();
        slice(x, -1, -6, -1).gives(new int[] {5}, 4, 3, 2, 1, 0);
        slice(x, 7, 9, 1).gives(new int[] {0});
        slice(x, 3, 1, 1).gives(new int[] {0}).differentiates();
        slice(x, 2, 0, -1).gives(new int[] {2}, 2, 1);
        OperatorCheck.of("Slice", 9, Map.of("starts", new long[] {1, 0}, "ends", new long[] {2, -1}), count(2, 3))
                .gives(new int[] {1, 2}, 3, 4);
        OperatorCheck.of("Slice", 18, none(), count(2, 3), ints(1), ints(3), ints(-1))
                .gives(new int[] {2, 2}, 1, 2, 4, 5);
    }

    private static OperatorCheck slice(Tensor x, int start, int end, int step) {
        return OperatorCheck.of("Slice", 18, none(), x, ints(start), ints(end), ints(0), ints(step));
    }

    @Test
    void expandsAndTiles() {
        OperatorCheck.of("Expand", 18, none(), count(2, 1), ints(2, 2, 3))
                .gives(new int[] {2, 2, 3}, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1)
                .differentiates();
        OperatorCheck.of("Expand", 18, none(), count(3, 4), ints(1))
                .gives(new int[] {3, 4})
                .differentiates();
        OperatorCheck.of("Tile", 18, none(), count(2, 2), ints(1, 2))
                .gives(new int[] {2, 4}, 0, 1, 0, 1, 2, 3, 2, 3)
                .differentiates();
        OperatorCheck.of("Tile", 18, none(), normal(1, 2, 3), ints(3, 2)).differentiates();
    }

    @Test
    void padsInEveryMode() {
        Tensor x = count(4);
        pad(x, "constant", 2, 1).gives(new int[] {7}, 0, 0, 0, 1, 2, 3, 0).differentiates();
        pad(x, "reflect", 2, 1).gives(new int[] {7}, 2, 1, 0, 1, 2, 3, 2).differentiates();
        pad(x, "edge", 2, 1).gives(new int[] {7}, 0, 0, 0, 1, 2, 3, 3).differentiates();
        pad(x, "wrap", 2, 1).gives(new int[] {7}, 2, 3, 0, 1, 2, 3, 0).differentiates();
        pad(x, "constant", -1, -2).gives(new int[] {1}, 1).differentiates();
        OperatorCheck.of("Pad", 18, none(), count(2, 2), ints(1, 0), Tensor.scalar(9), ints(-1))
                .gives(new int[] {2, 3}, 9, 0, 1, 9, 2, 3)
                .differentiates();
        OperatorCheck.of("Pad", 9, Map.of("pads", new long[] {0, 1, 0, 0}, "value", 7.0), count(1, 2))
                .gives(new int[] {1, 3}, 7, 0, 1);
        assertThatThrownBy(() -> pad(x, "reflect", 4, 0).output())
                .hasMessageContaining("pads: got 4, expected less than");
    }

    private static OperatorCheck pad(Tensor x, String mode, int before, int after) {
        return OperatorCheck.of("Pad", 19, Map.of("mode", mode), x, ints(before, after));
    }

    @Test
    void keepsTriangles() {
        OperatorCheck.of("Trilu", 18, none(), count(2, 3))
                .gives(new int[] {2, 3}, 0, 1, 2, 0, 4, 5)
                .differentiates();
        OperatorCheck.of("Trilu", 18, Map.of("upper", 0L), normal(1, 2, 3, 3), ints(-1).reshaped())
                .differentiates();
        OperatorCheck.of("Trilu", 18, Map.of("upper", 0L), count(2, 2), ints(-1).reshaped())
                .gives(new int[] {2, 2}, 0, 0, 2, 0);
    }

    @Test
    void movesBlocksBetweenDepthAndSpaceAndBack() {
        Tensor x = normal(1, 2, 8, 2, 3);
        Map<String, Long> block = Map.of("blocksize", 2L);
        OperatorCheck.of("DepthToSpace", 18, block, x).differentiates();
        OperatorCheck.of("DepthToSpace", 18, Map.of("blocksize", 2L, "mode", "CRD"), x)
                .differentiates();
        // depth 4 → 2 x 2 block: the first channel to the upper left, the second to the upper right
        OperatorCheck.of("DepthToSpace", 18, block, count(1, 4, 1, 1)).gives(new int[] {1, 1, 2, 2}, 0, 1, 2, 3);
        Tensor there = OperatorCheck.of("DepthToSpace", 18, block, x).output();
        assertThat(OperatorCheck.of("SpaceToDepth", 18, block, there).output()).isEqualTo(x);
    }

    @Test
    void reshapesWithZerosAndAnOpenAxis() {
        Tensor x = normal(1, 2, 3, 4);
        reshape(x, 0, -1).gives(new int[] {2, 12}).differentiates();
        reshape(x, 4, 6).gives(new int[] {4, 6});
        reshape(x, -1).gives(new int[] {24});
        OperatorCheck.of("Reshape", 18, Map.of("allowzero", 1L), normal(1, 0, 3), ints(3, 0))
                .gives(new int[] {3, 0});
        assertThatThrownBy(() -> reshape(x, 5, -1).output())
                .hasMessageContaining("shape: got [5, -1], expected one for 2 x 3 x 4");
        OperatorCheck.of("Flatten", 18, none(), x).gives(new int[] {2, 12}).differentiates();
        OperatorCheck.of("Flatten", 18, Map.of("axis", 0L), x).gives(new int[] {1, 24});
        OperatorCheck.of("Flatten", 18, Map.of("axis", -1L), x).gives(new int[] {6, 4});
        OperatorCheck.of("Flatten", 18, Map.of("axis", 3L), x).gives(new int[] {24, 1});
    }

    private static OperatorCheck reshape(Tensor x, int... shape) {
        return OperatorCheck.of("Reshape", 18, none(), x, ints(shape));
    }

    @Test
    void addsAndRemovesAxesInBothForms() {
        OperatorCheck.of("Squeeze", 11, Map.of("axes", new long[] {0}), normal(1, 1, 3, 1))
                .gives(new int[] {3, 1});
        OperatorCheck.of("Squeeze", 18, none(), normal(1, 1, 3, 1))
                .gives(new int[] {3})
                .differentiates();
        OperatorCheck.of("Squeeze", 18, none(), normal(1, 1, 3, 1), ints(-1)).gives(new int[] {1, 3});
        OperatorCheck.of("Unsqueeze", 11, Map.of("axes", new long[] {0, 3}), normal(1, 2, 3))
                .gives(new int[] {1, 2, 3, 1});
        OperatorCheck.of("Unsqueeze", 18, none(), normal(1, 2, 3), ints(-1))
                .gives(new int[] {2, 3, 1})
                .differentiates();
        assertThatThrownBy(() -> OperatorCheck.of("Squeeze", 18, none(), normal(1, 2, 3), ints(0))
                        .output())
                .hasMessageContaining("expected an axis of extent 1");
    }

    @Test
    void joinsAndSplits() {
        OperatorCheck.of("Concat", 18, Map.of("axis", 1L), count(2, 1), count(2, 2))
                .gives(new int[] {2, 3}, 0, 0, 1, 1, 2, 3)
                .differentiates();
        OperatorCheck.of("Concat", 18, Map.of("axis", -3L), normal(1, 2, 3, 2), normal(2, 1, 3, 2), normal(3, 0, 3, 2))
                .gives(new int[] {3, 3, 2})
                .differentiates();
        OperatorCheck.of(2, "Split", 18, Map.of("axis", 1L, "num_outputs", 2L), normal(1, 2, 5, 3))
                .differentiates();
        OperatorCheck.of(3, "Split", 13, Map.of("axis", 0L), normal(1, 5), ints(1, 3, 1))
                .differentiates();
        Tensor[] parts = OperatorCheck.of(2, "Split", 11, Map.of("split", new long[] {1, 2}), count(3))
                .outputs();
        assertThat(parts[0].values()).containsExactly(0);
        assertThat(parts[1].values()).containsExactly(1, 2);
        assertThatThrownBy(() -> OperatorCheck.of(2, "Split", 13, none(), count(3), ints(1, 1))
                        .outputs())
                .hasMessageContaining("split: got [1, 1], expected 2 sizes that add up to 3");
    }

    @Test
    void gathersBySingleNumbersAndTuples() {
        OperatorCheck.of("Gather", 18, none(), count(3, 2), ints(2, 0, -1))
                .gives(new int[] {3, 2}, 4, 5, 0, 1, 4, 5)
                .differentiates();
        OperatorCheck.of(
                        "Gather",
                        18,
                        Map.of("axis", 1L),
                        normal(1, 2, 3, 2),
                        ints(1, 1, 0, 2).reshaped(2, 2))
                .gives(new int[] {2, 2, 2, 2})
                .differentiates();
        OperatorCheck.of("Gather", 18, Map.of("axis", 1L), count(2, 3), ints(1).reshaped())
                .gives(new int[] {2}, 1, 4);
        OperatorCheck.of(
                        "GatherElements",
                        18,
                        Map.of("axis", 1L),
                        count(2, 2),
                        ints(0, 0, 1, 0).reshaped(2, 2))
                .gives(new int[] {2, 2}, 0, 0, 3, 2)
                .differentiates();
        OperatorCheck.of(
                        "GatherElements",
                        18,
                        none(),
                        normal(1, 3, 2),
                        ints(2, 0).reshaped(1, 2))
                .differentiates();
        OperatorCheck.of("GatherND", 18, none(), count(2, 2), ints(0, 0, 1, 1).reshaped(2, 2))
                .gives(new int[] {2}, 0, 3)
                .differentiates();
        OperatorCheck.of("GatherND", 18, none(), count(2, 2, 2), ints(1, 0).reshaped(2, 1))
                .gives(new int[] {2, 2, 2})
                .differentiates();
        OperatorCheck.of(
                        "GatherND",
                        18,
                        Map.of("batch_dims", 1L),
                        count(2, 2, 2),
                        ints(1, 0).reshaped(2, 1))
                .gives(new int[] {2, 2}, 2, 3, 4, 5)
                .differentiates();
        assertThatThrownBy(() -> OperatorCheck.of("Gather", 18, none(), count(3), ints(3))
                        .output())
                .hasMessageContaining("indices: got 3, expected -3 to 2");
    }

    @Test
    void runningSumsGoBothWays() {
        Tensor axis = ints(0).reshaped();
        sums(Map.of(), axis).gives(new int[] {3}, 0, 1, 3).differentiates();
        sums(Map.of("exclusive", 1L), axis).gives(new int[] {3}, 0, 0, 1).differentiates();
        sums(Map.of("reverse", 1L), axis).gives(new int[] {3}, 3, 3, 2).differentiates();
        sums(Map.of("reverse", 1L, "exclusive", 1L), axis)
                .gives(new int[] {3}, 3, 2, 0)
                .differentiates();
        OperatorCheck.of("CumSum", 18, none(), normal(1, 2, 3, 4), ints(-2).reshaped())
                .differentiates();
    }

    private static OperatorCheck sums(Map<String, ?> attributes, Tensor axis) {
        return OperatorCheck.of("CumSum", 18, attributes, count(3), axis);
    }

    @Test
    void generatesFromShapesAndNumbers() {
        OperatorCheck.of("Shape", 18, Map.of("start", -2L, "end", 3L), normal(1, 2, 3, 4))
                .gives(new int[] {2}, 3, 4);
        OperatorCheck.of("Size", 18, none(), normal(1, 2, 3)).gives(new int[0], 6);
        OperatorCheck.of("ConstantOfShape", 18, Map.of("value", Tensor.scalar(3)), ints(2, 1))
                .gives(new int[] {2, 1}, 3, 3);
        OperatorCheck.of("Range", 18, none(), ints(5).reshaped(), ints(0).reshaped(), ints(-2).reshaped())
                .gives(new int[] {3}, 5, 3, 1);
        OperatorCheck.of("EyeLike", 18, Map.of("k", 1L), normal(1, 2, 3)).gives(new int[] {2, 3}, 0, 1, 0, 0, 0, 1);
        OperatorCheck.of("OneHot", 18, none(), ints(1, -1), ints(3).reshaped(), ints(0, 5))
                .gives(new int[] {2, 3}, 0, 5, 0, 0, 0, 5);
        OperatorCheck.of("OneHot", 18, Map.of("axis", 0L), ints(1, 4), ints(2).reshaped(), ints(0, 1))
                .gives(new int[] {2, 2}, 0, 0, 1, 0);
        OperatorCheck.of("NonZero", 18, none(), Tensor.floats(new int[] {2, 2}, 1, 0, 0, 2))
                .gives(new int[] {2, 2}, 0, 1, 0, 1);
        OperatorCheck.of(
                        "ArgMax",
                        18,
                        Map.of("axis", 1L, "keepdims", 0L),
                        Tensor.floats(new int[] {2, 3}, 1, 3, 3, 5, 4, 5))
                .gives(new int[] {2}, 1, 0);
        OperatorCheck.of(
                        "ArgMax",
                        18,
                        Map.of("axis", 1L, "select_last_index", 1L),
                        Tensor.floats(new int[] {2, 3}, 1, 3, 3, 5, 4, 5))
                .gives(new int[] {2, 1}, 2, 2);
        OperatorCheck.of("ArgMin", 18, none(), Tensor.floats(new int[] {3}, 1, 0, 0))
                .gives(new int[] {1}, 1);
    }
}
