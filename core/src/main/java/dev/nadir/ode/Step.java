package dev.nadir.ode;

/**
 * One accepted step.
 *
 * @param start t
 * @param end t + h
 * @param before u(t)
 * @param after u(t + h)
 * @param globalError the norm of the estimated error of {@code after}; NaN where the stepper has none
 */
public record Step(double start, double end, double[] before, double[] after, double globalError) {

    /** h. */
    public double size() {
        return end - start;
    }
}
