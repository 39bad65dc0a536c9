package dev.nadir.study.statistics;

import dev.nadir.study.Figures;
import java.util.Arrays;

/**
 * Median and quartiles, linear between order statistics (type 7 of Hyndman and Fan, DOI 10.2307/2684934).
 *
 * @param lower a quarter lies below
 * @param median half lies below
 * @param upper three quarters lie below
 * @param count of the values
 */
public record Quartiles(double lower, double median, double upper, int count) {

    /** Of the values that are numbers; all NaN where there are none. */
    public static Quartiles of(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return new Quartiles(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75), sorted.length);
    }

    /** The quantile of sorted values at a probability in [0, 1]; NaN where there are none. */
    public static double quantile(double[] sorted, double probability) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = probability * (sorted.length - 1);
        int below = (int) at;
        if (below + 1 >= sorted.length || at == below) {
            return sorted[below];
        }
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }

    /** In words: "3.1 (quartiles 2.2 to 4.5)". */
    public String words() {
        return Figures.words(median) + " (quartiles " + Figures.words(lower) + " to " + Figures.words(upper) + ")";
    }

    /** For a table: "3.1 (2.2 to 4.5)". */
    public String brief() {
        return Figures.words(median) + " (" + Figures.words(lower) + " to " + Figures.words(upper) + ")";
    }
}
