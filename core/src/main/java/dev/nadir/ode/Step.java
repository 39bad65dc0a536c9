package dev.nadir.ode;

import java.util.Optional;

/**
 * One accepted step.
 *
 * @param start t
 * @param end t + h
 * @param before u(t)
 * @param after u(t + h)
 * @param globalError the norm of the estimated error of {@code after}; NaN where the stepper has none
 * @param slopes the field at both ends
 */
public record Step(
        double start, double end, double[] before, double[] after, double globalError, Optional<Slopes> slopes) {

    /** h. */
    public double size() {
        return end - start;
    }

    /** ∫ |u'|² dt over the step, to order 4 in what the linear part leaves; NaN without slopes. */
    public double dissipated() {
        return Dissipation.on(this);
    }
}
