package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.Optional;

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
        return new At(inputs[0], inputs[1], inputs[2]);
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

    private final class At implements PositionFactors {
        private final Tensor x;
        private final Tensor w;
        private final Tensor b;
        private final Correlation form;
        private final Tensor output;

        At(Tensor x, Tensor w, Tensor b) {
            this.x = x;
            this.w = w;
            this.b = b;
            Windows windows = Windows.of(attributes, spatial(x, "X"), kernel(attributes, w), false);
            int features = w.extent(0);
            if (x.extent(1) != w.extent(1) * (long) groups || features % groups != 0) {
                throw new IllegalArgumentException("W: got " + Shapes.text(w.shape()) + " for an image of "
                        + Shapes.text(x.shape()) + " in " + groups + " groups");
            }
            requireBias(b, features);
            this.form = new Correlation(x.extent(0), groups, w.extent(1), features / groups, windows);
            int[] shape = new int[x.rank()];
            shape[0] = x.extent(0);
            shape[1] = features;
            System.arraycopy(windows.result(), 0, shape, 2, windows.rank());
            double[] values = new double[Shapes.size(shape)];
            form.addMap(x.values(), w.values(), values);
            ChannelBias.add(b, values, windows.positions());
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
                form.addMap(tangents[0].values(), w.values(), sum);
            }
            if (tangents[1] != null) {
                form.addMap(x.values(), tangents[1].values(), sum);
            }
            ChannelBias.add(tangents[2], sum, form.windows().positions());
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
                form.addImage(u, w.values(), result[0].values());
            }
            if (wanted[1]) {
                result[1] = w.with(new double[w.size()]);
                form.addWeights(x.values(), u, result[1].values());
            }
            if (wanted[2] && b != null) {
                result[2] = ChannelBias.gradient(b, u, form.windows().positions());
            }
            return result;
        }

        /** Of one group only, where the patches are the features of one matrix. */
        @Override
        public Optional<Matrix> features(int place) {
            return place == 1 && groups == 1 ? Optional.of(form.patches(x.values())) : Optional.empty();
        }

        @Override
        public Matrix delta(int place, Tensor cotangent) {
            return form.columns(cotangent.values());
        }
    }
}
