package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** x̂ ∘ scale + shift, where x̂ is x standardized by fixed numbers, or by the mean and variance of groups of its entries. */
final class Normalizations {
    private static final int SCALE_PER_CHANNEL = 21;

    private Normalizations() {}

    static List<Support> supported() {
        return List.of(
                Support.of("BatchNormalization", 9, Normalizations::batch)
                        .takes(5, 5)
                        .trains(1, 2)
                        .fixes(3, 4)
                        .but("training mode, in which samples depend on each other"),
                Support.of("InstanceNormalization", 6, Normalizations::instance)
                        .takes(3, 3)
                        .trains(1, 2),
                Support.of("GroupNormalization", 18, Normalizations::group)
                        .takes(3, 3)
                        .trains(1, 2),
                Support.of("LayerNormalization", 17, node -> layer(node, true))
                        .takes(2, 3)
                        .trains(1, 2),
                Support.of("RMSNormalization", 23, node -> layer(node, false))
                        .takes(2, 2)
                        .trains(1));
    }

    private static double epsilon(Node node) {
        double epsilon = node.attributes().number("epsilon", 1e-5f);
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("epsilon: got " + epsilon + ", expected at least 0");
        }
        return epsilon;
    }

    private static Operator batch(Node node) {
        double epsilon = epsilon(node);
        if (node.attributes().flag("training_mode", false)
                || node.outputs().stream().filter(name -> !name.isEmpty()).count() > 1) {
            throw new IllegalArgumentException(
                    "training_mode: got 1, expected 0: there samples depend on each other; export after model.eval()");
        }
        return inputs -> {
            Spread channels = channels(inputs[0], inputs[0].rank() < 2 ? 1 : inputs[0].extent(1));
            for (int k = 1; k < inputs.length; k++) {
                requirePer("input " + (k + 1), inputs[k], channels.at().length);
            }
            return new Normalized(
                    inputs, fixed(inputs[0], inputs[3], inputs[4], channels, epsilon), channels, channels);
        };
    }

    private static Standardized fixed(Tensor x, Tensor mean, Tensor variance, Spread channels, double epsilon) {
        double[] factors = Arrays.stream(variance.values())
                .map(v -> 1 / Math.sqrt(v + epsilon))
                .toArray();
        double[] value = new double[x.size()];
        for (int i = 0; i < value.length; i++) {
            int c = channels.of(i);
            value[i] = (x.values()[i] - mean.values()[c]) * factors[c];
        }
        return new Standardized() {
            @Override
            public double[] value() {
                return value;
            }

            @Override
            public double[] derivative(double[] t) {
                double[] scaled = new double[t.length];
                for (int i = 0; i < t.length; i++) {
                    scaled[i] = factors[channels.of(i)] * t[i];
                }
                return scaled;
            }
        };
    }

    private static Operator instance(Node node) {
        double epsilon = epsilon(node);
        return inputs -> {
            int count = channelCount(inputs[0]);
            return byChannels(inputs, count, count, epsilon);
        };
    }

    private static Operator group(Node node) {
        double epsilon = epsilon(node);
        int groups = Math.toIntExact(node.attributes().integer("num_groups", 0));
        return inputs -> {
            int count = channelCount(inputs[0]);
            if (groups < 1 || count % groups != 0) {
                throw new IllegalArgumentException(
                        "num_groups: got " + groups + ", expected a divisor of the " + count + " channels");
            }
            return byChannels(inputs, groups, node.opset() < SCALE_PER_CHANNEL ? groups : count, epsilon);
        };
    }

    private static int channelCount(Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("X: got " + x + ", expected samples and channels");
        }
        return x.extent(1);
    }

    /** Groups of neighbouring channels of one sample; a scale for each channel or group. */
    private static Applied byChannels(Tensor[] inputs, int groups, int scales, double epsilon) {
        requirePer("scale", inputs[1], scales);
        requirePer("bias", inputs[2], scales);
        Tensor x = inputs[0];
        Spread spread = channels(x, scales);
        int length = groups * x.extent(0) == 0 ? 1 : x.size() / (groups * x.extent(0));
        return new Normalized(inputs, new StandardRows(x.values(), length, epsilon, true), spread, spread);
    }

    private static Operator layer(Node node, boolean centred) {
        double epsilon = epsilon(node);
        if (node.outputs().size() > 1) {
            return inputs -> withStatistics(node, inputs);
        }
        return inputs -> {
            Tensor x = inputs[0];
            int axis = Shapes.axis(node.attributes().integer("axis", -1), x.rank());
            int[] shape = Arrays.copyOfRange(x.shape(), axis, x.rank());
            int length = Math.max(1, Shapes.size(shape));
            Tensor bias = inputs.length > 2 ? inputs[2] : null;
            return new Normalized(
                    inputs,
                    new StandardRows(x.values(), length, epsilon, centred),
                    trailing("Scale", inputs[1], shape),
                    bias == null ? null : trailing("B", bias, shape));
        };
    }

    /** Also the mean and one over the deviation of every row; made of other operators, for they have derivatives, too. */
    private static Applied withStatistics(Node node, Tensor... inputs) {
        int rank = inputs[0].rank();
        int axis = Shapes.axis(node.attributes().integer("axis", -1), rank);
        Composition parts = new Composition(node, inputs);
        int axes = parts.constant(Tensor.integers(IntStream.range(axis, rank).toArray()));
        int mean = parts.call("ReduceMean", 0, axes);
        int centred = parts.call("Sub", 0, mean);
        int variance = parts.call("ReduceMean", parts.call("Mul", centred, centred), axes);
        int raised = parts.call("Add", variance, parts.constant(Tensor.scalar(epsilon(node))));
        int factor = parts.call("Reciprocal", parts.call("Sqrt", raised));
        int scaled = parts.call("Mul", parts.call("Mul", centred, factor), 1);
        int y = inputs.length < 3 || inputs[2] == null ? scaled : parts.call("Add", scaled, 2);
        return parts.giving(
                Arrays.copyOf(new int[] {y, mean, factor}, node.outputs().size()));
    }

    private static Spread trailing(String name, Tensor tensor, int... shape) {
        int missing = shape.length - tensor.rank();
        boolean fits = missing >= 0;
        for (int axis = 0; fits && axis < tensor.rank(); axis++) {
            fits = tensor.shape()[axis] == 1 || tensor.shape()[axis] == shape[axis + missing];
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name + ": got " + Shapes.text(tensor.shape()) + ", expected to broadcast to " + Shapes.text(shape));
        }
        return new Spread(Shapes.broadcastIndices(tensor.shape(), shape), 1);
    }

    private static void requirePer(String name, Tensor tensor, int count) {
        if (tensor.rank() != 1 || tensor.size() != count) {
            throw new IllegalArgumentException(
                    name + ": got " + Shapes.text(tensor.shape()) + ", expected " + count + " numbers");
        }
    }

    /** One entry for each of so many equal parts of the channels. */
    private static Spread channels(Tensor x, int parts) {
        int positions = x.rank() < 2 ? 1 : Shapes.size(x.shape(), 1, x.rank()) / Math.max(1, parts);
        return new Spread(IntStream.range(0, parts).toArray(), Math.max(1, positions));
    }

    /**
     * Which entry of a scale belongs to an entry of x: at(i / inner mod length).
     *
     * @param at entries of the scale
     * @param inner neighbours that share one
     */
    record Spread(int[] at, int inner) {
        int of(int i) {
            return at[i / inner % at.length];
        }
    }

    /** x̂, whose derivative is symmetric. */
    interface Standardized {
        double[] value();

        double[] derivative(double[] t);
    }
}
