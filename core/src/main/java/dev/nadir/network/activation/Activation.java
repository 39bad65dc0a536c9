package dev.nadir.network.activation;

import dev.nadir.matrix.Matrix;

/**
 * An activation function σ: value, first and second derivative, and its inverse on a window.
 *
 * <p>All methods are finite for finite arguments wherever the exact value is, at the extremes too (softplus(-800),
 * sigmoid(±800)), and NaN maps to NaN. At a kink (ReLU, leaky ReLU at 0) the derivative is the one from the left, 0
 * or the slope, as in PyTorch, and the second derivative is 0. Values are within a few units of the last place; the last
 * bit may differ between processors, as that of {@link Math#exp} may.
 */
public sealed interface Activation
        permits Elu, Exp, Gelu, Identity, LeakyRelu, Relu, Serpentine, Sigmoid, Silu, Sin, Softplus, Tanh {

    /** The field's name in lower case: "tanh", "softplus", "leaky-relu". */
    String name();

    /** The name with its parameter where that is not the default, as {@link Activations#byName} reads it: "elu=0.7". */
    default String label() {
        return name();
    }

    /** σ(z). */
    double value(double z);

    /** σ'(z). */
    double derivative(double z);

    /** σ'(z) where a = σ(z) is already known, which saves an exponential where it costs no accuracy. */
    default double derivative(double z, double a) {
        return derivative(z);
    }

    /** σ''(z); 0 at a kink. */
    double secondDerivative(double z);

    /** The interval on which σ is strictly monotone with σ' well away from 0; see mathematics §2.3. */
    Window window();

    /**
     * The argument z in the window's monotone branch with σ(z) = a, to within a few units of the last place.
     *
     * @return NaN if a is not attained on that branch; ±∞ if a is the limit of σ there
     */
    double inverse(double a);

    /** A bound of |σ''| over the whole line away from kinks; infinity where there is none (exp). */
    double secondDerivativeBound();

    /** Whether σ(cz) = cσ(z) for all c > 0: ReLU, leaky ReLU and the identity. */
    default boolean positivelyHomogeneous() {
        return false;
    }

    /** Whether σ fails to be differentiable somewhere. */
    default boolean hasKink() {
        return false;
    }

    /** σ applied to every entry. */
    default Matrix apply(Matrix z) {
        return Elementwise.map(z, this::value);
    }

    /** σ' applied to every entry. */
    default Matrix applyDerivative(Matrix z) {
        return Elementwise.map(z, this::derivative);
    }

    /** σ' applied to every entry of z where a = σ(z) is already known. */
    default Matrix applyDerivative(Matrix z, Matrix a) {
        return Elementwise.map(z, a, this::derivative);
    }

    /** σ'' applied to every entry. */
    default Matrix applySecondDerivative(Matrix z) {
        return Elementwise.map(z, this::secondDerivative);
    }

    /** σ⁻¹ applied to every entry. */
    default Matrix applyInverse(Matrix a) {
        return Elementwise.map(a, this::inverse);
    }
}
