package dev.nadir.ode;

/**
 * ∫ |u'|² dt over one accepted step: for a gradient flow, by how much its potential falls.
 *
 * <p>An implicit step knows it from its own quadrature. Else the slope along the step is the quadratic with its values at
 * both ends and the displacement as integral, whose square is summed exactly: a rule of order 4.
 */
final class Dissipation {
    private Dissipation() {}

    /** The integral; NaN where the step has no slopes. */
    static double on(Step step) {
        if (step.slopes().isEmpty()) {
            return Double.NaN;
        }
        Slopes slopes = step.slopes().get();
        return Double.isNaN(slopes.dissipated()) ? ofQuadratic(step, slopes) : slopes.dissipated();
    }

    /** ∫ |s|² of s = s_0 (1 − x) + s_1 x + c x (1 − x) with c = 6 (mean − (s_0 + s_1)/2). */
    private static double ofQuadratic(Step step, Slopes slopes) {
        double sum = 0;
        for (int i = 0; i < step.before().length; i++) {
            double a = slopes.before()[i];
            double b = slopes.after()[i];
            double mean = (step.after()[i] - step.before()[i]) / step.size();
            double c = 6 * mean - 3 * (a + b);
            sum += (a * a + a * b + b * b) / 3 + c * (a + b) / 6 + c * c / 30;
        }
        return step.size() * sum;
    }
}
