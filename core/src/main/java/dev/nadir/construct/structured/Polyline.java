package dev.nadir.construct.structured;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.structure.Hyperplane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The labels as a piecewise linear function of t = ⟨a, x⟩ through every sample, and the network with one hidden layer
 * that is this function.
 *
 * @param normal a, length M
 * @param knots the different values t_0 &lt; t_1 &lt; … of the samples
 * @param values the label at every knot, Q x number of knots
 * @param kinks the knots at which a unit is needed: 0, and where the slope changes
 */
record Polyline(double[] normal, double[] knots, Matrix values, List<Integer> kinks) {

    /** Along a direction; empty if two samples with different labels have the same t. */
    static Optional<Polyline> along(double[] normal, Matrix inputs, Matrix labels) {
        double[] t = new Hyperplane(normal, 0).values(inputs);
        int[] order = IntStream.range(0, t.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> t[i]))
                .mapToInt(i -> i)
                .toArray();
        List<Integer> firsts = new ArrayList<>();
        for (int k = 0; k < order.length; k++) {
            if (k == 0 || t[order[k]] != t[order[k - 1]]) {
                firsts.add(order[k]);
            } else if (!Arrays.equals(labels.columnArray(order[k]), labels.columnArray(order[k - 1]))) {
                return Optional.empty();
            }
        }
        int[] chosen = firsts.stream().mapToInt(i -> i).toArray();
        double[] knots = Arrays.stream(chosen).mapToDouble(i -> t[i]).toArray();
        Matrix values = labels.selectColumns(chosen);
        return Optional.of(new Polyline(normal, knots, values, kinks(knots, values)));
    }

    private static List<Integer> kinks(double[] knots, Matrix values) {
        List<Integer> kinks = new ArrayList<>();
        double[] before = new double[values.rows()];
        for (int k = 0; k + 1 < knots.length; k++) {
            double[] slope = slope(knots, values, k);
            if (!Arrays.equals(slope, before)) {
                kinks.add(k);
            }
            before = slope;
        }
        return kinks;
    }

    /** (y_{k+1} − y_k) / (t_{k+1} − t_k). */
    private static double[] slope(double[] knots, Matrix values, int k) {
        double[] slope = new double[values.rows()];
        for (int q = 0; q < slope.length; q++) {
            slope[q] = (values.get(q, k + 1) - values.get(q, k)) / (knots[k + 1] - knots[k]);
        }
        return slope;
    }

    /** Units of the hidden layer; at least 1. */
    int units() {
        return Math.max(1, kinks.size());
    }

    /** The narrowest gap between knots relative to the length of the line; 1 for a single knot. */
    double relativeGap() {
        double narrowest = Double.POSITIVE_INFINITY;
        for (int k = 0; k + 1 < knots.length; k++) {
            narrowest = Math.min(narrowest, knots[k + 1] - knots[k]);
        }
        return knots.length < 2 ? 1 : narrowest / (knots[knots.length - 1] - knots[0]);
    }

    /**
     * f = b + Σ_k c_k σ(t − t_k) over the kinks. With σ(z) = z for z &gt; 0 and αz below, the slope of f behind knot k
     * is αS + (1 − α)(c_0 + … + c_k), S the sum of all c, hence S is the last slope.
     */
    Network network(Activation activation) {
        double leak = activation instanceof LeakyRelu leaky ? leaky.slope() : 0;
        int units = units();
        int m = normal.length;
        Matrix first = Matrix.zeros(units, m);
        double[] offsets = new double[units];
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < m; i++) {
                first.data()[u + i * units] = normal[i];
            }
            offsets[u] = -knots[kinks.isEmpty() ? 0 : kinks.get(u)];
        }
        Matrix last = coefficients(leak);
        double[] bias = values.columnArray(0);
        for (int q = 0; q < bias.length; q++) {
            for (int u = 0; u < kinks.size(); u++) {
                bias[q] -= last.get(q, u) * (leak * (knots[0] - knots[kinks.get(u)]));
            }
        }
        return new Network(List.of(new Layer(first, offsets, activation), new Layer(last, bias, new Identity())));
    }

    private Matrix coefficients(double leak) {
        int q = values.rows();
        Matrix last = Matrix.zeros(q, units());
        if (kinks.isEmpty()) {
            return last;
        }
        double[] before = slope(knots, values, knots.length - 2);
        for (int r = 0; r < q; r++) {
            before[r] *= leak;
        }
        for (int u = 0; u < kinks.size(); u++) {
            double[] slope = slope(knots, values, kinks.get(u));
            for (int r = 0; r < q; r++) {
                last.data()[r + u * q] = (slope[r] - before[r]) / (1 - leak);
            }
            before = slope;
        }
        return last;
    }
}
