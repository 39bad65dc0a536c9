package dev.nadir.graph.op.window;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;

/**
 * Conv: y(n, k, o) = b_k + Σ_{c,t} w(k, c, t) x(n, c, met(o, t)), the channels c in groups, in any number of spatial axes.
 *
 * <p>{@link Correlation} has the products; the bias goes to every window.
 */
final class Convolution implements Operator {
    private final Attributes attributes;
    private final int groups;

    Convolution(Node node) {
        this.attributes = node.attributes();
        this.groups = groups(attributes);
    }

    static int groups(Attributes attributes) {
        long groups = attributes.integer("group", 1);
        if (groups < 1 || groups > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("group: got " + groups + ", expected at least 1");
        }
        return (int) groups;
    }

    @Override
    public Applied at(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor w = inputs[1];
        Windows windows = Windows.of(attributes, spatial(x, "X"), kernel(attributes, w), false);
        int features = w.extent(0);
        if (x.extent(1) != w.extent(1) * (long) groups || features % groups != 0) {
            throw new IllegalArgumentException("W: got " + Shapes.text(w.shape()) + " for an image of "
                    + Shapes.text(x.shape()) + " in " + groups + " groups");
        }
        requireBias(inputs[2], features);
        Correlation form = new Correlation(x.extent(0), groups, w.extent(1), features / groups, windows);
        return new Convolved(x, w, inputs[2], form, false);
    }

    /** The spatial extents of an image or a kernel, behind two other axes. */
    static int[] spatial(Tensor tensor, String name) {
        if (tensor.rank() < 3) {
            throw new IllegalArgumentException(name + ": got " + Shapes.text(tensor.shape())
                    + ", expected at least one spatial axis behind two others");
        }
        return Arrays.copyOfRange(tensor.shape(), 2, tensor.rank());
    }

    /** The taps, which an attribute may repeat. */
    static int[] kernel(Attributes attributes, Tensor weights) {
        int[] kernel = spatial(weights, "W");
        if (attributes.has("kernel_shape") && !Arrays.equals(kernel, Windows.integers(attributes, "kernel_shape"))) {
            throw new IllegalArgumentException("kernel_shape: got "
                    + Arrays.toString(attributes.integers("kernel_shape")) + ", expected that of W, "
                    + Arrays.toString(kernel));
        }
        return kernel;
    }

    static void requireBias(Tensor bias, int features) {
        if (bias != null && !(bias.rank() == 1 && bias.size() == features)) {
            throw new IllegalArgumentException("B: got " + Shapes.text(bias.shape())
                    + ", expected one number for each of " + features + " channels");
        }
    }
}
