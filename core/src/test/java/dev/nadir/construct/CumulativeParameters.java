package dev.nadir.construct;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The cumulative parameters W^(l) = W_l ⋯ W_1, b^(l) = W_l b^(l−1) + b_l with b^(0) = 0 (arXiv 2309.10639).
 *
 * <p>When every W^(l), l ≤ L, has full row rank, a ReLU network is a sequence of truncation maps in input space: the
 * hidden state is a^l = W^(l) t_l + b^(l) with t_l = τ_l(t_{l−1}), t_0 = x, and the output W^(L+1) t_L + b^(L+1).
 *
 * @param weights W^(1) … W^(L+1), each M_l x M
 * @param biases b^(1) … b^(L+1)
 */
public record CumulativeParameters(List<Matrix> weights, List<double[]> biases) {

    /** Freezes the lists. */
    public CumulativeParameters {
        weights = List.copyOf(weights);
        biases = List.copyOf(biases);
    }

    /** The cumulative parameters of a network; its input scaling, if any, is not part of them. */
    public static CumulativeParameters of(Network network) {
        List<Matrix> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        Matrix weight = Matrix.identity(network.inputDim());
        Matrix bias = Matrix.zeros(network.inputDim(), 1);
        for (Layer layer : network.layers()) {
            weight = Products.times(layer.weight(), weight);
            bias = Products.affine(layer.weight(), bias, layer.bias());
            weights.add(weight);
            biases.add(bias.data());
        }
        return new CumulativeParameters(weights, biases);
    }

    /** The truncation maps τ_1 … τ_L of the hidden layers; widths must not grow. */
    public List<TruncationMap> truncations() {
        List<TruncationMap> maps = new ArrayList<>();
        for (int l = 0; l < weights.size() - 1; l++) {
            maps.add(new TruncationMap(weights.get(l), biases.get(l)));
        }
        return maps;
    }

    /**
     * The layer parameters W_l = W^(l) (W^(l−1))⁻¹ and b_l = b^(l) − W_l b^(l−1) that have these cumulative ones; needs
     * square hidden layers.
     *
     * @return [W_l, b_l] as one M_l x (M_{l−1} + 1) matrix per layer
     */
    public List<Matrix> perLayer() {
        List<Matrix> layers = new ArrayList<>();
        Matrix before = null;
        for (int l = 0; l < weights.size(); l++) {
            Matrix weight = before == null ? weights.get(l) : Qr.of(before).leastNormRight(weights.get(l));
            double[] shift = l == 0 ? new double[weight.rows()] : Products.times(weight, biases.get(l - 1));
            double[] entries = java.util.Arrays.copyOf(weight.data(), weight.data().length + weight.rows());
            for (int i = 0; i < weight.rows(); i++) {
                entries[weight.data().length + i] = biases.get(l)[i] - shift[i];
            }
            layers.add(new Matrix(weight.rows(), weight.columns() + 1, entries));
            before = weights.get(l);
        }
        return layers;
    }
}
