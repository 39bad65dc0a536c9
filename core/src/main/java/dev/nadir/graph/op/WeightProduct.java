package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;

/**
 * How an operator multiplies one of its inputs, a matrix of m x n weights, with features at T positions: the part of the
 * output that depends on it is Σ_t ⟨u_t, W ã_t⟩ against a cotangent u, so the gradient in W is Σ_t δ_t ã_tᵀ.
 *
 * <p>It is what {@link dev.nadir.model.PositionProduct} is made of: δ of all cotangents side by side, ã of all samples.
 */
public interface WeightProduct {

    /** ã, n x T. */
    Matrix features();

    /**
     * δ, m x T, of a cotangent of the output.
     *
     * @param cotangent in the shape of the first output
     */
    Matrix delta(Tensor cotangent);
}
