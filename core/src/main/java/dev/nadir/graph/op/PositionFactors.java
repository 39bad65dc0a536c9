package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import java.util.Optional;

/**
 * An operator in which a matrix of parameters multiplies features at T positions: its cotangent is Σ_t δ_t ã_tᵀ, up to the order of
 * its entries, with ã_t the features and δ_t what the output's cotangent says at position t.
 */
public interface PositionFactors extends Applied {

    /** ã, n x T, where the input at this place is such a matrix; empty where its cotangent is of another form. */
    Optional<Matrix> features(int place);

    /**
     * δ, m x T.
     *
     * @param cotangent of the first output
     */
    Matrix delta(int place, Tensor cotangent);
}
