package dev.nadir.ode;

/**
 * Radau IIA of three stages, order 5, for a {@link SplitField} whose linear part is close to its Jacobian (Hairer and Wanner,
 * doi:10.1016/S0377-0427(99)00134-X).
 *
 * <p>The Jacobian of a gradient flow is symmetric: reduced to tridiagonal form once, it solves the systems of every step size
 * in O(K) between two products, so the step is as long as the estimate allows and the Jacobian is kept while Newton's
 * iteration contracts well. It is taken in the middle of the step, where the last step foretells it.
 */
public record Radau5() implements Stepper {
    @Override
    public String name() {
        return "radau5";
    }

    @Override
    public int order() {
        return 5;
    }
}
