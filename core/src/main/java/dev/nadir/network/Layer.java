package dev.nadir.network;

import dev.nadir.matrix.Matrix;
import java.util.Objects;

/**
 * One layer a ↦ σ(W a + b).
 *
 * @param weight W_l, of shape M_l x M_{l-1}
 * @param bias b_l, of length M_l
 * @param activation σ of this layer; {@link Identity} for the affine output layer
 */
public record Layer(Matrix weight, double[] bias, Activation activation) {

    /** Checks that weight and bias fit. */
    public Layer {
        Objects.requireNonNull(activation, "activation");
        if (bias.length != weight.rows()) {
            throw new IllegalArgumentException(
                    "bias: got " + bias.length + " entries, expected one per row of the weight = " + weight.rows());
        }
    }

    /** M_{l-1}. */
    public int inputDim() {
        return weight.columns();
    }

    /** M_l. */
    public int outputDim() {
        return weight.rows();
    }

    /** M_l M_{l-1} + M_l. */
    public long parameterCount() {
        return (long) weight.rows() * weight.columns() + weight.rows();
    }
}
