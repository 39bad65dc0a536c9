package dev.nadir.graph.op;

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
        return new At(inputs[0], inputs[1], inputs[2]);
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

    private final class At implements Applied {
        private final Tensor x;
        private final Tensor w;
        private final Tensor b;
        private final Correlation form;
        private final Tensor output;

        At(Tensor x, Tensor w, Tensor b) {
            this.x = x;
            this.w = w;
            this.b = b;
            Windows windows = windows(Convolution.spatial(x, "X"), Convolution.kernel(attributes, w));
            if (x.extent(1) != w.extent(0) || x.extent(1) % groups != 0) {
                throw new IllegalArgumentException("W: got " + Shapes.text(w.shape()) + " for an input of "
                        + Shapes.text(x.shape()) + " in " + groups + " groups");
            }
            int channels = Shapes.size(w.extent(1), groups);
            Convolution.requireBias(b, channels);
            this.form = new Correlation(x.extent(0), groups, w.extent(1), x.extent(1) / groups, windows);
            int[] shape = new int[x.rank()];
            shape[0] = x.extent(0);
            shape[1] = channels;
            System.arraycopy(windows.image(), 0, shape, 2, windows.rank());
            double[] values = new double[Shapes.size(shape)];
            form.addImage(x.values(), w.values(), values);
            ChannelBias.add(b, values, windows.pixels());
            this.output = Tensor.floats(shape, values);
        }

        @Override
        public Tensor[] outputs() {
            return new Tensor[] {output};
        }

        @Override
        public Tensor[] jvp(Tensor[] tangents) {
            if (tangents[0] == null && tangents[1] == null && tangents[2] == null) {
                return new Tensor[1];
            }
            double[] sum = new double[output.size()];
            if (tangents[0] != null) {
                form.addImage(tangents[0].values(), w.values(), sum);
            }
            if (tangents[1] != null) {
                form.addImage(x.values(), tangents[1].values(), sum);
            }
            ChannelBias.add(tangents[2], sum, form.windows().pixels());
            return new Tensor[] {output.with(sum)};
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            Tensor[] result = new Tensor[3];
            if (cotangents[0] == null) {
                return result;
            }
            double[] u = cotangents[0].values();
            if (wanted[0]) {
                result[0] = x.with(new double[x.size()]);
                form.addMap(u, w.values(), result[0].values());
            }
            if (wanted[1]) {
                result[1] = w.with(new double[w.size()]);
                form.addWeights(u, x.values(), result[1].values());
            }
            if (wanted[2] && b != null) {
                result[2] = ChannelBias.gradient(b, u, form.windows().pixels());
            }
            return result;
        }
    }
}
