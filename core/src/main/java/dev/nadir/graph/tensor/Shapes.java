package dev.nadir.graph.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Index arithmetic of row-major arrays; a shape is an {@code int[]} of extents, outermost axis first. */
public final class Shapes {
    private static final int LARGEST = 1 << 28;

    private Shapes() {}

    /**
     * The number of entries, the product of the extents.
     *
     * @throws IllegalArgumentException if an extent is negative or one array cannot hold so many
     */
    public static int size(int... shape) {
        long size = 1;
        boolean empty = false;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("shape: got " + text(shape) + ", expected extents of at least 0");
            }
            empty |= extent == 0;
            size = Math.min(size * Math.max(extent, 1), 1L << 32);
        }
        if (!empty && size > LARGEST) {
            throw new IllegalArgumentException("shape: got " + text(shape) + ", expected at most 2^28 numbers, 2 GiB");
        }
        return empty ? 0 : (int) size;
    }

    /** "2 x 3", or "scalar". */
    public static String text(int... shape) {
        return shape.length == 0
                ? "scalar"
                : Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }

    /** How far apart neighbours along each axis lie. */
    public static int[] strides(int... shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(shape[axis], 1);
        }
        return strides;
    }

    /**
     * An axis counted from the front; a negative one counts from the back.
     *
     * @throws IllegalArgumentException if the rank has no such axis
     */
    public static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException(
                    "axis: got " + axis + ", expected " + -rank + " to " + (rank - 1) + " for " + rank + " axes");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** Which axes are named, each once; by no name at all, all of them. */
    public static boolean[] axes(long[] axes, int rank) {
        boolean[] named = new boolean[rank];
        for (long each : axes) {
            int axis = axis(each, rank);
            if (named[axis]) {
                throw new IllegalArgumentException("axes: got " + Arrays.toString(axes) + ", expected each once");
            }
            named[axis] = true;
        }
        return named;
    }

    /**
     * The shape to which both broadcast: extents are aligned at the last axis, and an extent of 1 repeats.
     *
     * @throws IllegalArgumentException if some extents differ and neither is 1
     */
    public static int[] broadcast(int[] first, int[] second) {
        int rank = Math.max(first.length, second.length);
        int[] shape = new int[rank];
        for (int back = 1; back <= rank; back++) {
            int a = back <= first.length ? first[first.length - back] : 1;
            int b = back <= second.length ? second[second.length - back] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException(
                        "shapes: got " + text(first) + " and " + text(second) + ", which do not broadcast");
            }
            shape[rank - back] = a == 1 ? b : a;
        }
        return shape;
    }

    /**
     * For every entry of a broadcast array, in order, the index of the entry it repeats.
     *
     * @param from a shape that broadcasts to {@code to}
     */
    public static int[] broadcastIndices(int[] from, int[] to) {
        int[] own = strides(from);
        int[] strides = new int[to.length];
        int offset = to.length - from.length;
        for (int axis = 0; axis < from.length; axis++) {
            strides[axis + offset] = from[axis] == 1 ? 0 : own[axis];
        }
        return indices(to, strides, 0);
    }

    /**
     * For every entry of an array of this shape, in order, the index start + Σ_axis position · stride: one strided view of
     * another array. Transpositions, slices, repetitions and reductions are all of this form.
     */
    public static int[] indices(int[] shape, int[] strides, int start) {
        int[] indices = new int[size(shape)];
        if (indices.length == 0) {
            return indices;
        }
        indices[0] = start;
        int filled = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) { // the block of the inner axes, repeated along this one
            for (int position = 1; position < shape[axis]; position++) {
                int shift = position * strides[axis];
                for (int i = 0; i < filled; i++) {
                    indices[position * filled + i] = indices[i] + shift;
                }
            }
            filled *= shape[axis];
        }
        return indices;
    }

    /**
     * The same where each axis has its own list of positions, −1 for "nowhere"; an entry that is nowhere along some axis has
     * index −1.
     */
    public static int[] indices(int[][] positions, int[] strides) {
        int[] shape = Arrays.stream(positions).mapToInt(each -> each.length).toArray();
        int[] indices = new int[size(shape)];
        int repeat = indices.length;
        for (int axis = 0; axis < shape.length && indices.length > 0; axis++) {
            repeat /= shape[axis];
            for (int i = 0; i < indices.length; i++) {
                int position = positions[axis][i / repeat % shape[axis]];
                indices[i] = indices[i] < 0 || position < 0 ? -1 : indices[i] + position * strides[axis];
            }
        }
        return indices;
    }

    /** 0, 1, ..., extent − 1 for every axis. */
    public static int[][] everywhere(int... shape) {
        return Arrays.stream(shape)
                .mapToObj(extent -> IntStream.range(0, extent).toArray())
                .toArray(int[][]::new);
    }

    /** The product of the extents from one axis (inclusive) to another (exclusive). */
    public static int size(int[] shape, int from, int to) {
        return size(Arrays.copyOfRange(shape, from, to));
    }
}
