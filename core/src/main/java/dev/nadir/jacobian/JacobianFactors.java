package dev.nadir.jacobian;

import dev.nadir.model.BroadcastProduct;
import java.util.List;

/**
 * D in the factor form of [CM] Definition 4.2 for all samples or some of them: one broadcast product per trained layer,
 * side by side.
 *
 * @param layers the trained layers, ascending, from 1
 * @param products the block of each, in the same order
 */
public record JacobianFactors(int[] layers, List<BroadcastProduct> products) {

    /** Checks that there is one product per layer. */
    public JacobianFactors {
        products = List.copyOf(products);
        if (layers.length != products.size()) {
            throw new IllegalArgumentException(
                    "products: got " + products.size() + ", expected one per trained layer = " + layers.length);
        }
    }

    /** The block of layer l. */
    public BroadcastProduct of(int layer) {
        for (int k = 0; k < layers.length; k++) {
            if (layers[k] == layer) {
                return products.get(k);
            }
        }
        throw new IllegalArgumentException("layer: got " + layer + ", expected a trained one");
    }
}
