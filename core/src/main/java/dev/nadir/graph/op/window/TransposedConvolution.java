package dev.nadir.graph.op.window;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;

/**
 * ConvTranspose: the transpose in the image of a convolution with the same attributes, plus a bias; so the roles of image and map in
 * {@link Correlation} are exchanged.
 *
 * <p>Along an axis of extent I the output has stride (I − 1) + output_padding + ((taps − 1) dilation + 1) − pads; where
 * output_shape is given, or auto_pad asks for stride · I, the pads follow from it, the odd one behind unless SAME_LOWER.
 */
final class TransposedConvolution implements Operator {
    private final Attributes attributes;
    private final int groups;

    TransposedConvolution(Node node) {
        this.attributes = node.attributes();
        this.groups = Convolution.groups(attributes);
    }

    @Override
    public Applied at(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor w = inputs[1];
        Windows windows = windows(Convolution.spatial(x, "X"), Convolution.kernel(attributes, w));
        if (x.extent(1) != w.extent(0) || x.extent(1) % groups != 0) {
            throw new IllegalArgumentException("W: got " + Shapes.text(w.shape()) + " for an input of "
                    + Shapes.text(x.shape()) + " in " + groups + " groups");
        }
        Convolution.requireBias(inputs[2], Shapes.size(w.extent(1), groups));
        Correlation form = new Correlation(x.extent(0), groups, w.extent(1), x.extent(1) / groups, windows);
        return new Convolved(x, w, inputs[2], form, true);
    }

    private Windows windows(int[] map, int[] kernel) {
        int rank = map.length;
        Windows.requirePositive("kernel_shape", kernel, rank);
        int[] strides = Windows.steps(attributes, "strides", rank);
        int[] dilations = Windows.steps(attributes, "dilations", rank);
        int[] extra = attributes.has("output_padding") ? Windows.integers(attributes, "output_padding") : new int[rank];
        int[] pads = Windows.pads(attributes, rank);
        int[] wished = wished(rank);
        String auto = attributes.text("auto_pad", "NOTSET");
        int[] image = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            if (extra.length != rank || extra[axis] < 0) {
                throw new IllegalArgumentException("output_padding: got " + Arrays.toString(extra) + ", expected "
                        + rank + " numbers of at least 0");
            }
            int covered = Math.addExact(Math.multiplyExact(kernel[axis] - 1, dilations[axis]), 1);
            int full = Math.addExact(Math.multiplyExact(strides[axis], map[axis] - 1), extra[axis] + covered);
            if (wished != null || auto.startsWith("SAME")) {
                image[axis] = wished != null ? wished[axis] : Math.multiplyExact(map[axis], strides[axis]);
                int cut = full - image[axis];
                int less = Math.max(0, cut) / 2;
                // a wish beyond the full extent is met by zeros behind it
                pads[axis] = cut <= 0
                        ? 0
                        : auto.equals("SAME_UPPER") || wished == null && auto.equals("NOTSET") ? less : cut - less;
                pads[axis + rank] = cut - pads[axis];
            } else if (auto.equals("VALID")) {
                image[axis] = full;
                pads[axis] = pads[axis + rank] = 0;
            } else if (auto.equals("NOTSET")) {
                image[axis] = full - pads[axis] - pads[axis + rank];
            } else {
                throw new IllegalArgumentException(
                        "auto_pad: got \"" + auto + "\", expected NOTSET, VALID, SAME_UPPER or SAME_LOWER");
            }
            if (image[axis] < 1) {
                throw new IllegalArgumentException("output: got extent " + image[axis] + ", expected at least 1");
            }
        }
        return new Windows(
                image,
                kernel,
                strides,
                dilations,
                Arrays.copyOf(pads, rank),
                Arrays.copyOfRange(pads, rank, 2 * rank),
                map);
    }

    private int[] wished(int rank) {
        if (!attributes.has("output_shape")) {
            return null;
        }
        int[] wished = Windows.integers(attributes, "output_shape");
        int[] spatial = wished.length == rank + 2 ? Arrays.copyOfRange(wished, 2, rank + 2) : wished;
        Windows.requirePositive("output_shape", spatial, rank);
        return spatial;
    }
}
