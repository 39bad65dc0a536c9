package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.Arrays;

/** Mean 0 and standard deviation 1 for every row of a data matrix. */
public final class Standardization {
    private Standardization() {}

    /**
     * Offset = row mean, factor = 1 / population standard deviation; constant rows keep factor 1, so they become 0.
     *
     * @throws IllegalArgumentException if a mean or deviation overflows or the data are not finite
     */
    public static RowScaling of(Matrix matrix) {
        double[] means = matrix.rowMeans();
        double[] factors = new double[means.length];
        double[] lowest = new double[means.length];
        double[] highest = new double[means.length];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < means.length; i++) {
                double value = matrix.get(i, j);
                double deviation = value - means[i];
                factors[i] += deviation * deviation;
                lowest[i] = Math.min(lowest[i], value);
                highest[i] = Math.max(highest[i], value);
            }
        }
        for (int i = 0; i < means.length; i++) {
            boolean constant = lowest[i] == highest[i]; // the mean of equal numbers may be off by an ulp
            means[i] = constant ? lowest[i] : means[i];
            factors[i] = constant ? 1 : 1 / Math.sqrt(factors[i] / matrix.columns());
        }
        return new RowScaling(means, factors);
    }
}
