package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.layout.Resizing.AxisWeights;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;

/** Linear maps along some axes, one after the other; the transpose takes them in the other order. */
final class Resampled implements Applied {
    private final Tensor input;
    private final int places;
    private final AxisWeights[] maps; // null where an axis stays as it is
    private final Tensor output;

    Resampled(Tensor input, int places, AxisWeights... maps) {
        this.input = input;
        this.places = places;
        this.maps = maps;
        int[] shape = input.shape().clone();
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = maps[axis] == null ? shape[axis] : maps[axis].taps().length;
        }
        this.output = new Tensor(input.kind(), shape, forward(input.values()));
    }

    /** From the first axis on: the axes inside still have the extents of the input. */
    private double[] forward(double[] x) {
        double[] y = x.clone();
        for (int axis = 0; axis < maps.length; axis++) {
            if (maps[axis] != null) {
                y = maps[axis].apply(y, Shapes.size(input.shape(), axis + 1, maps.length));
            }
        }
        return y;
    }

    private double[] backward(double[] u) {
        double[] x = u.clone();
        for (int axis = maps.length - 1; axis >= 0; axis--) {
            if (maps[axis] != null) {
                x = maps[axis].transposed(x, Shapes.size(input.shape(), axis + 1, maps.length));
            }
        }
        return x;
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        boolean none = tangents[0] == null || !input.isFloat();
        return new Tensor[] {none ? null : output.with(forward(tangents[0].values()))};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[places];
        if (wanted[0] && cotangents[0] != null && input.isFloat()) {
            result[0] = input.with(backward(cotangents[0].values()));
        }
        return result;
    }
}
