package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Outputs whose entries are entries of one input: transposed, cut out, repeated, padded. */
public final class Rearrangements {
    private Rearrangements() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Transpose", 1, Rearrangements::transpose),
                Support.of("Slice", 1, Slices::new).takes(1, 5),
                Support.of("Expand", 8, node -> Rearrangements::expand)
                        .takes(2, 2)
                        .trainsOperands(),
                Support.of("Tile", 6, node -> Rearrangements::tile).takes(2, 2),
                Support.of("Pad", 2, Padding::new).takes(1, 4).fixes(2),
                Support.of("Trilu", 14, Rearrangements::triangle).takes(1, 2),
                Support.of("DepthToSpace", 1, node -> blocks(node, true)),
                Support.of("SpaceToDepth", 1, node -> blocks(node, false)));
    }

    private static Operator transpose(Node node) {
        return inputs -> {
            int[] shape = inputs[0].shape();
            long[] reversed = IntStream.range(0, shape.length)
                    .mapToLong(axis -> shape.length - 1L - axis)
                    .toArray();
            long[] order = node.attributes().integers("perm", reversed);
            if (order.length != shape.length) {
                throw new IllegalArgumentException("perm: got " + order.length + " axes, expected " + shape.length);
            }
            Shapes.axes(order, shape.length);
            return transposed(
                    inputs[0],
                    Arrays.stream(order)
                            .mapToInt(axis -> Shapes.axis(axis, shape.length))
                            .toArray());
        };
    }

    static Selection transposed(Tensor input, int... order) {
        int[] strides = Shapes.strides(input.shape());
        int[] shape = Arrays.stream(order).map(input::extent).toArray();
        int[] permuted = Arrays.stream(order).map(axis -> strides[axis]).toArray();
        return new Selection(input, 1, shape, Shapes.indices(shape, permuted, 0));
    }

    private static Applied expand(Tensor... inputs) {
        int[] wished = extents(inputs[1], "shape");
        int[] shape = Shapes.broadcast(inputs[0].shape(), wished);
        return new Selection(inputs[0], 2, shape, Shapes.broadcastIndices(inputs[0].shape(), shape));
    }

    private static Applied tile(Tensor... inputs) {
        int[] repeats = extents(inputs[1], "repeats");
        int[] shape = inputs[0].shape();
        if (repeats.length != shape.length) {
            throw new IllegalArgumentException(
                    "repeats: got " + repeats.length + ", expected one for each of " + shape.length + " axes");
        }
        int[] tiled = IntStream.range(0, shape.length)
                .map(axis -> Shapes.size(shape[axis], repeats[axis]))
                .toArray();
        Shapes.size(tiled);
        int[][] positions = Shapes.everywhere(tiled);
        for (int axis = 0; axis < shape.length; axis++) {
            int extent = shape[axis];
            positions[axis] =
                    Arrays.stream(positions[axis]).map(at -> at % extent).toArray();
        }
        return new Selection(inputs[0], 2, tiled, Shapes.indices(positions, Shapes.strides(shape)));
    }

    /** A list of extents that one array can hold. */
    static int[] extents(Tensor tensor, String name) {
        long[] extents = tensor.integers(name);
        for (long extent : extents) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(name + ": got " + extent + ", expected 0 to 2^31 - 1");
            }
        }
        int[] shape = Arrays.stream(extents).mapToInt(extent -> (int) extent).toArray();
        Shapes.size(shape);
        return shape;
    }

    private static Operator triangle(Node node) {
        boolean upper = node.attributes().flag("upper", true);
        return inputs -> {
            int[] shape = inputs[0].shape();
            if (shape.length < 2) {
                throw new IllegalArgumentException("input: got " + Shapes.text(shape) + ", expected a matrix");
            }
            long diagonal = inputs[1] == null ? 0 : (long) inputs[1].number("k");
            int columns = shape[shape.length - 1];
            int rows = shape[shape.length - 2];
            int[] from = new int[inputs[0].size()];
            for (int i = 0; i < from.length; i++) {
                long above = i % columns - (long) (i / columns % rows) - diagonal;
                from[i] = upper ? (above >= 0 ? i : -1) : (above <= 0 ? i : -1);
            }
            return new Selection(inputs[0], 2, shape, from);
        };
    }

    /** Blocks of pixels become channels or the other way round: a transposition between two reshapings. */
    private static Operator blocks(Node node, boolean toSpace) {
        int block = (int) node.attributes().integer("blocksize", 0);
        boolean columnsFirst = node.attributes().text("mode", "DCR").equals("CRD");
        if (block < 1) {
            throw new IllegalArgumentException("blocksize: got " + block + ", expected at least 1");
        }
        return inputs -> {
            int[] s = inputs[0].shape();
            int divided = block * block;
            boolean fits = s.length == 4 && (toSpace ? s[1] % divided == 0 : s[2] % block == 0 && s[3] % block == 0);
            if (!fits) {
                throw new IllegalArgumentException(
                        "input: got " + Shapes.text(s) + ", expected four axes that blocks of " + block + " divide");
            }
            return toSpace ? toSpace(inputs[0], block, columnsFirst) : toDepth(inputs[0], block);
        };
    }

    private static Applied toSpace(Tensor input, int b, boolean columnsFirst) {
        int[] s = input.shape();
        int c = s[1] / (b * b);
        int[] parts = columnsFirst ? new int[] {s[0], c, b, b, s[2], s[3]} : new int[] {s[0], b, b, c, s[2], s[3]};
        int[] order = columnsFirst ? new int[] {0, 1, 4, 2, 5, 3} : new int[] {0, 3, 4, 1, 5, 2};
        return inParts(input, parts, order, s[0], c, s[2] * b, s[3] * b);
    }

    private static Applied toDepth(Tensor input, int b) {
        int[] s = input.shape();
        int[] parts = {s[0], s[1], s[2] / b, b, s[3] / b, b};
        return inParts(input, parts, new int[] {0, 3, 5, 1, 2, 4}, s[0], s[1] * b * b, s[2] / b, s[3] / b);
    }

    private static Applied inParts(Tensor input, int[] parts, int[] order, int... shape) {
        int[] strides = Shapes.strides(parts);
        int[] permuted = Arrays.stream(order).map(axis -> strides[axis]).toArray();
        int[] extents = Arrays.stream(order).map(axis -> parts[axis]).toArray();
        return new Selection(input, 1, shape, Shapes.indices(extents, permuted, 0));
    }
}
