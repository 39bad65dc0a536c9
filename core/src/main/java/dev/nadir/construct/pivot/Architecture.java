package dev.nadir.construct.pivot;

import dev.nadir.network.activation.Activation;
import java.util.List;

/**
 * Hidden widths and the activation they share; the output layer is affine.
 *
 * @param hidden M_1 … M_L, each at least 1; empty for L = 0
 * @param activation σ of the hidden layers
 */
public record Architecture(List<Integer> hidden, Activation activation) {

    /** Checks the widths. */
    public Architecture {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1) {
                throw new IllegalArgumentException("hidden: got a width of " + width + ", expected at least 1");
            }
        }
    }

    /** L. */
    public int depth() {
        return hidden.size();
    }

    /** Rows of a^{k-1}, the features the pivot layer k sees: M for k = 1. */
    int featuresAt(int pivot, int inputDim) {
        return pivot == 1 ? inputDim : hidden.get(pivot - 2);
    }

    public void requirePivot(int pivot) {
        if (pivot < 1 || pivot > depth() + 1) {
            throw new IllegalArgumentException("pivot: got " + pivot + ", expected 1 to L + 1 = " + (depth() + 1));
        }
    }
}
