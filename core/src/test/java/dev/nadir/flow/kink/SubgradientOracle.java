package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Clarke's subdifferential by brute force, by other means than the code under test: gradients of all sign patterns of the pairs
 * at a kink by plain loops, and the point of least norm of their convex hull by the method of Mitchell, Demyanov and
 * Malozemov (SIAM J. Control 12, 1974).
 */
final class SubgradientOracle {
    private static final int MOST_PAIRS = 10;

    private SubgradientOracle() {}

    /** Least-norm element of the hull of the gradients of all patterns of the pairs given. */
    static double[] leastNorm(LossLandscape landscape, double[] state, List<KinkPair> pairs) {
        return leastNorm(vertices(landscape, state, pairs));
    }

    static List<double[]> vertices(LossLandscape landscape, double[] state, List<KinkPair> pairs) {
        if (pairs.size() > MOST_PAIRS) {
            throw new IllegalArgumentException("pairs: got " + pairs.size() + ", expected at most " + MOST_PAIRS);
        }
        List<double[]> vertices = new ArrayList<>();
        for (int pattern = 0; pattern < 1 << pairs.size(); pattern++) {
            double[] signs = new double[pairs.size()];
            for (int i = 0; i < signs.length; i++) {
                signs[i] = (pattern >> i & 1) == 1 ? 1 : -1;
            }
            vertices.add(gradient(landscape, state, pairs, signs));
        }
        return vertices;
    }

    /** ∇C with z of the pairs counted as positive or negative, all parameters, sample by sample. */
    static double[] gradient(LossLandscape landscape, double[] state, List<KinkPair> pairs, double[] signs) {
        Network network = landscape.perceptron().orElseThrow().network(state);
        double[] gradient = new double[state.length];
        int samples = landscape.data().samples();
        for (int j = 0; j < samples; j++) {
            int layers = network.layers().size();
            double[][] a = new double[layers + 1][];
            double[][] slope = new double[layers][];
            a[0] = landscape.data().inputs().columnArray(j);
            for (int l = 0; l < layers; l++) {
                Layer layer = network.layers().get(l);
                a[l + 1] = new double[layer.outputDim()];
                slope[l] = new double[layer.outputDim()];
                for (int u = 0; u < layer.outputDim(); u++) {
                    double z = layer.bias()[u];
                    for (int m = 0; m < layer.inputDim(); m++) {
                        z += layer.weight().get(u, m) * a[l][m];
                    }
                    int at = pairs.indexOf(new KinkPair(l + 1, u + 1, j + 1));
                    a[l + 1][u] = at >= 0 ? 0 : layer.activation().value(z);
                    slope[l][u] = layer.activation().derivative(at >= 0 ? signs[at] * Double.MIN_VALUE : z);
                }
            }
            double[] upper = new double[landscape.data().outputDim()];
            for (int q = 0; q < upper.length; q++) {
                upper[q] = (a[layers][q] - landscape.data().labels().get(q, j)) / samples;
            }
            int end = gradient.length;
            for (int l = layers - 1; l >= 0; l--) {
                Matrix weight = network.layers().get(l).weight();
                end -= weight.data().length + weight.rows();
                double[] lower = new double[weight.columns()];
                for (int u = 0; u < weight.rows(); u++) {
                    double delta = upper[u] * slope[l][u];
                    for (int m = 0; m < weight.columns(); m++) {
                        gradient[end + m * weight.rows() + u] += delta * a[l][m];
                        lower[m] += weight.get(u, m) * delta;
                    }
                    gradient[end + weight.data().length + u] += delta;
                }
                upper = lower;
            }
        }
        return gradient;
    }

    static double[] leastNorm(List<double[]> vertices) {
        int n = vertices.size();
        double[] weights = new double[n];
        weights[0] = 1;
        double[] point = vertices.get(0).clone();
        for (int round = 0; round < 200_000; round++) {
            int low = 0;
            int high = -1;
            double[] products = new double[n];
            for (int i = 0; i < n; i++) {
                products[i] = dot(vertices.get(i), point);
                low = products[i] < products[low] ? i : low;
                high = weights[i] > 0 && (high < 0 || products[i] > products[high]) ? i : high;
            }
            double gap = products[high] - products[low];
            if (!(gap > 1e-15 * dot(point, point)) || low == high) {
                return point;
            }
            double[] way = vertices.get(low).clone();
            for (int k = 0; k < way.length; k++) {
                way[k] -= vertices.get(high)[k];
            }
            double step = Math.min(weights[high], gap / dot(way, way));
            weights[low] += step;
            weights[high] = step == weights[high] ? 0 : weights[high] - step;
            for (int k = 0; k < way.length; k++) {
                point[k] += step * way[k];
            }
        }
        return point;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
