package dev.nadir.ode;

/**
 * Krogstad's exponential Runge-Kutta method ETDRK4-B of order 4 (doi:10.1016/j.jcp.2004.08.006) for a {@link SplitField}.
 *
 * <p>A step of size h from u with w = θ − u, F(u + w) = Lw + g(w), needs four evaluations. The local error is estimated
 * by comparison with the method of order 3 that gives the last stage's weight to the middle ones.
 *
 * @param reuse for how many steps a linear part is kept as long as it does not cost step size; 1 to renew it always
 */
public record ExponentialRungeKutta4(int reuse) implements Stepper {

    /** Checks the count. */
    public ExponentialRungeKutta4 {
        if (reuse < 1) {
            throw new IllegalArgumentException("reuse: got " + reuse + ", expected at least 1");
        }
    }

    /** Renews the linear part at every step. */
    public ExponentialRungeKutta4() {
        this(1);
    }

    @Override
    public String name() {
        return "etdrk4";
    }

    @Override
    public int order() {
        return 4;
    }
}
