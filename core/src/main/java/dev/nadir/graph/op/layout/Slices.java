package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;

/** Slice: along some axes every step-th position from start up to end; bounds are clamped as in the standard. */
record Slices(Node node) implements Operator {
    private static final int BOUNDS_ARE_INPUTS = 10;

    @Override
    public Applied at(Tensor... inputs) {
        int[] shape = inputs[0].shape();
        long[] starts = bounds(inputs[1], "starts");
        long[] ends = bounds(inputs[2], "ends");
        long[] axes = bounds(inputs[3], "axes");
        long[] steps = bounds(inputs[4], "steps");
        requireLength("ends", ends, starts.length);
        if (axes.length > 0) {
            requireLength("axes", axes, starts.length);
        }
        if (steps.length > 0) {
            requireLength("steps", steps, starts.length);
        }
        int[][] positions = Shapes.everywhere(shape);
        for (int i = 0; i < starts.length; i++) {
            int axis = Shapes.axis(axes.length == 0 ? i : axes[i], shape.length);
            positions[axis] = positions(shape[axis], starts[i], ends[i], steps.length == 0 ? 1 : steps[i]);
        }
        int[] sliced = new int[shape.length];
        for (int axis = 0; axis < sliced.length; axis++) {
            sliced[axis] = positions[axis].length;
        }
        return new Selection(inputs[0], inputs.length, sliced, Shapes.indices(positions, Shapes.strides(shape)));
    }

    private long[] bounds(Tensor input, String name) {
        if (node.opset() < BOUNDS_ARE_INPUTS) {
            return node.attributes().integers(name);
        }
        return input == null ? new long[0] : input.integers(name);
    }

    private static void requireLength(String name, long[] given, int expected) {
        if (given.length != expected) {
            throw new IllegalArgumentException(
                    name + ": got " + given.length + ", expected " + expected + " like starts");
        }
    }

    private static int[] positions(int extent, long start, long end, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("steps: got 0, expected another integer");
        }
        long first = Math.max(
                step > 0 ? 0 : -1, Math.min(start < 0 ? start + extent : start, step > 0 ? extent : extent - 1));
        long last = Math.max(step > 0 ? 0 : -1, Math.min(end < 0 ? end + extent : end, step > 0 ? extent : extent - 1));
        first = step < 0 && start < -extent ? 0 : first; // the standard clamps a start to the entries that there are
        long span = step > 0 ? last - first : first - last;
        long size = Math.abs(step);
        int count = span <= 0 || extent == 0 ? 0 : (int) ((span - 1) / size + 1);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = (int) (first + i * step);
        }
        return positions;
    }
}
