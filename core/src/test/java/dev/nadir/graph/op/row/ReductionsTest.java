package dev.nadir.graph.op.row;

import static dev.nadir.graph.op.OperatorCheck.none;
import static dev.nadir.graph.op.OperatorCheck.normal;
import static dev.nadir.graph.op.OperatorCheck.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReduceSum",
                "ReduceMean",
                "ReduceSumSquare",
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSum",
                "ReduceLogSumExp",
                "ReduceMax",
                "ReduceMin",
                "ReduceProd"
            })
    void differentiatesOverAnyAxes(String operator) {
        Tensor x = uniform(1, 0.4, 1.5, 2, 3, 4);
        for (long[] axes : new long[][] {{}, {0}, {1}, {-1}, {0, 2}, {0, 1, 2}}) {
            for (long keep = 0; keep < 2; keep++) {
                OperatorCheck.of(operator, 11, Map.of("axes", axes, "keepdims", keep), x)
                        .differentiates();
                Tensor places = Tensor.integers(
                        java.util.Arrays.stream(axes).mapToInt(a -> (int) a).toArray());
                OperatorCheck older = OperatorCheck.of(operator, 11, Map.of("axes", axes, "keepdims", keep), x);
                OperatorCheck newer = OperatorCheck.of(operator, 18, Map.of("keepdims", keep), x, places);
                assertThat(newer.output()).isEqualTo(older.output());
            }
        }
        assertThat(OperatorCheck.of(operator, 18, Map.of("noop_with_empty_axes", 1L), x)
                        .output())
                .isEqualTo(x);
    }

    @ParameterizedTest
    @CsvSource({
        "ReduceSum,-2",
        "ReduceMean,-0.5",
        "ReduceSumSquare,30",
        "ReduceL1,10",
        "ReduceL2,5.477225575051661",
        "ReduceMax,3",
        "ReduceMin,-4",
        "ReduceProd,24"
    })
    void valueIsThatOfTheDefinition(String operator, double value) {
        OperatorCheck.of(operator, 11, Map.of("keepdims", 0L), Tensor.floats(new int[] {2, 2}, 1, -2, 3, -4))
                .gives(new int[0], value);
    }

    @Test
    void logarithmOfSumsDoesNotOverflow() {
        OperatorCheck.of("ReduceLogSumExp", 18, Map.of("keepdims", 0L), Tensor.floats(new int[] {2}, 1000, 1000))
                .gives(new int[0], 1000 + Math.log(2));
        OperatorCheck.of(
                        "ReduceLogSumExp", 18, Map.of("keepdims", 0L), Tensor.floats(new int[] {2}, -1 / 0.0, -1 / 0.0))
                .gives(new int[0], Double.NEGATIVE_INFINITY);
    }

    @Test
    void productsDifferentiateThroughZeros() {
        for (double[] x : new double[][] {{0, 2, 3}, {0, 0, 3}, {0, 0, 0}}) {
            OperatorCheck.of("ReduceProd", 18, none(), Tensor.floats(new int[] {3}, x))
                    .differentiates();
        }
    }

    @Test
    void productsOfMatricesDifferentiateInEveryForm() {
        int[][][] shapes = {
            {{2, 3}, {3, 4}},
            {{3}, {3, 4}},
            {{2, 3}, {3}},
            {{3}, {3}},
            {{5, 2, 3}, {3, 4}},
            {{5, 2, 3}, {5, 3, 4}},
            {{2, 3}, {5, 3, 4}},
            {{5, 1, 2, 3}, {1, 6, 3, 4}},
            {{2, 1, 2, 3}, {3}},
            {{3}, {2, 3, 4}},
            {{0, 3}, {3, 2}},
            {{1, 2, 3}, {3, 4}}
        };
        for (int[][] each : shapes) {
            OperatorCheck.of("MatMul", 18, none(), normal(1, each[0]), normal(2, each[1]))
                    .differentiates();
        }
        OperatorCheck.of(
                        "MatMul",
                        18,
                        none(),
                        Tensor.floats(new int[] {2, 2}, 1, 2, 3, 4),
                        Tensor.floats(new int[] {2}, 5, 6))
                .gives(new int[] {2}, 17, 39);
        OperatorCheck.of(
                        "MatMul",
                        18,
                        none(),
                        Tensor.floats(new int[] {2}, 5, 6),
                        Tensor.floats(new int[] {1, 2, 2}, 1, 2, 3, 4))
                .gives(new int[] {1, 2}, 23, 34);
    }

    @Test
    void generalProductsDifferentiateForAllAttributes() {
        for (int form = 0; form < 4; form++) {
            boolean a = form % 2 == 1;
            boolean b = form / 2 == 1;
            Map<String, ?> attributes =
                    Map.of("transA", a ? 1L : 0L, "transB", b ? 1L : 0L, "alpha", 0.5, "beta", -1.5);
            Tensor left = a ? normal(1, 3, 2) : normal(1, 2, 3);
            Tensor right = b ? normal(2, 4, 3) : normal(2, 3, 4);
            for (int[] c : new int[][] {{2, 4}, {4}, {1}, {}, {2, 1}, {1, 4}}) {
                OperatorCheck.of("Gemm", 18, attributes, left, right, normal(3, c))
                        .differentiates();
            }
            OperatorCheck.of("Gemm", 18, attributes, left, right).differentiates();
        }
        OperatorCheck.of(
                        "Gemm",
                        18,
                        Map.of("alpha", 2.0, "transB", 1L),
                        Tensor.floats(new int[] {1, 2}, 1, 2),
                        Tensor.floats(new int[] {1, 2}, 3, 4),
                        Tensor.scalar(1))
                .gives(new int[] {1, 1}, 23);
    }
}
