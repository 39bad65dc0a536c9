package dev.nadir.study.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: Pearson's of the ranks, ties at the mean of their ranks. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Of pairs; those with a NaN are left out.
     *
     * @return in [-1, 1]; NaN where one side is constant or there are fewer than two pairs
     */
    public static double of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("y: got " + y.length + " values, expected one per x = " + x.length);
        }
        int[] kept = IntStream.range(0, x.length)
                .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
                .toArray();
        double[] a = ranks(Arrays.stream(kept).mapToDouble(i -> x[i]).toArray());
        double[] b = ranks(Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
        double mean = (a.length + 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : Double.NaN;
    }

    /** Ranks from 1, equal values at the mean of theirs. */
    static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int first = 0; first < order.length; ) {
            int end = first + 1;
            while (end < order.length && values[order[end]] == values[order[first]]) {
                end++;
            }
            for (int k = first; k < end; k++) {
                ranks[order[k]] = (first + 1 + end) / 2.0;
            }
            first = end;
        }
        return ranks;
    }
}
