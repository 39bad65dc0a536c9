package dev.nadir.io.onnx;

import dev.nadir.network.activation.Activation;

/** One step from the input to the output of a model. */
sealed interface Step {

    /** The node it comes from, for messages. */
    String place();

    /** a ↦ W a + b. */
    record Affine(Expression.Product product) implements Step {
        @Override
        public String place() {
            return product.place();
        }
    }

    /** a ↦ σ(a), entrywise. */
    record Activate(Activation activation, String place) implements Step {}

    /** a ↦ a + sign c, entrywise. */
    record Shift(Expression.Constant constant, int sign, String place) implements Step {}

    /** a ↦ a c or a / c, entrywise. */
    record Scale(Expression.Constant constant, boolean divide, String place) implements Step {}
}
