package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Tensor;

/** The first input's entries, all in their order, in another shape. */
public record Reshaped(Tensor input, int places, int... shape) implements Applied {
    @Override
    public Tensor[] outputs() {
        return new Tensor[] {input.reshaped(shape)};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return new Tensor[] {tangents[0] == null ? null : tangents[0].reshaped(shape)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[places];
        if (wanted[0] && cotangents[0] != null && input.isFloat()) {
            result[0] = cotangents[0].reshaped(input.shape());
        }
        return result;
    }
}
