package dev.nadir.construct.pivot;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random layers before the pivot (mathematics §2.4): they turn distinct inputs into linearly independent features.
 *
 * <p>W Gaussian, b_j = −w_j·a_{i(j)} so that every unit bends at a data point, both scaled so that the pre-activations
 * have standard deviation s, up to a factor √2. For real-analytic non-polynomial σ and width ≥ N − 1 the features have full rank almost
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
            Draw draw = Draw.of(a, width, deviation, random);
            layers.add(new Layer(draw.weight, draw.bias, activation));
            a = activation.apply(draw.preActivations);
        }
        return new Lift(layers, a);
    }

    /** One layer with its pre-activations, the same bits that evaluating it gives. */
    private record Draw(Matrix weight, double[] bias, Matrix preActivations) {

        static Draw of(Matrix a, int width, double deviation, RandomGenerator random) {
            Matrix weight = Matrix.zeros(width, a.rows()).map(zero -> random.nextGaussian());
            Matrix z = Products.times(weight, a);
            double[] bias = new double[width];
            for (int j = 0; j < width; j++) {
                bias[j] = -z.get(j, random.nextInt(a.columns()));
            }
            // a power of two scales product and weight alike without rounding, so the product need not be repeated
            double scale = nearestPowerOfTwo(deviation / standardDeviation(z));
            multiply(weight.data(), scale);
            multiply(bias, scale);
            addToColumns(z, scale, bias);
            return new Draw(weight, bias, z);
        }

        private static void multiply(double[] values, double factor) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }

        private static void addToColumns(Matrix z, double scale, double[] bias) {
            for (int at = 0; at < z.data().length; ) {
                for (int i = 0; i < bias.length; i++, at++) {
                    z.data()[at] = z.data()[at] * scale + bias[i];
                }
            }
        }
    }

    private static double nearestPowerOfTwo(double ratio) {
        double power = Math.scalb(1.0, Math.getExponent(ratio));
        return ratio > Math.sqrt(2) * power ? 2 * power : power;
    }

    /** Root mean square deviation of the rows from their means; 1 for constant features, which no scale can help. */
    private static double standardDeviation(Matrix z) {
        double[] means = z.rowMeans();
        double sum = 0;
        for (int at = 0; at < z.data().length; ) {
            for (int i = 0; i < means.length; i++, at++) {
                double deviation = z.data()[at] - means[i];
                sum += deviation * deviation;
            }
        }
        return sum > 0 ? Math.sqrt(sum / z.data().length) : 1;
    }
}
