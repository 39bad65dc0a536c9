package dev.nadir.construct.structured;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.structure.Hyperplane;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A partition of samples into groups, each on a hyperplane.
 *
 * @param members the samples of every group
 * @param hyperplanes unit normals, zero on the group
 * @param strips for every group the smallest distance of any other sample to its hyperplane
 */
record RandomGroups(List<int[]> members, List<Hyperplane> hyperplanes, List<Double> strips) {
    private static final int NORMALS = 50;

    /** Random groups of the given size; of many normals the one with the widest strip is kept. */
    static RandomGroups find(Matrix points, int perGroup, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = shuffled(points.columns(), random);
        List<int[]> members = new ArrayList<>();
        List<Hyperplane> hyperplanes = new ArrayList<>();
        List<Double> strips = new ArrayList<>();
        for (int from = 0; from < order.length; from += perGroup) {
            int[] group = java.util.Arrays.copyOfRange(order, from, Math.min(order.length, from + perGroup));
            Matrix normals = normals(points, group, random);
            Matrix heights = Products.transposedTimes(normals, points);
            int best = 0;
            double widest = -1;
            for (int k = 0; k < NORMALS; k++) {
                double strip = strip(heights, k, group);
                if (strip > widest) {
                    widest = strip;
                    best = k;
                }
            }
            members.add(group);
            hyperplanes.add(new Hyperplane(normals.columnArray(best), -heights.get(best, group[0])));
            strips.add(widest);
        }
        return new RandomGroups(members, hyperplanes, strips);
    }

    double narrowest() {
        return strips.stream().mapToDouble(strip -> strip).min().orElse(0);
    }

    /** Random unit vectors orthogonal to all differences within the group, projected twice against rounding. */
    private static Matrix normals(Matrix points, int[] group, SplittableRandom random) {
        int n = points.rows();
        Matrix normals = Matrix.zeros(n, NORMALS).map(zero -> random.nextGaussian());
        if (group.length > 1) {
            Matrix differences = Matrix.zeros(n, group.length - 1);
            for (int k = 1; k < group.length; k++) {
                for (int i = 0; i < n; i++) {
                    differences.data()[i + (k - 1) * n] = points.get(i, group[k]) - points.get(i, group[0]);
                }
            }
            Matrix span = Qr.of(differences).thinQ();
            for (int pass = 0; pass < 2; pass++) {
                normals = normals.minus(Products.times(span, Products.transposedTimes(span, normals)));
            }
        }
        for (int k = 0; k < NORMALS; k++) {
            double norm = normals.columns(k, k + 1).frobeniusNorm();
            for (int i = 0; i < n; i++) {
                normals.data()[i + k * n] /= norm;
            }
        }
        return normals;
    }

    private static double strip(Matrix heights, int k, int[] group) {
        boolean[] inside = new boolean[heights.columns()];
        for (int j : group) {
            inside[j] = true;
        }
        double strip = Double.POSITIVE_INFINITY;
        for (int j = 0; j < inside.length; j++) {
            if (!inside[j]) {
                strip = Math.min(strip, Math.abs(heights.get(k, j) - heights.get(k, group[0])));
            }
        }
        return strip;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
