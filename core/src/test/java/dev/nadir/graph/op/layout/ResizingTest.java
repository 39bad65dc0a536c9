package dev.nadir.graph.op.layout;

import static dev.nadir.graph.op.OperatorCheck.normal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.OperatorCheck;
import dev.nadir.graph.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResizingTest {

    @ParameterizedTest
    @ValueSource(strings = {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric"})
    void derivativesAreThoseOfTheValue(String coordinates) {
        for (String mode : new String[] {"nearest", "linear", "cubic"}) {
            Map<String, Object> attributes = Map.of("mode", mode, "coordinate_transformation_mode", coordinates);
            Tensor x = normal(1, 1, 2, 3, 4);
            OperatorCheck.of("Resize", 18, attributes, x, null, Tensor.floats(new int[] {4}, 1, 1, 2, 1.5))
                    .differentiates();
            OperatorCheck.of("Resize", 18, attributes, x, null, null, Tensor.integers(1, 2, 2, 7))
                    .differentiates();
        }
    }

    /** Numbers on a line stay on it in the interior, whatever the kernel. */
    @Test
    void linearAndCubicReproduceALine() {
        Tensor x = Tensor.floats(new int[] {5}, 0, 1, 2, 3, 4);
        for (String mode : new String[] {"linear", "cubic"}) {
            Map<String, Object> attributes =
                    Map.of("mode", mode, "coordinate_transformation_mode", "align_corners", "cubic_coeff_a", -0.5);
            OperatorCheck.of("Resize", 18, attributes, x, null, null, Tensor.integers(9))
                    .gives(
                            new int[] {9},
                            0,
                            mode.equals("linear") ? 0.5 : 0.4375,
                            1,
                            1.5,
                            2,
                            2.5,
                            3,
                            mode.equals("linear") ? 3.5 : 3.5625,
                            4);
        }
    }

    @Test
    void oldVersionsRepeatPixels() {
        Tensor x = Tensor.floats(new int[] {2}, 1, 2);
        Tensor scales = Tensor.floats(new int[] {1}, 2.5);
        OperatorCheck.of("Upsample", 9, Map.of(), x, scales).gives(new int[] {5}, 1, 1, 1, 2, 2);
        OperatorCheck.of("Resize", 10, Map.of(), x, scales)
                .gives(new int[] {5}, 1, 1, 1, 2, 2)
                .differentiates();
    }

    @Test
    void whatIsNotReadIsRefused() {
        Tensor x = normal(1, 4);
        Tensor scales = Tensor.floats(new int[] {1}, 2);
        assertThatThrownBy(() -> OperatorCheck.of("Resize", 18, Map.of("antialias", 1L), x, null, scales)
                        .output())
                .hasMessageContaining("antialias");
        assertThatThrownBy(() -> OperatorCheck.of("Resize", 18, Map.of(), x, null, Tensor.floats(new int[] {1}, 0.1))
                        .output())
                .hasMessageContaining("got an axis of 0.0");
        assertThatThrownBy(() -> OperatorCheck.of("Resize", 18, Map.of(), x).output())
                .hasMessageContaining("scales: got none");
        assertThatThrownBy(() -> OperatorCheck.of("Resize", 18, Map.of(), x, null, Tensor.floats(new int[] {2}, 1, 1))
                        .output())
                .hasMessageContaining("got 2, expected one for each of 1 axes");
    }
}
