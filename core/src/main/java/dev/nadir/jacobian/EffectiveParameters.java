package dev.nadir.jacobian;

import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import java.util.List;

/**
 * How many parameters can do something (mathematics §3.3): an upper bound of rank D beyond K.
 *
 * <p>Positively homogeneous activations (ReLU, leaky ReLU) have one scaling symmetry per hidden unit between two trained
 * layers, so rank D ≤ K - Σ M_l. Networks without any nonlinearity are affine maps of rank at most r, the narrowest
 * hidden layer, so rank D ≤ r(M + Q - r) + Q, which is Q(M + 1) when no hidden layer is narrower than min(M, Q).
 *
 * @param parameterCount K over the trained layers
 * @param effectiveCount the bound, at most K
 * @param rows QN
 * @param samples N
 * @param inputDim M
 * @param reason what the parameters that do nothing are due to; empty if there are none
 */
public record EffectiveParameters(
        long parameterCount, long effectiveCount, long rows, int samples, int inputDim, String reason) {

    /** Counts. */
    public static EffectiveParameters of(TrainingJacobian jacobian) {
        long count = jacobian.columns();
        long scaling = count - scalingSymmetries(jacobian);
        long linear = isAffine(jacobian) ? affineBound(jacobian) : Long.MAX_VALUE;
        long effective = Math.min(count, Math.min(scaling, linear));
        String reason = effective == count
                ? ""
                : linear < scaling
                        ? "a network without nonlinearity is one affine map"
                        : "one scaling symmetry per unit of a positively homogeneous activation";
        return new EffectiveParameters(
                count,
                effective,
                jacobian.rows(),
                jacobian.samples(),
                jacobian.network().inputDim(),
                reason);
    }

    private static long scalingSymmetries(TrainingJacobian jacobian) {
        List<Layer> layers = jacobian.network().layers();
        long symmetries = 0;
        for (int l = 1; l < layers.size(); l++) {
            boolean trained =
                    jacobian.selection().includes(l) && jacobian.selection().includes(l + 1);
            if (trained && layers.get(l - 1).activation().positivelyHomogeneous()) {
                symmetries += layers.get(l - 1).outputDim();
            }
        }
        return symmetries;
    }

    private static boolean isAffine(TrainingJacobian jacobian) {
        return jacobian.network().layers().stream().allMatch(layer -> layer.activation() instanceof Identity);
    }

    private static long affineBound(TrainingJacobian jacobian) {
        long m = jacobian.network().inputDim();
        long q = jacobian.outputDim();
        long narrowest = Math.min(m, q);
        for (Layer layer : jacobian.network().layers()) {
            narrowest = Math.min(narrowest, layer.outputDim());
        }
        return narrowest * (m + q - narrowest) + q;
    }

    /** "strongly overparametrized", "overparametrized" or "underparametrized", judged by the effective count. */
    public String regime() {
        if (effectiveCount < rows) {
            return "underparametrized";
        }
        boolean strongly = inputDim > samples && effectiveCount > samples;
        return strongly ? "strongly overparametrized" : "overparametrized";
    }
}
