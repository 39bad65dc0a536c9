package dev.nadir.ode;

import java.util.Optional;

/**
 * The field at both ends of a step, and its linear part there where the stepper has one.
 *
 * @param before F(u(t))
 * @param after F(u(t + h)) as it was on the way to it, before any kink that lies there
 * @param linear the linear part used
 */
public record Slopes(double[] before, double[] after, Optional<LinearPart> linear) {}
