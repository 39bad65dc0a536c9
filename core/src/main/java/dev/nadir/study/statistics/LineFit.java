package dev.nadir.study.statistics;

import dev.nadir.study.Figures;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The least-squares line y = intercept + slope x, and the band of 95 % of its slope by Student's distribution with
 * n − 2 degrees of freedom. Of logarithms it is the fit of a power law, whose exponent is the slope. The band takes the
 * deviations from the line for independent and of one size; it does not know of a curve that is no line.
 *
 * @param slope of the line
 * @param intercept its value at 0
 * @param margin half the width of the band; NaN for two points, which have no deviation from a line
 * @param count of the points
 */
public record LineFit(double slope, double intercept, double margin, int count) {
    private static final double UPPER = 0.975;

    /**
     * Fits the points.
     *
     * @throws IllegalArgumentException if there are fewer than two different abscissae
     */
    public static LineFit of(double[] x, double[] y) {
        int n = x.length;
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (!(xx > 0)) {
            throw new IllegalArgumentException("x: got " + n + " equal values, expected at least two that differ");
        }
        double slope = xy / xx;
        double rest = 0;
        for (int i = 0; i < n; i++) {
            double deviation = y[i] - meanY - slope * (x[i] - meanX);
            rest += deviation * deviation;
        }
        double margin = n < 3
                ? Double.NaN
                : new TDistribution(n - 2).inverseCumulativeProbability(UPPER) * Math.sqrt(rest / (n - 2) / xx);
        return new LineFit(slope, meanY - slope * meanX, margin, n);
    }

    /** Fits y = c x^slope to positive numbers; {@link #at} then takes and gives logarithms to base 10. */
    public static LineFit ofPower(double[] x, double[] y) {
        return of(logarithms(x), logarithms(y));
    }

    private static double[] logarithms(double[] values) {
        return java.util.Arrays.stream(values).map(Math::log10).toArray();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The line at x. */
    public double at(double x) {
        return intercept + slope * x;
    }

    /** Lower end of the band of the slope. */
    public double low() {
        return slope - margin;
    }

    /** Upper end of the band of the slope. */
    public double high() {
        return slope + margin;
    }

    /** The slope in words: "2.03 (95 % band 1.9 to 2.16)". */
    public String words() {
        return Figures.words(slope) + " (95 % band " + Figures.words(low()) + " to " + Figures.words(high()) + ")";
    }
}
