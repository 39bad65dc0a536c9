package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.Backward;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;

/**
 * How far rounding can move what decides about kinks: the same passes over absolute values, times ε and a factor for the number
 * of terms. One forward and one backward pass.
 */
final class KinkRounding {
    private static final double EPS = Math.ulp(1.0);
    /** Sums of N terms in both passes, with signs at random. */
    private static final double TERMS = 16;

    private KinkRounding() {}

    /** Of every pre-activation of the layout: 4 (M + 2) ε z̄ with z̄ = |W|ā + |b|, ā = |σ'| z̄, from ā = |x|. */
    static double[] ofZ(ForwardPass pass, KinkLayout layout) {
        double[] rounding = new double[layout.size()];
        Matrix inputs = absolute(pass.activations().get(0));
        for (int l = 0; l <= layout.layers().get(layout.layers().size() - 1); l++) {
            Layer layer = pass.network().layers().get(l);
            Matrix bias = absolute(Matrix.column(layer.bias()));
            Matrix size = Products.affine(absolute(layer.weight()), inputs, bias.data());
            double factor = 4 * (layer.inputDim() + 2) * EPS;
            for (int i = 0; layout.kinked(l) && i < size.data().length; i++) {
                rounding[layout.offsets()[l] + i] = factor * size.data()[i];
            }
            inputs = Backward.times(
                    size,
                    absolute(layer.activation()
                            .applyDerivative(pass.preActivations().get(l))));
        }
        return rounding;
    }

    /**
     * Of ‖∇C‖: ε times the norm of the gradient of absolute values from residuals (|x| + |y|)/N, or (1 + |x| + |y|)/N where ∇_xC is a
     * bounded function of x; and of λθ.
     */
    static double ofGradient(ForwardPass pass, LossLandscape landscape) {
        Matrix labels = landscape.data().labels();
        double samples = labels.columns();
        double own = landscape.square() ? 0 : 1;
        Matrix upper = absolute(pass.outputs()).plus(1, absolute(labels)).map(size -> (own + size) / samples);
        double square = 0;
        for (int l = pass.network().layers().size() - 1; l >= 0; l--) {
            Layer layer = pass.network().layers().get(l);
            Matrix slope =
                    layer.activation().applyDerivative(pass.preActivations().get(l));
            Matrix delta = Backward.times(upper, absolute(slope));
            Matrix inputs = absolute(pass.activations().get(l)).appendRow(1);
            double norm = Products.timesTransposed(delta, inputs).frobeniusNorm();
            square += norm * norm;
            upper = Products.transposedTimes(absolute(layer.weight()), delta);
        }
        double decayed = landscape.decay() * TangentSpace.norm(pass.network().parameters());
        return TERMS * EPS * Math.hypot(Math.sqrt(square), decayed);
    }

    private static Matrix absolute(Matrix matrix) {
        return matrix.map(Math::abs);
    }
}
