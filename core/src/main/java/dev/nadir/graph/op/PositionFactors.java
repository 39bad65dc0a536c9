package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;

/**
 * An operator in which a matrix of parameters multiplies features at T positions: its cotangent is Σ_t δ_t ã_tᵀ, up to the order of
 * its entries, with ã_t the features and δ_t what the output's cotangent says at position t.
 */
public interface PositionFactors extends Applied {

    /** Whether the input at this place is such a matrix; its cotangent is of another form where it is not. */
    boolean factored(int place);

    /** ã, n x T, of a place that is factored. */
    Matrix features(int place);

    /**
     * δ, m x T.
     *
     * @param cotangent of the first output
     */
    Matrix delta(int place, Tensor cotangent);
}
