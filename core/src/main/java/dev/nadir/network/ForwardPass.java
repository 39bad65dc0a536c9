package dev.nadir.network;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.List;

/**
 * What one forward pass leaves behind, and the backward pass over it.
 *
 * @param network the network that was evaluated
 * @param activations a^0 … a^{L+1}, each M_l x N; the last one is the output x[θ]
 * @param preActivations z^1 … z^{L+1}, at index l - 1
 */
public record ForwardPass(Network network, List<Matrix> activations, List<Matrix> preActivations) {

    /** Freezes the lists. */
    public ForwardPass {
        activations = List.copyOf(activations);
        preActivations = List.copyOf(preActivations);
    }

    /** x[θ], Q x N. */
    public Matrix outputs() {
        return activations.get(activations.size() - 1);
    }

    /** Whether nothing overflowed on the way: exp may, also where a tanh above it makes finite outputs of it. */
    public boolean isFinite() {
        return activations.stream().allMatch(Matrix::isFinite);
    }

    /**
     * Dᵀu: the gradient with respect to θ of Σ u ∘ x[θ], one backward pass.
     *
     * @param u cotangent of the outputs, Q x N
     * @return length K, in the order of {@link Network#parameters()}
     */
    public double[] pullBack(Matrix u) {
        Matrix.requireShape(u, network.outputDim(), outputs().columns(), "cotangent");
        double[] gradient = Matrix.numbers(network.parameterCount(), 1);
        int end = gradient.length;
        Matrix upper = u;
        for (int l = network.layers().size() - 1; l >= 0; l--) {
            Layer layer = network.layers().get(l);
            Matrix delta =
                    times(upper, layer.activation().applyDerivative(preActivations.get(l), activations.get(l + 1)));
            end -= Math.toIntExact(layer.parameterCount());
            layer.parameterGradient(delta, activations.get(l), gradient, end);
            if (l > 0) {
                upper = Products.transposedTimes(layer.jacobianWeight(), delta);
            }
        }
        return gradient;
    }

    private static Matrix times(Matrix a, Matrix b) {
        double[] product = new double[a.data().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a.data()[i] * b.data()[i];
        }
        return new Matrix(a.rows(), a.columns(), product);
    }
}
