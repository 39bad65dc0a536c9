package dev.nadir.graph.op.composed;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {

    @Test
    void derivativesAreThoseOfTheValue() {
        Tensor q = normal(1, 2, 4, 3, 2);
        Tensor k = normal(2, 2, 2, 5, 2);
        Tensor v = normal(3, 2, 2, 5, 3);
        OperatorCheck.of("Attention", 23, Map.of(), q, k, v).differentiates();
        OperatorCheck.of("Attention", 23, Map.of("is_causal", 1L, "scale", 0.3), q, k, v)
                .differentiates();
        OperatorCheck.of("Attention", 23, Map.of("softcap", 2.0), q, k, v, normal(4, 3, 5))
                .differentiates();
        Tensor past = normal(5, 2, 2, 2, 2);
        for (long mode : new long[] {0, 2, 3}) {
            OperatorCheck.of(
                            4,
                            "Attention",
                            23,
                            Map.of("qk_matmul_output_mode", mode),
                            q,
                            k,
                            v,
                            normal(6, 3, 7),
                            past,
                            normal(7, 2, 2, 2, 3))
                    .differentiates();
        }
        OperatorCheck.of(
                        "Attention",
                        23,
                        Map.of("q_num_heads", 4L, "kv_num_heads", 2L),
                        normal(8, 2, 3, 8),
                        normal(9, 2, 5, 4),
                        normal(10, 2, 5, 6))
                .differentiates();
    }

    /** One head of size 1: scores q k with scale 1; a masked position has weight 0. */
    @Test
    void aMaskedPositionHasNoWeight() {
        Tensor q = Tensor.floats(new int[] {1, 1, 1, 1}, 1);
        Tensor k = Tensor.floats(new int[] {1, 1, 3, 1}, 0, 50, 0);
        Tensor v = Tensor.floats(new int[] {1, 1, 3, 1}, 2, 1000, 4);
        Tensor mask = new Tensor(Kind.BOOLEAN, new int[] {1, 3}, new double[] {1, 0, 1});
        OperatorCheck.of("Attention", 23, Map.of("softcap", 60.0), q, k, v, mask)
                .gives(new int[] {1, 1, 1, 1}, 3);
        OperatorCheck.of("Attention", 23, Map.of("is_causal", 1L), q, k, v).gives(new int[] {1, 1, 1, 1}, 2);
    }

    /** Four heads of queries, two of keys: the first two share the first. One position, so that its value is the result. */
    @Test
    void neighbouringHeadsOfQueriesShareOneOfKeys() {
        Tensor q = normal(1, 1, 4, 1, 1);
        Tensor k = normal(2, 1, 2, 1, 1);
        Tensor v = Tensor.floats(new int[] {1, 2, 1, 1}, 3, 5);
        OperatorCheck.of("Attention", 23, Map.of(), q, k, v).gives(new int[] {1, 4, 1, 1}, 3, 3, 5, 5);
    }

    @Test
    void whatIsNotReadIsRefused() {
        Tensor q = normal(1, 2, 3, 8);
        assertThatThrownBy(() ->
                        OperatorCheck.of("Attention", 23, Map.of(), q, q, q).output())
                .hasMessageContaining("q_num_heads: got 0");
        assertThatThrownBy(() -> OperatorCheck.of("Attention", 23, Map.of("qk_matmul_output_mode", 1L), q, q, q)
                        .output())
                .hasMessageContaining("qk_matmul_output_mode: got 1");
    }
}
