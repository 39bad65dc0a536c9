package dev.nadir.flow.landscape;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;

/**
 * The backward pass of one cotangent, kept layer by layer.
 *
 * @param upper ∂f/∂a^l at index l − 1
 * @param delta ∂f/∂z^l at index l − 1
 * @param slope σ'(z^l) at index l − 1
 */
public record Backward(Matrix[] upper, Matrix[] delta, Matrix[] slope) {

    static Backward of(ForwardPass pass, Matrix cotangent) {
        int count = pass.network().layers().size();
        Matrix[] upper = new Matrix[count];
        Matrix[] delta = new Matrix[count];
        Matrix[] slope = new Matrix[count];
        upper[count - 1] = cotangent;
        for (int l = count - 1; l >= 0; l--) {
            Layer layer = pass.network().layers().get(l);
            slope[l] = layer.activation()
                    .applyDerivative(
                            pass.preActivations().get(l), pass.activations().get(l + 1));
            delta[l] = times(upper[l], slope[l]);
            if (l > 0) {
                upper[l - 1] = Products.transposedTimes(layer.jacobianWeight(), delta[l]);
            }
        }
        return new Backward(upper, delta, slope);
    }

    /** Entrywise product. */
    public static Matrix times(Matrix a, Matrix b) {
        double[] product = new double[a.data().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a.data()[i] * b.data()[i];
        }
        return new Matrix(a.rows(), a.columns(), product);
    }
}
