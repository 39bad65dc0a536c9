package dev.nadir.jacobian;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The backward pass of all Q output directions of some samples: δ^l = Σ'_l W_{l+1}ᵀ δ^{l+1}, down to the lowest trained layer. */
final class FactorAssembly {
    private FactorAssembly() {}

    static JacobianFactors of(TrainingJacobian jacobian, int from, int to) {
        int[] trained = jacobian.selection().layers();
        List<Layer> layers = jacobian.network().layers();
        List<BroadcastProduct> products = new ArrayList<>();
        Matrix delta = null;
        for (int l = layers.size(); trained.length > 0 && l >= trained[0]; l--) {
            Matrix slope = part(jacobian.slopes(l), from, to);
            delta = delta == null
                    ? outputDelta(slope)
                    : Products.transposedTimes(layers.get(l).jacobianWeight(), delta);
            if (!(layers.get(l - 1).activation() instanceof Identity)) {
                delta = scaleRepeated(delta, slope, jacobian.outputDim());
            }
            if (jacobian.selection().includes(l)) {
                Matrix below = jacobian.forwardPass().activations().get(l - 1);
                products.add(new BroadcastProduct(delta, layers.get(l - 1).features(part(below, from, to))));
            }
        }
        Collections.reverse(products);
        return new JacobianFactors(trained, products);
    }

    private static Matrix part(Matrix matrix, int from, int to) {
        return from == 0 && to == matrix.columns() ? matrix : matrix.columns(from, to);
    }

    /** One identity per sample: the derivative of the outputs with respect to a^{L+1}. */
    private static Matrix outputDelta(Matrix slope) {
        int q = slope.rows();
        int columns = Matrix.length(q, slope.columns());
        Matrix delta = new Matrix(q, columns, Matrix.numbers(q, columns));
        for (int r = 0; r < columns; r++) {
            delta.data()[r * q + r % q] = 1;
        }
        return delta;
    }

    private static Matrix scaleRepeated(Matrix delta, Matrix slope, int repeats) {
        int m = delta.rows();
        double[] unscaled = delta.data();
        double[] factors = slope.data();
        double[] scaled = new double[unscaled.length];
        for (int r = 0; r < delta.columns(); r++) {
            int from = r / repeats * m;
            for (int k = 0; k < m; k++) {
                scaled[r * m + k] = unscaled[r * m + k] * factors[from + k];
            }
        }
        return new Matrix(m, delta.columns(), scaled);
    }
}
