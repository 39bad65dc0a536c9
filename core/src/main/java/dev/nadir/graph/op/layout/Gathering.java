package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Entries looked up by number; negative numbers count from the end. A table that is a constant is a parameter. */
public final class Gathering {
    private Gathering() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Gather", 1, Gathering::gather).takes(2, 2).trains(0),
                Support.of("GatherElements", 11, Gathering::elements)
                        .takes(2, 2)
                        .trains(0),
                Support.of("GatherND", 11, Gathering::byTuples).takes(2, 2).trains(0));
    }

    private static Operator gather(Node node) {
        return inputs -> {
            int[] shape = inputs[0].shape();
            int axis = Shapes.axis(node.attributes().integer("axis", 0), shape.length);
            int[] chosen = positions(inputs[1], shape[axis]);
            int[][] positions = Shapes.everywhere(shape);
            positions[axis] = chosen;
            int[] result = IntStream.concat(
                            IntStream.concat(Arrays.stream(shape, 0, axis), Arrays.stream(inputs[1].shape())),
                            Arrays.stream(shape, axis + 1, shape.length))
                    .toArray();
            Selection selection = new Selection(inputs[0], 2, result, Shapes.indices(positions, Shapes.strides(shape)));
            boolean table = axis == 0 && shape.length == 2 && inputs[0].isFloat();
            return table ? new TableLookup(selection, inputs[0], chosen) : selection;
        };
    }

    /**
     * Numbers as positions along an axis.
     *
     * @throws IllegalArgumentException if one lies outside
     */
    static int[] positions(Tensor indices, int extent) {
        long[] given = indices.integers("indices");
        int[] positions = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            if (given[i] < -extent || given[i] >= extent) {
                throw new IllegalArgumentException(
                        "indices: got " + given[i] + ", expected " + -(long) extent + " to " + (extent - 1));
            }
            positions[i] = (int) (given[i] < 0 ? given[i] + extent : given[i]);
        }
        return positions;
    }

    private static Operator elements(Node node) {
        return inputs -> {
            int[] from = elementIndices(inputs[0], inputs[1], node.attributes().integer("axis", 0));
            return new Selection(inputs[0], 2, inputs[1].shape(), from);
        };
    }

    /** For every index, where in the data it points: at its own place, but along the axis at the position it names. */
    static int[] elementIndices(Tensor data, Tensor indices, long axisGiven) {
        int[] shape = data.shape();
        int axis = Shapes.axis(axisGiven, shape.length);
        if (indices.rank() != shape.length) {
            throw new IllegalArgumentException("indices: got " + Shapes.text(indices.shape())
                    + ", expected as many axes as " + Shapes.text(shape));
        }
        for (int other = 0; other < shape.length; other++) {
            if (other != axis && indices.shape()[other] > shape[other]) {
                throw new IllegalArgumentException("indices: got " + Shapes.text(indices.shape())
                        + ", expected at most the extents of " + Shapes.text(shape));
            }
        }
        int[] strides = Shapes.strides(shape);
        int along = strides[axis];
        strides[axis] = 0;
        int[] from = Shapes.indices(indices.shape(), strides, 0);
        int[] chosen = positions(indices, shape[axis]);
        for (int i = 0; i < from.length; i++) {
            from[i] += chosen[i] * along;
        }
        return from;
    }

    private static Operator byTuples(Node node) {
        int batch = Math.toIntExact(node.attributes().integer("batch_dims", 0));
        return inputs -> {
            int[] starts = tupleStarts(inputs[0], inputs[1], batch);
            int width = inputs[1].extent(-1);
            int[] shape = inputs[0].shape();
            int block = Shapes.size(shape, batch + width, shape.length);
            int[] from = new int[Shapes.size(starts.length, block)];
            for (int i = 0; i < from.length; i++) {
                from[i] = starts[i / block] + i % block;
            }
            int[] outer = Arrays.copyOf(inputs[1].shape(), inputs[1].rank() - 1);
            int[] result = IntStream.concat(Arrays.stream(outer), Arrays.stream(shape, batch + width, shape.length))
                    .toArray();
            return new Selection(inputs[0], 2, result, from);
        };
    }

    /** For every tuple along the last axis of the indices, where the block begins that it names. */
    static int[] tupleStarts(Tensor data, Tensor indices, int batch) {
        int[] shape = data.shape();
        int width = indices.rank() == 0 ? -1 : indices.extent(-1);
        boolean fits = width >= 1 && batch >= 0 && batch < indices.rank() && batch + width <= shape.length;
        for (int axis = 0; fits && axis < batch; axis++) {
            fits = indices.shape()[axis] == shape[axis];
        }
        if (!fits) {
            throw new IllegalArgumentException("indices: got " + Shapes.text(indices.shape()) + " for data of "
                    + Shapes.text(shape) + " with " + batch + " axes of batches");
        }
        int[] strides = Shapes.strides(shape);
        long[] given = indices.integers("indices");
        int[] starts = new int[given.length / width];
        int batches = Shapes.size(shape, 0, batch);
        int inBatch = Shapes.size(shape, batch, shape.length);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i / (starts.length / batches) * inBatch;
            for (int k = 0; k < width; k++) {
                int extent = shape[batch + k];
                long position = given[i * width + k];
                if (position < -extent || position >= extent) {
                    throw new IllegalArgumentException(
                            "indices: got " + position + ", expected " + -(long) extent + " to " + (extent - 1));
                }
                starts[i] += (int) (position < 0 ? position + extent : position) * strides[batch + k];
            }
        }
        return starts;
    }
}
