package dev.nadir.graph.op.composed;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ij,jk->ik",
                "bij,bjk->bik",
                "ij->ji",
                "ij->",
                "ii->i",
                "iij->j",
                "i,j->ij",
                "ij,ij->",
                "bhqd,bhkd->bhqk",
                "...ij,...jk->...ik",
                "ij,jk,kl->il",
                "ij,j,ik->k",
                "ij,jk",
                "ba",
                "ii",
                "i...->...",
                "b...i,b...i->b..."
            })
    void derivativesAreThoseOfTheValue(String equation) {
        String[] terms = equation.split("->")[0].split(",");
        Tensor[] inputs = new Tensor[terms.length];
        for (int k = 0; k < inputs.length; k++) {
            String letters = terms[k].replace("...", "zx");
            inputs[k] = normal(
                    k,
                    letters.chars()
                            .map(c -> "ijk".indexOf(c) >= 0 ? 2 + "ijk".indexOf(c) : 2)
                            .toArray());
        }
        OperatorCheck.of("Einsum", 12, Map.of("equation", equation), inputs).differentiates();
    }

    @Test
    void lettersWithoutAnArrowAreOrderedAlphabetically() {
        Tensor x = Tensor.floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
        OperatorCheck.of("Einsum", 12, Map.of("equation", "ba"), x).gives(new int[] {3, 2}, 1, 4, 2, 5, 3, 6);
    }

    @Test
    void dotsBroadcastAxesOfExtentOne() {
        Tensor x = Tensor.floats(new int[] {1, 2}, 1, 2);
        Tensor y = Tensor.floats(new int[] {3, 2}, 1, 2, 3, 4, 5, 6);
        OperatorCheck.of("Einsum", 12, Map.of("equation", "...i,...i->..."), x, y)
                .gives(new int[] {3}, 5, 11, 17)
                .differentiates();
    }

    @Test
    void wrongEquationsAreRefused() {
        refuses("ij->k", "expected letters of the inputs");
        refuses("ijk->i", "for an input of 2 axes");
        refuses("i1->i", "expected a form such as");
        refuses("ij,jk->ik", "got 2 terms, expected 1");
        refuses("ii->i", "got extents 2 and 3");
    }

    private static void refuses(String equation, String message) {
        assertThatThrownBy(() -> OperatorCheck.of("Einsum", 12, Map.of("equation", equation), normal(1, 2, 3))
                        .output())
                .isInstanceOf(NodeRefusal.class)
                .hasMessageContaining(message);
    }
}
