package dev.nadir.ode;

/**
 * The exponential Rosenbrock method pexprb54s4 of order 5 with an error estimate of order 4 (Luan and Ostermann,
 * doi:10.1007/s10915-016-0174-9 family: nodes 1/4, 1/2, 9/10), for a {@link SplitField} whose linear part is its exact
 * Jacobian. Four evaluations and one linearization per step; the method for few parameters and large residuals.
 */
public record ExponentialRosenbrock54() implements Stepper {
    @Override
    public String name() {
        return "rosenbrock54";
    }

    @Override
    public int order() {
        return 5;
    }
}
