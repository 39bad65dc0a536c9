package dev.nadir.ode;

import dev.nadir.linalg.Products;

/**
 * ∫ |u'|² dt over one accepted step: for a gradient flow, by how much its potential falls.
 *
 * <p>The slope along the step is rebuilt from its two ends and the displacement. In an eigendirection of the linear part
 * with z = hλ, s(x) = e^{zx} s_0 + a x φ_1(zx) + b x² φ_2(zx), the exact answer to a forcing that is constant plus linear
 * in time; elsewhere the quadratic in x. a and b are such that s(1) is the slope at the end and ∫ s the displacement over
 * h. So a step much longer than the fastest time scale is summed as well as a short one: the error is that of a rule of
 * order 4 for what the linear part leaves. s² is summed by Gauss's rule with three points on [0, 1/2^k], [1/2^k, 1/2^{k−1}],
 * …, the first one within 1/2|z|.
 */
final class Dissipation {
    private static final double[] NODES = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};
    private static final double[] WEIGHTS = {5 / 18.0, 8 / 18.0, 5 / 18.0};

    private final Step step;
    private final double[] mean;

    private Dissipation(Step step) {
        this.step = step;
        this.mean = step.after().clone();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (mean[i] - step.before()[i]) / step.size();
        }
    }

    /** The integral; NaN where the step has no slopes. */
    static double on(Step step) {
        if (step.slopes().isEmpty()) {
            return Double.NaN;
        }
        Slopes slopes = step.slopes().get();
        Dissipation sum = new Dissipation(step);
        double whole = slopes.linear().isEmpty()
                ? sum.outside(slopes.before(), slopes.after(), sum.mean)
                : sum.split(slopes, slopes.linear().get());
        return step.size() * whole;
    }

    private double split(Slopes slopes, LinearPart linear) {
        double[] first = linear.coordinates(slopes.before());
        double[] last = linear.coordinates(slopes.after());
        double[] along = linear.coordinates(mean);
        double[] z = linear.rates().clone();
        for (int i = 0; i < z.length; i++) {
            z[i] *= step.size();
        }
        return inside(z, first, last, along)
                + outside(
                        rest(linear, slopes.before(), first),
                        rest(linear, slopes.after(), last),
                        rest(linear, mean, along));
    }

    private static double[] rest(LinearPart linear, double[] v, double[] coordinates) {
        double[] rest = v.clone();
        double[] part = Products.times(linear.basis(), coordinates);
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= part[i];
        }
        return rest;
    }

    /** ∫ |s|² of s = s_0 (1 − x) + s_1 x + c x (1 − x) with c = 6 (mean − (s_0 + s_1)/2). */
    private double outside(double[] first, double[] last, double[] along) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double a = first[i];
            double b = last[i];
            double c = 6 * along[i] - 3 * (a + b);
            sum += (a * a + a * b + b * b) / 3 + c * (a + b) / 6 + c * c / 30;
        }
        return sum;
    }

    private static double inside(double[] z, double[] first, double[] last, double[] along) {
        double[][] end = PhiFunctions.of(z, 1, 3);
        double[] a = new double[z.length];
        double[] b = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            double atEnd = last[i] - end[0][i] * first[i];
            double whole = along[i] - end[1][i] * first[i];
            double determinant = end[1][i] * end[3][i] - end[2][i] * end[2][i];
            a[i] = (atEnd * end[3][i] - whole * end[2][i]) / determinant;
            b[i] = (whole * end[1][i] - atEnd * end[2][i]) / determinant;
        }
        double sum = 0;
        double to = 1;
        for (int k = halvings(z); k >= 0; k--) {
            double from = k == 0 ? 0 : to / 2;
            for (int j = 0; j < NODES.length; j++) {
                double x = from + NODES[j] * (to - from);
                sum += WEIGHTS[j] * (to - from) * square(x, PhiFunctions.of(z, x, 2), first, a, b);
            }
            to = from;
        }
        return sum;
    }

    private static int halvings(double[] z) {
        double largest = 0;
        for (double value : z) {
            largest = Math.max(largest, Math.abs(value));
        }
        return (int) Math.ceil(Math.log(Math.max(1, 2 * largest)) / Math.log(2));
    }

    private static double square(double x, double[][] phi, double[] first, double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double s = phi[0][i] * first[i] + a[i] * x * phi[1][i] + b[i] * x * x * phi[2][i];
            sum += s * s;
        }
        return sum;
    }
}
