package dev.nadir.ode;

/**
 * The field at both ends of a step.
 *
 * @param before F(u(t))
 * @param after F(u(t + h)) as it was on the way to it, before any kink that lies there
 * @param dissipated ∫ |u'|² dt where the stepper knows it; NaN where it is summed from the rest
 */
public record Slopes(double[] before, double[] after, double dissipated) {}
