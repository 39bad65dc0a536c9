package dev.nadir.certify;

import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.network.Layer;
import java.util.List;

/**
 * How much the derivative of the upper layers can change when the pre-activations z of the lowest move within a ball.
 *
 * <p>n_l bounds ‖∂z^l/∂z‖ and v_l the second derivative over the ball: n = 1, v = 0 at the start; an activation makes
 * v ← max|σ''| n² + max|σ'| v and n ← max|σ'| n over z^l ± r n; a weight multiplies both by ‖c W‖₂.
 */
final class LayerBoxes {
    private final List<Layer> layers;
    private final List<WideMatrix> z;
    private final double[] norms;
    private String kinked = "";

    LayerBoxes(List<Layer> layers, List<WideMatrix> z, double[] norms) {
        this.layers = layers;
        this.z = z;
        this.norms = norms;
    }

    /** A number not below the second derivative of the outputs of sample i on the ball; infinite where a kink is in it. */
    double secondDerivative(int i, double radius) {
        double n = 1;
        double v = 0;
        for (int level = 0; level < layers.size(); level++) {
            if (level > 0) {
                n = Upward.times(norms[level], n);
                v = Upward.times(norms[level], v);
            }
            Steepness steepness = Steepness.of(layers.get(level), z.get(level), i, Upward.times(radius, n));
            if (steepness.kinkAt() >= 0 && radius > 0) {
                kinked = "no kink of layer " + level + " above the one moved within the ball, distinct sample "
                        + (i + 1);
                return Double.POSITIVE_INFINITY;
            }
            v = Upward.plus(
                    Upward.times(steepness.curvature(), Upward.times(n, n)), Upward.times(steepness.slope(), v));
            n = Upward.times(steepness.slope(), n);
        }
        return Double.isNaN(v) ? Double.POSITIVE_INFINITY : v;
    }

    /** Where a kink stood in the way, the condition that fails; else empty. */
    String kinked() {
        return kinked;
    }
}
