package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.JacobianFactors;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What units that pass on no gradient would open if they worked.
 *
 * <p>Their weights are scaled and their biases moved so that the pre-activation has mean 0 and standard deviation 1 over the
 * samples, as after a usual initialization; where it does not vary, the weights are drawn. The columns of D at those
 * parameters which are 0 at the given ones, and those of the weights that leave a unit whose output does not vary, are what
 * the units keep away from descent.
 *
 * @param jacobian D as it is
 * @param factors of D as it is
 * @param revived factors of D with working units
 */
record Revival(TrainingJacobian jacobian, JacobianFactors factors, JacobianFactors revived) {

    /** With the given units of every layer, from 0, made to work. */
    static Revival of(TrainingJacobian jacobian, List<int[]> units, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix inputs = jacobian.forwardPass().activations().get(0);
        Matrix below = inputs;
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < units.size(); l++) {
            Layer layer = working(jacobian.network().layers().get(l), below, units.get(l), random);
            layers.add(layer);
            below = layer.activation().apply(layer.preActivation(below));
        }
        TrainingJacobian working =
                TrainingJacobian.of(new Network(layers), inputs).restrictedTo(jacobian.selection());
        return new Revival(jacobian, jacobian.factors(), working.factors());
    }

    /**
     * The columns that the units would add.
     *
     * @param units as they were given, per layer
     * @param tolerance a column of D up to this length counts as 0
     */
    Matrix span(List<int[]> units, double tolerance, long seed) {
        List<BroadcastProduct> added = new ArrayList<>();
        for (int layer : factors.layers()) {
            BroadcastProduct before = factors.of(layer);
            BroadcastProduct after = revived.of(layer);
            int[] silent = silent(before, tolerance);
            added.add(new BroadcastProduct(ColumnSpan.rows(after.delta(), silent), after.features()));
            int[] constant = layer == 1 ? new int[0] : constant(before.features(), units.get(layer - 2));
            added.add(new BroadcastProduct(after.delta(), ColumnSpan.rows(after.features(), constant)));
        }
        return ColumnSpan.of(jacobian.rows(), added, seed);
    }

    private static Layer working(Layer layer, Matrix below, int[] units, SplittableRandom random) {
        Matrix signal = layer.signal(below);
        Matrix weight = layer.weight().copy();
        double[] bias = layer.bias().clone();
        for (int unit : units) {
            double[] row = weight.rowArray(unit);
            double[] scaled =
                    layer.biased() ? standardized(row, signal) : new double[0]; // scaling alone revives no unit
            if (scaled.length == 0) {
                scaled = standardized(drawn(row.length, random), signal);
            }
            for (int k = 0; k < row.length && scaled.length > 0; k++) {
                weight.data()[k * weight.rows() + unit] = scaled[k];
            }
            if (layer.biased() && scaled.length > 0) {
                bias[unit] = -mean(Products.transposedTimes(signal, scaled))
                        / layer.parametrization().biasFactor();
            }
        }
        return new Layer(weight, bias, layer.activation(), layer.parametrization());
    }

    private static double[] drawn(int length, SplittableRandom random) {
        return random.doubles(length).map(uniform -> random.nextGaussian()).toArray();
    }

    /** w scaled so that wᵀa has deviation 1 over the samples; empty if it does not vary beyond rounding. */
    private static double[] standardized(double[] row, Matrix signal) {
        double[] z = Products.transposedTimes(signal, row);
        double mean = mean(z);
        double size = Arrays.stream(z).map(Math::abs).max().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(z)
                .map(value -> (value - mean) * (value - mean) / z.length)
                .sum());
        return deviation > 8 * Math.ulp(1.0) * row.length * size
                ? Arrays.stream(row).map(weight -> weight / deviation).toArray()
                : new double[0];
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).map(value -> value / values.length).sum();
    }

    /** Units of a layer whose columns of D are all 0 up to the tolerance. */
    private static int[] silent(BroadcastProduct block, double tolerance) {
        double[] squares = new double[block.delta().rows()];
        double[] features = new double[block.samples()];
        for (int at = 0; at < block.features().data().length; at++) {
            double value = block.features().data()[at];
            features[at / block.features().rows()] += value * value;
        }
        for (int at = 0; at < block.delta().data().length; at++) {
            double value = block.delta().data()[at];
            squares[at % squares.length] += value * value * features[at / squares.length / block.repeats()];
        }
        return IntStream.range(0, squares.length)
                .filter(unit -> Math.sqrt(squares[unit]) <= tolerance)
                .toArray();
    }

    /** Those of the units whose output is the same on every sample. */
    private static int[] constant(Matrix outputs, int[] units) {
        return IntStream.of(units)
                .filter(unit -> IntStream.range(0, outputs.columns())
                        .allMatch(i -> outputs.get(unit, i) == outputs.get(unit, 0)))
                .toArray();
    }
}
