package dev.nadir.jacobian.measure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * The distribution of σ'(z) over the units and samples of a layer.
 *
 * @param minimum smallest value
 * @param median middle value
 * @param maximum largest value
 * @param zeroShare share of exact zeros
 * @param counts histogram over equal bins from minimum to maximum
 */
public record SlopeDistribution(double minimum, double median, double maximum, double zeroShare, int[] counts) {
    private static final int BINS = 30;

    /** Of the slopes of a layer, M_l x N. */
    public static SlopeDistribution of(Matrix slopes) {
        double[] sorted = slopes.data().clone();
        Arrays.sort(sorted);
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        int[] counts = new int[BINS];
        int zeros = 0;
        for (double slope : sorted) {
            int bin = high > low ? (int) ((slope - low) / (high - low) * BINS) : 0;
            counts[Math.min(bin, BINS - 1)]++;
            zeros += slope == 0 ? 1 : 0;
        }
        return new SlopeDistribution(low, sorted[sorted.length / 2], high, zeros / (double) sorted.length, counts);
    }
}
