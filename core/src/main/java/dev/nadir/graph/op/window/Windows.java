package dev.nadir.graph.op.window;

import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.tensor.Shapes;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the windows of a convolution or pooling stand in an image: along every spatial axis, tap k of window o is the entry
 * o · stride + k · dilation − before, which lies in the padding where it is negative or beyond the image.
 *
 * @param image extents of the image
 * @param kernel taps along each axis
 * @param strides from window to window
 * @param dilations from tap to tap
 * @param before padding before the first entry
 * @param after padding behind the last
 * @param result windows along each axis
 */
record Windows(int[] image, int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, int[] result) {

    /**
     * The windows by a node's attributes.
     *
     * @param ceil whether a last window that the image does not fill counts, unless it would begin beyond the image
     */
    static Windows of(Attributes attributes, int[] image, int[] kernel, boolean ceil) {
        int rank = image.length;
        requirePositive("kernel_shape", kernel, rank);
        int[] strides = steps(attributes, "strides", rank);
        int[] dilations = steps(attributes, "dilations", rank);
        int[] pads = pads(attributes, rank);
        String auto = attributes.text("auto_pad", "NOTSET");
        int[] result = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int covered = Math.addExact(Math.multiplyExact(kernel[axis] - 1, dilations[axis]), 1);
            int stride = strides[axis];
            switch (auto) {
                case "NOTSET" -> {}
                case "VALID" -> pads[axis] = pads[axis + rank] = 0;
                case "SAME_UPPER", "SAME_LOWER" -> {
                    int windows = (image[axis] + stride - 1) / stride;
                    int missing = Math.max(0, (windows - 1) * stride + covered - image[axis]);
                    pads[axis] = auto.equals("SAME_UPPER") ? missing / 2 : missing - missing / 2;
                    pads[axis + rank] = missing - pads[axis];
                }
                default ->
                    throw new IllegalArgumentException(
                            "auto_pad: got \"" + auto + "\", expected NOTSET, VALID, SAME_UPPER or SAME_LOWER");
            }
            long room = (long) image[axis] + pads[axis] + pads[axis + rank] - covered;
            if (room < 0) {
                throw new IllegalArgumentException("input: got extent " + image[axis] + " with paddings " + pads[axis]
                        + " and " + pads[axis + rank] + ", expected at least " + covered + " for one window");
            }
            result[axis] = (int) (room / stride) + 1;
            if (ceil && room % stride != 0 && (long) result[axis] * stride < image[axis] + (long) pads[axis]) {
                result[axis]++;
            }
        }
        int[] before = Arrays.copyOf(pads, rank);
        int[] after = Arrays.copyOfRange(pads, rank, 2 * rank);
        return new Windows(image, kernel, strides, dilations, before, after, result);
    }

    /** Positive whole numbers, one per spatial axis; all 1 where the attribute is absent. */
    static int[] steps(Attributes attributes, String name, int rank) {
        if (!attributes.has(name)) {
            return IntStream.generate(() -> 1).limit(rank).toArray();
        }
        int[] steps = integers(attributes, name);
        requirePositive(name, steps, rank);
        return steps;
    }

    /** The paddings before all axes, then those behind them. */
    static int[] pads(Attributes attributes, int rank) {
        if (!attributes.has("pads")) {
            return new int[2 * rank];
        }
        int[] pads = integers(attributes, "pads");
        if (pads.length != 2 * rank || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
            throw new IllegalArgumentException("pads: got " + Arrays.toString(pads) + ", expected " + 2 * rank
                    + " numbers of at least 0, two for each spatial axis");
        }
        return pads;
    }

    static int[] integers(Attributes attributes, String name) {
        return Arrays.stream(attributes.integers(name))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    static void requirePositive(String name, int[] given, int rank) {
        if (given.length != rank || Arrays.stream(given).anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException(name + ": got " + Arrays.toString(given) + ", expected " + rank
                    + " positive numbers, one for each spatial axis");
        }
    }

    int rank() {
        return image.length;
    }

    /** Windows in all. */
    int positions() {
        return Shapes.size(result);
    }

    /** Taps of one window. */
    int taps() {
        return Shapes.size(kernel);
    }

    /** Entries of one image. */
    int pixels() {
        return Shapes.size(image);
    }

    /** Along one axis, the entry that a tap meets in every window; −1 in the padding. */
    int[] met(int axis, int tap) {
        return IntStream.range(0, result[axis])
                .map(window -> window * strides[axis] + tap * dilations[axis] - before[axis])
                .map(entry -> entry < 0 || entry >= image[axis] ? -1 : entry)
                .toArray();
    }

    /** For every window, the entry of the image that the tap with these numbers along the first axes meets; −1 in the padding. */
    int[] met(int... tap) {
        int[][] along = new int[tap.length][];
        for (int axis = 0; axis < tap.length; axis++) {
            along[axis] = met(axis, tap[axis]);
        }
        return Shapes.indices(along, Arrays.copyOf(Shapes.strides(image), tap.length));
    }

    /** The taps in row-major order, each as its number along each of the first axes. */
    int[][] tapsAlong(int axes) {
        int[] extents = Arrays.copyOf(kernel, axes);
        int[] strides = Shapes.strides(extents);
        int[][] taps = new int[Shapes.size(extents)][axes];
        for (int t = 0; t < taps.length; t++) {
            for (int axis = 0; axis < axes; axis++) {
                taps[t][axis] = t / strides[axis] % extents[axis];
            }
        }
        return taps;
    }

    /** Whether every window is one pixel and every pixel one window. */
    boolean areThePixels() {
        return taps() == 1
                && Arrays.equals(image, result)
                && Arrays.stream(before).allMatch(pad -> pad == 0)
                && Arrays.stream(strides).allMatch(stride -> stride == 1);
    }
}
