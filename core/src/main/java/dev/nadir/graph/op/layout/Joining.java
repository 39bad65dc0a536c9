package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Concat and Split. */
public final class Joining {
    private static final int SIZES_ARE_INPUTS = 13;
    private static final int PARTS_ARE_COUNTED = 18;

    private Joining() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Concat", 4, Joining::concat).takesAny().trainsOperands(),
                Support.of("Split", 2, Joining::split).takes(1, 2));
    }

    private static Operator concat(Node node) {
        if (!node.attributes().has("axis")) {
            throw new IllegalArgumentException("axis: got none, expected one");
        }
        long axis = node.attributes().integer("axis", 0);
        return inputs -> new Joined(Shapes.axis(axis, inputs[0].rank()), inputs);
    }

    private static Operator split(Node node) {
        return inputs -> {
            int axis = Shapes.axis(node.attributes().integer("axis", 0), inputs[0].rank());
            int[] shape = inputs[0].shape();
            int[] strides = Shapes.strides(shape);
            List<Selection> parts = new ArrayList<>();
            int start = 0;
            for (int size : sizes(node, shape[axis], inputs[1])) {
                int[] part = shape.clone();
                part[axis] = size;
                int[] from = Shapes.indices(part, strides, start * strides[axis]);
                parts.add(new Selection(inputs[0], 2, part, from));
                start += size;
            }
            return new Parts(2, parts);
        };
    }

    /** Given, or as equal as can be with the last one smaller. */
    private static int[] sizes(Node node, int extent, Tensor input) {
        long[] given = node.opset() < SIZES_ARE_INPUTS
                ? node.attributes().integers("split")
                : input == null ? new long[0] : input.integers("split");
        int outputs = node.outputs().size();
        if (given.length > 0) {
            long total = 0;
            for (long size : given) {
                total = size < 0 ? -1L << 40 : total + Math.min(size, 1L << 32);
            }
            if (total != extent || given.length != outputs) {
                throw new IllegalArgumentException("split: got " + Arrays.toString(given) + ", expected " + outputs
                        + " sizes that add up to " + extent);
            }
            return Arrays.stream(given).mapToInt(size -> (int) size).toArray();
        }
        int parts = node.opset() < PARTS_ARE_COUNTED
                ? outputs
                : Math.toIntExact(node.attributes().integer("num_outputs", outputs));
        if (parts != outputs || parts < 1) {
            throw new IllegalArgumentException("num_outputs: got " + parts + ", expected the " + outputs + " outputs");
        }
        int size = (extent + parts - 1) / parts;
        int[] sizes = new int[parts];
        for (int k = 0; k < parts; k++) {
            sizes[k] = Math.max(0, Math.min(size, extent - k * size));
        }
        return sizes;
    }
}
