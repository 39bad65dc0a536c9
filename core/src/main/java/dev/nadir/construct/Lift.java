package dev.nadir.construct;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Activation;
import dev.nadir.network.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random layers before the pivot (mathematics §2.4): they turn distinct inputs into linearly independent features.
 *
 * <p>W Gaussian, b_j = −w_j·a_{i(j)} so that every unit bends at a data point, both scaled so that the pre-activations
 * have standard deviation s. For real-analytic non-polynomial σ and width ≥ N − 1 the features have full rank almost
 * surely (structured.md §8.1); a width of 1.25 N makes them well conditioned too.
 *
 * @param layers layers 1 … k−1
 * @param features A = a^{k-1}(X), M_{k-1} x N
 */
record Lift(List<Layer> layers, Matrix features) {

    /**
     * Draws the layers.
     *
     * @param inputs a^0, M x N
     * @param widths M_1 … M_{k-1}; empty for pivot 1
     * @param deviation s > 0
     */
    static Lift of(
            Matrix inputs, List<Integer> widths, Activation activation, double deviation, RandomGenerator random) {
        List<Layer> layers = new ArrayList<>();
        Matrix a = inputs;
        for (int width : widths) {
            Layer layer = draw(a, width, activation, deviation, random);
            layers.add(layer);
            a = activation.apply(Products.affine(layer.weight(), a, layer.bias()));
        }
        return new Lift(layers, a);
    }

    private static Layer draw(Matrix a, int width, Activation activation, double deviation, RandomGenerator random) {
        Matrix weight = Matrix.zeros(width, a.rows()).map(zero -> random.nextGaussian());
        Matrix z = Products.times(weight, a);
        int[] points = new int[width];
        double[] bias = new double[width];
        for (int j = 0; j < width; j++) {
            points[j] = random.nextInt(a.columns());
            bias[j] = -z.get(j, points[j]);
        }
        double scale = deviation / standardDeviation(z);
        for (int j = 0; j < width; j++) {
            bias[j] *= scale;
        }
        return new Layer(weight.map(entry -> entry * scale), bias, activation);
    }

    /** Root mean square deviation of the rows from their means; 1 for constant features, which no scale can help. */
    private static double standardDeviation(Matrix z) {
        double norm = Rows.centred(z, z.rowMeans()).frobeniusNorm();
        double deviation = norm / Math.sqrt((double) z.rows() * z.columns());
        return deviation > 0 ? deviation : 1;
    }
}
