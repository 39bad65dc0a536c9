package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;

/** Outputs that do not change with the inputs, or change by jumps: the derivative is 0. */
record Fixed(Tensor... outputs) implements Applied {
    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return new Tensor[outputs.length];
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        return new Tensor[wanted.length];
    }
}
