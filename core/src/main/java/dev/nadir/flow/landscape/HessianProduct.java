package dev.nadir.flow.landscape;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Loss;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;

/**
 * ∇²C v by differentiating the forward and the backward pass along v (Pearlmutter, doi:10.1162/neco.1994.6.1.147).
 *
 * <p>At a kink σ'' counts as 0, so for ReLU this is the Hessian of the piece the state lies in.
 */
final class HessianProduct {
    private HessianProduct() {}

    static double[] of(ForwardPass pass, Loss loss, Matrix labels, double[] direction) {
        Network along = pass.network().withParameters(direction);
        int count = along.layers().size();
        Matrix[] slopes = new Matrix[count];
        Matrix[] zDot = new Matrix[count];
        Matrix[] aDot = new Matrix[count + 1];
        for (int l = 0; l < count; l++) {
            Layer layer = pass.network().layers().get(l);
            slopes[l] = layer.activation().applyDerivative(pass.preActivations().get(l));
            Layer change = along.layers().get(l);
            zDot[l] = change.preActivation(pass.activations().get(l));
            if (l > 0) {
                zDot[l] = zDot[l].plus(1, Products.times(layer.jacobianWeight(), aDot[l]));
            }
            aDot[l + 1] = Backward.times(slopes[l], zDot[l]);
        }
        Backward backward = Backward.of(pass, loss.gradient(pass.outputs(), labels));
        double[] result = new double[direction.length];
        int end = result.length;
        Matrix upperDot = loss.hessianTimes(pass.outputs(), labels, aDot[count]);
        for (int l = count - 1; l >= 0; l--) {
            Layer layer = pass.network().layers().get(l);
            Matrix bend = layer.activation()
                    .applySecondDerivative(pass.preActivations().get(l));
            Matrix deltaDot = Backward.times(upperDot, slopes[l])
                    .plus(1, Backward.times(backward.upper()[l], Backward.times(bend, zDot[l])));
            end -= Math.toIntExact(layer.parameterCount());
            layer.parameterGradient(deltaDot, pass.activations().get(l), result, end);
            if (l > 0) {
                addSignalChange(layer, Products.timesTransposed(backward.delta()[l], aDot[l]), result, end);
                upperDot = Products.transposedTimes(layer.jacobianWeight(), deltaDot)
                        .plus(1, Products.transposedTimes(along.layers().get(l).jacobianWeight(), backward.delta()[l]));
            }
        }
        return result;
    }

    /** δ (c ȧ)ᵀ: the features move by c ȧ, their last row does not. */
    private static void addSignalChange(Layer layer, Matrix change, double[] target, int from) {
        double c = layer.parametrization().factor();
        for (int at = 0; at < change.data().length; at++) {
            target[from + at] += c * change.data()[at];
        }
    }
}
