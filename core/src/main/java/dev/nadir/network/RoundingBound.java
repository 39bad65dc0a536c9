package dev.nadir.network;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import java.util.Arrays;

/**
 * How far the outputs of a network may be off when it is evaluated with unit roundoff u in any order of summation: a
 * running error analysis (Higham, Accuracy and Stability of Numerical Algorithms, 2002, ch. 3), one bound per output and sample.
 *
 * <p>e_z = |W| e_a + (m + 3) u (|W||a| + |b|) and e_a = s e_z + 16 u (|a| + min(1, |z|)) with s the largest slope of σ within
 * e_z of z; ReLU and the identity add nothing. Relative to the outputs wherever these are small because W and b are: no
 * absolute constant but the smallest number. To first order in u; cost: two more forward passes.
 */
public final class RoundingBound {
    private static final int ACTIVATION_ULPS = 16;

    private final double unit;
    private final double smallest;
    private final boolean rounded;

    private RoundingBound(double unit, double smallest, boolean rounded) {
        this.unit = unit;
        this.smallest = smallest;
        this.rounded = rounded;
    }

    /** In double precision. */
    public static Matrix ofDoubles(Network network, Matrix inputs) {
        return new RoundingBound(Math.ulp(1.0), Double.MIN_VALUE, false).of(network, inputs);
    }

    /** In single precision, inputs and parameters rounded to it before. */
    public static Matrix ofFloats(Network network, Matrix inputs) {
        return new RoundingBound(Math.ulp(1f), Float.MIN_NORMAL, true).of(network, inputs);
    }

    private Matrix of(Network network, Matrix inputs) {
        Matrix a = network.scaledInputs(inputs);
        Matrix error = ofScaling(network, inputs, a);
        for (Layer layer : network.layers()) {
            Layer plain = layer.asOrdinary();
            Matrix z = plain.preActivation(a);
            double[] magnitudes = Arrays.stream(plain.bias()).map(Math::abs).toArray();
            Matrix weight = plain.weight().map(Math::abs);
            Matrix sizes = Products.affine(weight, a.map(Math::abs), magnitudes);
            double terms = (plain.inputDim() + 3 + (rounded ? 2 : 0)) * unit;
            error = Products.times(weight, error).plus(terms, sizes).map(e -> e + plain.inputDim() * smallest);
            a = layer.activation().apply(z);
            error = through(layer.activation(), z, a, error);
        }
        return error;
    }

    private Matrix ofScaling(Network network, Matrix inputs, Matrix scaled) {
        Matrix error = scaled.map(v -> network.inputScaling().isPresent() ? 3 * unit * Math.abs(v) : 0);
        for (int k = 0; rounded && k < error.data().length; k++) {
            int row = k % error.rows();
            double size = Math.abs(inputs.data()[k]);
            if (network.inputScaling().isPresent()) {
                RowScaling scaling = network.inputScaling().get();
                size = (size + Math.abs(scaling.offset()[row])) * Math.abs(scaling.factor()[row]);
            }
            error.data()[k] += unit * size + smallest;
        }
        return error;
    }

    private Matrix through(Activation activation, Matrix z, Matrix a, Matrix error) {
        if (activation instanceof Identity) {
            return error;
        }
        double[] through = new double[error.data().length];
        double own = activation instanceof Relu ? 0 : ACTIVATION_ULPS * unit;
        for (int k = 0; k < through.length; k++) {
            double at = z.data()[k];
            double e = error.data()[k];
            through[k] = steepest(activation, at, e) * e
                    + own * (Math.abs(a.data()[k]) + Math.min(1, Math.abs(at)))
                    + smallest;
        }
        return new Matrix(error.rows(), error.columns(), through);
    }

    private static double steepest(Activation activation, double z, double e) {
        double slope = Math.max(
                Math.abs(activation.derivative(z)),
                Math.max(Math.abs(activation.derivative(z - e)), Math.abs(activation.derivative(z + e))));
        double bend = activation.secondDerivativeBound() * e;
        return Double.isFinite(bend) ? slope + bend : slope;
    }
}
