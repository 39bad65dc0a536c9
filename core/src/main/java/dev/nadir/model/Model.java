package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * A differentiable map from inputs to outputs that depends on parameters θ: x = f(input, θ), sample by sample.
 *
 * <p>θ holds the trained parameters only; whatever else the map depends on stays as it is. Immutable.
 */
public interface Model {

    /** M, numbers per sample. */
    int inputDim();

    /** Q, numbers per sample; a result of more than one axis is flattened. */
    int outputDim();

    /** All parameters in order, and θ. */
    Parameters parameters();

    /**
     * The same map with other values of the trained parameters.
     *
     * @param theta of length K = {@code parameters().count()}, in the order of {@code parameters().values()}
     * @throws IllegalArgumentException if the length is wrong
     */
    Model withParameters(double[] theta);

    /**
     * The map and its derivative at some inputs.
     *
     * @param inputs M x N, one sample per column
     * @throws IllegalArgumentException if the shape does not fit or there is no sample
     */
    Evaluation at(Matrix inputs);

    /** The outputs alone, Q x N; may be cheaper than {@link #at}. */
    default Matrix outputs(Matrix inputs) {
        return at(inputs).outputs();
    }
}
