package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The samples that a least-distance problem looks at: columns [s (x − c)/s₀; s; 1], and the weights of the last solution.
 * Samples never leave it.
 */
final class WorkingSet {
    private static final int SOLVED_WHOLE = 1200;
    private static final int INITIAL = 400;

    private final Matrix inputs;
    private final double[] centre;
    private final double scale;
    private final BitSet negative = new BitSet();
    private final BitSet inSet = new BitSet();
    private int[] chosen = new int[0];
    private double[] columns = new double[0];
    private double[] weights = new double[0];

    /** Starts with all samples if they are few, else with the hints and some drawn from both sides. */
    WorkingSet(Matrix inputs, int[] first, int[] second, int[] hints) {
        this.inputs = inputs;
        Arrays.stream(first).forEach(negative::set);
        this.centre = centre(first, second);
        this.scale = scale(first, second);
        add(initial(first, second, hints));
    }

    /** The columns, M + 2 rows. */
    Matrix columns() {
        return new Matrix(inputs.rows() + 2, chosen.length, columns);
    }

    double[] weights() {
        return weights;
    }

    void setWeights(double[] solution) {
        weights = solution;
    }

    double[] centre() {
        return centre;
    }

    double scale() {
        return scale;
    }

    boolean contains(int sample) {
        return inSet.get(sample);
    }

    /** The samples with a weight, the heaviest first. */
    int[] support() {
        return IntStream.range(0, chosen.length)
                .filter(k -> weights[k] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .mapToInt(k -> chosen[k])
                .toArray();
    }

    /**
     * How far the two convex combinations given by the weights are apart, max |Σ λ_i a_i − Σ μ_j b_j| / s₀; infinity if
     * one side has no weight.
     */
    double mismatch() {
        double own = weight(true);
        double others = weight(false);
        if (!(own > 0) || !(others > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double[] difference = new double[inputs.rows()];
        for (int k = 0; k < chosen.length; k++) {
            double share = negative.get(chosen[k]) ? weights[k] / own : -weights[k] / others;
            for (int i = 0; share != 0 && i < difference.length; i++) {
                difference[i] += share * inputs.get(i, chosen[k]);
            }
        }
        return Arrays.stream(difference).map(Math::abs).max().orElse(0) / scale;
    }

    private double weight(boolean own) {
        return IntStream.range(0, chosen.length)
                .filter(k -> negative.get(chosen[k]) == own)
                .mapToDouble(k -> weights[k])
                .sum();
    }

    private static int[] initial(int[] first, int[] second, int[] hints) {
        int total = first.length + second.length;
        if (total <= SOLVED_WHOLE) {
            return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
        }
        BitSet allowed = new BitSet();
        Arrays.stream(first).forEach(allowed::set);
        Arrays.stream(second).forEach(allowed::set);
        SplittableRandom random = new SplittableRandom(total);
        return IntStream.concat(
                        Arrays.stream(hints).filter(allowed::get),
                        IntStream.concat(drawn(first, random), drawn(second, random)))
                .distinct()
                .toArray();
    }

    private static IntStream drawn(int[] side, SplittableRandom random) {
        int count = Math.min(side.length, INITIAL / 2);
        int[] drawn = random.ints(count, 0, side.length).map(k -> side[k]).toArray();
        return Arrays.stream(drawn);
    }

    /** Adds samples and says how many they were. */
    int add(int[] samples) {
        int m = inputs.rows();
        int before = chosen.length;
        chosen = IntStream.concat(Arrays.stream(chosen), Arrays.stream(samples)).toArray();
        columns = Arrays.copyOf(columns, Matrix.length(m + 2L, chosen.length));
        weights = Arrays.copyOf(weights, chosen.length);
        for (int k = before; k < chosen.length; k++) {
            double sign = negative.get(chosen[k]) ? -1 : 1;
            int from = chosen[k] * m;
            int to = k * (m + 2);
            for (int i = 0; i < m; i++) {
                columns[to + i] = sign * ((inputs.data()[from + i] - centre[i]) / scale);
            }
            columns[to + m] = sign;
            columns[to + m + 1] = 1;
            inSet.set(chosen[k]);
        }
        return samples.length;
    }

    private double[] centre(int[] first, int[] second) {
        double[] mean = new double[inputs.rows()];
        double count = (double) first.length + second.length;
        for (int[] side : new int[][] {first, second}) {
            for (int j : side) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += inputs.get(i, j) / count;
                }
            }
        }
        return mean;
    }

    private double scale(int[] first, int[] second) {
        double largest = 0;
        for (int[] side : new int[][] {first, second}) {
            for (int j : side) {
                for (int i = 0; i < centre.length; i++) {
                    largest = Math.max(largest, Math.abs(inputs.get(i, j) - centre[i]));
                }
            }
        }
        return largest > 0 ? largest : 1;
    }
}
