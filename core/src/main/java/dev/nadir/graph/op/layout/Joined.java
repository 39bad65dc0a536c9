package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;

/** Several inputs one behind the other along an axis. */
final class Joined implements Applied {
    private final Tensor[] inputs;
    private final Tensor output;
    private final int outer;
    private final int[] widths;

    Joined(int axis, Tensor... inputs) {
        this.inputs = inputs;
        int[] shape = inputs[0].shape().clone();
        this.outer = Shapes.size(shape, 0, axis);
        this.widths = new int[inputs.length];
        shape[axis] = 0;
        for (int k = 0; k < inputs.length; k++) {
            requireFit(inputs[k], axis);
            widths[k] = Shapes.size(inputs[k].shape(), axis, shape.length);
            shape[axis] = Math.addExact(shape[axis], inputs[k].shape()[axis]);
        }
        this.output = joined(inputs, shape);
    }

    private void requireFit(Tensor input, int axis) {
        int[] first = inputs[0].shape();
        boolean fits = input.rank() == first.length && input.kind() == inputs[0].kind();
        for (int other = 0; fits && other < first.length; other++) {
            fits = other == axis || input.shape()[other] == first[other];
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "inputs: got " + inputs[0] + " and " + input + ", expected them alike except along axis " + axis);
        }
    }

    private Tensor joined(Tensor[] parts, int... shape) {
        double[] values = new double[Shapes.size(shape)];
        int row = outer == 0 ? 0 : values.length / outer;
        int start = 0;
        for (int k = 0; k < parts.length; k++) {
            for (int i = 0; parts[k] != null && i < outer; i++) {
                System.arraycopy(parts[k].values(), i * widths[k], values, i * row + start, widths[k]);
            }
            start += widths[k];
        }
        return new Tensor(inputs[0].kind(), shape, values);
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        for (Tensor tangent : tangents) {
            if (tangent != null) {
                return new Tensor[] {joined(tangents, output.shape())};
            }
        }
        return new Tensor[1];
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[inputs.length];
        int start = 0;
        int row = outer == 0 ? 0 : output.size() / outer;
        for (int k = 0; k < inputs.length; k++) {
            if (wanted[k] && cotangents[0] != null && output.isFloat()) {
                double[] part = new double[inputs[k].size()];
                for (int i = 0; i < outer; i++) {
                    System.arraycopy(cotangents[0].values(), i * row + start, part, i * widths[k], widths[k]);
                }
                result[k] = inputs[k].with(part);
            }
            start += widths[k];
        }
        return result;
    }
}
