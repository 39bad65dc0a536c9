package dev.nadir.jacobian;

import dev.nadir.network.Layer;
import java.util.List;

/**
 * Consecutive layers without a nonlinearity in between: one affine map A x + c with A = W_n ⋯ W_1, however many parameters
 * it is written with.
 *
 * <p>The parameters of layer l move the map within U_l ⊗ V_l: U_l is the range of W_n ⋯ W_{l+1}, V_l the space of affine
 * functions that layer l multiplies, with the constant 1 if it has a bias. U_l grows and V_l shrinks with l, so the sum
 * over the trained layers has the dimension of a staircase, counted modulo the constant first and the constants after.
 *
 * @param dimension of the maps reached from generic parameters: an upper bound at any others
 * @param constants the dimension of the c among them
 */
record AffineRun(long dimension, int constants) {

    /**
     * Counts.
     *
     * @param layers at least one, all but the last with the identity
     * @param trained whether each is trained
     * @param signals the dimension of what the first layer multiplies, without its bias
     * @param constant whether that contains the constant 1
     */
    static AffineRun of(List<Layer> layers, List<Boolean> trained, int signals, boolean constant) {
        long stairs = 0;
        int reached = 0; // dim U_l of the trained layers so far
        int constants = 0; // dim of the c that are reached
        int span = signals; // dim V_l without the layer's own constant
        boolean one = constant; // whether that contains 1
        boolean offset = false; // whether a constant came in since the last trained layer
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            if (trained.get(l)) {
                int range = rangeAbove(layers, l);
                constants = Math.max(constants, layer.biased() || one ? range : offset ? reached : 0);
                stairs += (long) (range - reached) * (one ? span - 1 : span);
                reached = range;
                offset = false;
            }
            boolean added = layer.biased() || shiftAbove(layers, l);
            offset |= added;
            int withConstant = span + (added && !one ? 1 : 0);
            span = Math.min(layer.outputDim(), withConstant);
            one = (one || added) && span == withConstant;
        }
        return new AffineRun(stairs + constants, constants);
    }

    /** Whether the next layer adds a fixed number to what it multiplies. */
    private static boolean shiftAbove(List<Layer> layers, int l) {
        return l + 1 < layers.size() && layers.get(l + 1).parametrization().shift() != 0;
    }

    /** dim U_l: the least width from here to the end. */
    private static int rangeAbove(List<Layer> layers, int l) {
        return layers.subList(l, layers.size()).stream()
                .mapToInt(Layer::outputDim)
                .min()
                .orElseThrow();
    }
}
