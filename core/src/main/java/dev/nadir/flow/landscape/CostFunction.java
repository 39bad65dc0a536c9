package dev.nadir.flow.landscape;

import dev.nadir.matrix.Matrix;

/** A cost C(θ) with its derivatives: what the end of a flow is judged by. */
public interface CostFunction {

    /** K, the length of θ. */
    int dimension();

    /** C(θ). */
    double cost(double[] state);

    /** ∇C(θ). */
    double[] gradient(double[] state);

    /** ∇²C(θ), K x K, symmetric up to the error with which it is computed. */
    Matrix hessian(double[] state);

    /** √((‖x‖² + ‖y‖²)/N): the size of the numbers whose difference makes C, hence of its rounding. */
    double signal(double[] state);

    /** Whether no kink separates two states, so that one Taylor expansion speaks for both. */
    default boolean inOnePiece(double[] first, double[] second) {
        return true;
    }
}
