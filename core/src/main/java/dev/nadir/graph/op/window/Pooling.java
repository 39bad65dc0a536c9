package dev.nadir.graph.op.window;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.layout.Selection;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The largest entry or the mean under every window, channel by channel. */
public final class Pooling {
    private Pooling() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("MaxPool", 1, node -> {
                            requireRowMajor(node);
                            return inputs -> largest(
                                    inputs[0],
                                    windows(node, inputs[0]),
                                    node.outputs().size());
                        })
                        .but("storage_order = 1"),
                Support.of("GlobalMaxPool", 1, node -> inputs -> largest(inputs[0], whole(inputs[0]), 1)),
                Support.of("AveragePool", 1, node -> {
                    boolean padded = node.attributes().flag("count_include_pad", false);
                    return inputs -> new MeanPool(inputs[0], windows(node, inputs[0]), padded);
                }),
                Support.of("GlobalAveragePool", 1, node -> inputs -> new MeanPool(inputs[0], whole(inputs[0]), false)));
    }

    private static void requireRowMajor(Node node) {
        if (node.attributes().flag("storage_order", false)) {
            throw new IllegalArgumentException("storage_order: got 1, expected 0");
        }
    }

    private static Windows windows(Node node, Tensor input) {
        Attributes attributes = node.attributes();
        int[] image = Convolution.spatial(input, "X");
        if (!attributes.has("kernel_shape")) {
            throw new IllegalArgumentException("kernel_shape: got none, expected one number for each spatial axis");
        }
        return Windows.of(
                attributes, image, Windows.integers(attributes, "kernel_shape"), attributes.flag("ceil_mode", false));
    }

    /** One window that is the image. */
    private static Windows whole(Tensor input) {
        int[] image = Convolution.spatial(input, "X");
        return Windows.of(Attributes.none(), image, image, false);
    }

    /** The shape of samples and channels with one entry for each window. */
    static int[] shape(Tensor input, Windows windows) {
        int[] shape = input.shape().clone();
        System.arraycopy(windows.result(), 0, shape, 2, windows.rank());
        return shape;
    }

    /** Of several that are largest the first is taken, as ONNX Runtime and PyTorch do; such a tie is a kink. */
    private static Applied largest(Tensor input, Windows windows, int outputs) {
        int[][] taps = Arrays.stream(windows.tapsAlong(windows.rank()))
                .map(windows::met)
                .toArray(int[][]::new);
        double[] x = input.values();
        int[] from = new int[Shapes.size(shape(input, windows))];
        int positions = windows.positions();
        long ties = 0;
        for (int j = 0; j < from.length; j++) {
            int plane = j / positions * windows.pixels();
            int best = -1;
            boolean tie = false;
            for (int[] tap : taps) {
                int at = tap[j % positions] < 0 ? -1 : plane + tap[j % positions];
                if (at >= 0 && (best < 0 || x[at] > x[best] || (Double.isNaN(x[at]) && !Double.isNaN(x[best])))) {
                    best = at;
                    tie = false;
                } else {
                    tie |= at >= 0 && x[at] == x[best];
                }
            }
            from[j] = best;
            ties += tie ? 1 : 0;
        }
        return new Largest(
                new Selection(input, 1, shape(input, windows), from, Double.NEGATIVE_INFINITY),
                from,
                outputs,
                ties,
                taps.length > 1 ? from.length : 0);
    }

    /** A selection that changes by jumps, and the numbers of the selected entries as a second output. */
    private record Largest(Selection selection, int[] from, int count, long kinks, long candidates) implements Applied {
        @Override
        public Tensor[] outputs() {
            Tensor values = selection.outputs()[0];
            if (count == 1) {
                return new Tensor[] {values};
            }
            double[] numbers = Arrays.stream(from).asDoubleStream().toArray();
            return new Tensor[] {values, new Tensor(Kind.INTEGER, values.shape(), numbers)};
        }

        @Override
        public int[] sides() {
            return candidates == 0 ? new int[0] : from;
        }

        @Override
        public Tensor[] jvp(Tensor[] tangents) {
            return Arrays.copyOf(selection.jvp(tangents), count);
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            return selection.vjp(cotangents, wanted);
        }
    }
}
