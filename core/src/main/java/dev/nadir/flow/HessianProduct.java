package dev.nadir.flow;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
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

    static double[] of(ForwardPass pass, Matrix labels, double[] direction) {
        Network along = pass.network().withParameters(direction);
        int count = along.layers().size();
        Matrix[] slopes = new Matrix[count];
        Matrix[] zDot = new Matrix[count];
        Matrix[] aDot = new Matrix[count + 1];
        for (int l = 0; l < count; l++) {
            Layer layer = pass.network().layers().get(l);
            slopes[l] = layer.activation().applyDerivative(pass.preActivations().get(l));
            Layer change = along.layers().get(l);
            zDot[l] = Products.affine(change.weight(), pass.activations().get(l), change.bias());
            if (l > 0) {
                zDot[l] = zDot[l].plus(1, Products.times(layer.weight(), aDot[l]));
            }
            aDot[l + 1] = Backward.times(slopes[l], zDot[l]);
        }
        Backward backward = Backward.of(pass, Cost.outputGradient(pass.outputs(), labels));
        double[] result = new double[direction.length];
        int end = result.length;
        double samples = labels.columns();
        Matrix upperDot = aDot[count].map(value -> value / samples);
        for (int l = count - 1; l >= 0; l--) {
            Layer layer = pass.network().layers().get(l);
            Matrix bend = layer.activation()
                    .applySecondDerivative(pass.preActivations().get(l));
            Matrix deltaDot = Backward.times(upperDot, slopes[l])
                    .plus(1, Backward.times(backward.upper()[l], Backward.times(bend, zDot[l])));
            Matrix weight =
                    Products.timesTransposed(deltaDot, pass.activations().get(l));
            if (l > 0) {
                weight = weight.plus(1, Products.timesTransposed(backward.delta()[l], aDot[l]));
                upperDot = Products.transposedTimes(layer.weight(), deltaDot)
                        .plus(1, Products.transposedTimes(along.layers().get(l).weight(), backward.delta()[l]));
            }
            end -= Math.toIntExact(layer.parameterCount());
            System.arraycopy(weight.data(), 0, result, end, weight.data().length);
            addRowSums(deltaDot, result, end + weight.data().length);
        }
        return result;
    }

    private static void addRowSums(Matrix matrix, double[] target, int at) {
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < matrix.rows(); i++) {
                target[at + i] += matrix.data()[i + j * matrix.rows()];
            }
        }
    }
}
