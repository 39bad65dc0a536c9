package dev.nadir.data;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.Arrays;
import java.util.Optional;

/** Mean 0 and standard deviation 1 for every row of a data matrix. */
public final class Standardization {
    private Standardization() {}

    /**
     * Offset = row mean, factor = 1 / population standard deviation; constant rows keep factor 1, so they become 0.
     *
     * <p>Rows are summed after division by a power of two near their largest entry, which changes no digit and keeps
     * sums and squares of values near 1e300 or 1e-300 in range.
     *
     * @throws IllegalArgumentException if the data are not finite, a row spans more than the largest number, or its
     *     deviation is so small (below 1e-308) that the factor overflows
     */
    public static RowScaling of(Matrix matrix) {
        double[] lowest = new double[matrix.rows()];
        double[] highest = new double[matrix.rows()];
        ranges(matrix, lowest, highest);
        requireFinite(lowest, highest);
        double[][] scaling = offsetsAndFactors(matrix, lowest, highest);
        for (int i = 0; i < lowest.length; i++) {
            if (!Double.isFinite(scaling[1][i])) {
                throw new IllegalArgumentException(range(i, lowest[i], highest[i])
                        + "numbers that can be divided by their deviation; multiply them by a power of ten");
            }
        }
        return new RowScaling(scaling[0], scaling[1]);
    }

    /** The same, or nothing where a range or a factor is beyond the numbers there are. */
    public static Optional<RowScaling> ifRepresentable(Matrix matrix) {
        double[] lowest = new double[matrix.rows()];
        double[] highest = new double[matrix.rows()];
        ranges(matrix, lowest, highest);
        for (int i = 0; i < lowest.length; i++) {
            if (!Double.isFinite(highest[i] - lowest[i])) {
                return Optional.empty();
            }
        }
        double[][] scaling = offsetsAndFactors(matrix, lowest, highest);
        boolean finite = Arrays.stream(scaling[1]).allMatch(Double::isFinite);
        return finite ? Optional.of(new RowScaling(scaling[0], scaling[1])) : Optional.empty();
    }

    private static double[][] offsetsAndFactors(Matrix matrix, double[] lowest, double[] highest) {
        int[] exponents = new int[matrix.rows()];
        for (int i = 0; i < exponents.length; i++) {
            double largest = Math.max(Math.abs(lowest[i]), Math.abs(highest[i]));
            // + 1 keeps differences in range; the floor keeps scalb by its negative below the largest number
            exponents[i] = largest == 0 ? 0 : Math.max(-1000, Math.getExponent(largest) + 1);
        }
        double[] scales =
                Arrays.stream(exponents).mapToDouble(e -> Math.scalb(1.0, -e)).toArray();
        double[] means = means(matrix, scales);
        double[] factors = deviations(matrix, scales, means);
        for (int i = 0; i < means.length; i++) {
            boolean constant = lowest[i] == highest[i]; // the mean of equal numbers may be off by an ulp
            means[i] = constant ? lowest[i] : Math.scalb(means[i], exponents[i]);
            factors[i] = constant ? 1 : Math.scalb(1 / factors[i], -exponents[i]);
        }
        return new double[][] {means, factors};
    }

    private static void ranges(Matrix matrix, double[] lowest, double[] highest) {
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < lowest.length; i++) {
                lowest[i] = Math.min(lowest[i], matrix.get(i, j));
                highest[i] = Math.max(highest[i], matrix.get(i, j));
            }
        }
    }

    private static void requireFinite(double[] lowest, double[] highest) {
        for (int i = 0; i < lowest.length; i++) {
            if (!Double.isFinite(highest[i] - lowest[i])) {
                throw new IllegalArgumentException(range(i, lowest[i], highest[i])
                        + "finite numbers and a finite range; divide them by a power of ten");
            }
        }
    }

    private static String range(int row, double lowest, double highest) {
        return "feature " + (row + 1) + ": got values from " + lowest + " to " + highest + ", expected ";
    }

    private static double[] means(Matrix matrix, double[] scales) {
        double[] means = new double[scales.length];
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < means.length; i++) {
                means[i] += matrix.get(i, j) * scales[i];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= matrix.columns();
        }
        return means;
    }

    private static double[] deviations(Matrix matrix, double[] scales, double[] means) {
        double[] deviations = new double[means.length];
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < means.length; i++) {
                double deviation = matrix.get(i, j) * scales[i] - means[i];
                deviations[i] += deviation * deviation;
            }
        }
        for (int i = 0; i < means.length; i++) {
            deviations[i] = Math.sqrt(deviations[i] / matrix.columns());
        }
        return deviations;
    }
}
