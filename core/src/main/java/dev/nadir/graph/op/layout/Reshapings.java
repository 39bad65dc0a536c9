package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same entries in the same order: other shapes, other number types. All floating types are computed in float64. */
public final class Reshapings {
    private static final int AXES_ARE_INPUTS = 13;

    private Reshapings() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Identity", 1, node -> inputs -> unchanged(inputs[0], 1)),
                Support.of("Cast", 6, node -> cast(kind(node.attributes().integer("to", 0))))
                        .but("integers of fewer than 64 bits do not wrap around"),
                Support.of(
                                "CastLike",
                                15,
                                node -> inputs -> cast(inputs[1].kind()).at(inputs))
                        .takes(2, 2),
                Support.of("Dropout", 7, Reshapings::dropout)
                        .takes(1, 3)
                        .but("training mode and the mask as an output"),
                Support.of("Flatten", 1, Reshapings::flatten),
                Support.of("Reshape", 5, Reshapings::reshape).takes(2, 2),
                Support.of("Squeeze", 1, Reshapings::squeeze).takes(1, 2),
                Support.of("Unsqueeze", 1, Reshapings::unsqueeze).takes(1, 2));
    }

    private static Applied unchanged(Tensor input, int places) {
        return new Reshaped(input, places, input.shape());
    }

    /** Element types by their numbers in the format. */
    static Kind kind(long type) {
        return switch ((int) type) {
            case 1, 10, 11, 16 -> Kind.FLOAT;
            case 2, 3, 4, 5, 6, 7, 12, 13 -> Kind.INTEGER;
            case 9 -> Kind.BOOLEAN;
            default -> throw new IllegalArgumentException("to: got type " + type + ", expected a number type");
        };
    }

    private static Operator cast(Kind kind) {
        return inputs -> {
            Tensor input = inputs[0];
            if (input.kind() == kind) {
                return unchanged(input, inputs.length);
            }
            double[] values = input.values().clone();
            for (int i = 0; i < values.length && kind != Kind.FLOAT; i++) {
                values[i] = kind == Kind.BOOLEAN ? (values[i] != 0 ? 1 : 0) : whole(values[i]);
            }
            return Applied.constant(new Tensor(kind, input.shape(), values));
        };
    }

    private static double whole(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("input: got " + value + ", expected finite numbers to become integers");
        }
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static Operator dropout(Node node) {
        if (node.outputs().size() > 1 && !node.outputs().get(1).isEmpty()) {
            throw new IllegalArgumentException("outputs: got the mask as well, expected only the first");
        }
        return inputs -> {
            if (inputs[2] != null && inputs[2].number("training_mode") != 0) {
                throw new IllegalArgumentException(
                        "training_mode: got true, expected false; export after model.eval()");
            }
            return unchanged(inputs[0], inputs.length);
        };
    }

    private static Operator flatten(Node node) {
        long axis = node.attributes().integer("axis", 1);
        return inputs -> {
            int[] shape = inputs[0].shape();
            int split = axis == shape.length ? shape.length : Shapes.axis(axis, Math.max(shape.length, 1));
            return new Reshaped(inputs[0], 1, Shapes.size(shape, 0, split), Shapes.size(shape, split, shape.length));
        };
    }

    private static Operator reshape(Node node) {
        boolean zeroMeansZero = node.attributes().flag("allowzero", false);
        return inputs -> {
            long[] wished = inputs[1].integers("shape");
            int[] shape = reshaped(inputs[0], wished, zeroMeansZero);
            if (Shapes.size(shape) != inputs[0].size()) {
                throw new IllegalArgumentException("shape: got " + Arrays.toString(wished) + ", expected one for "
                        + Shapes.text(inputs[0].shape()));
            }
            return new Reshaped(inputs[0], 2, shape);
        };
    }

    /** 0 keeps the extent, −1 takes what is left. */
    private static int[] reshaped(Tensor input, long[] wished, boolean zeroMeansZero) {
        int[] shape = new int[wished.length];
        long known = 1;
        int open = -1;
        for (int axis = 0; axis < shape.length; axis++) {
            long extent =
                    wished[axis] == 0 && !zeroMeansZero && axis < input.rank() ? input.extent(axis) : wished[axis];
            if (extent < -1 || extent > Integer.MAX_VALUE || (extent == -1 && open >= 0)) {
                throw new IllegalArgumentException(
                        "shape: got " + Arrays.toString(wished) + ", expected at most one -1");
            }
            shape[axis] = (int) extent;
            if (extent == -1) {
                open = axis;
            } else {
                known = Math.min(known * extent, 1L << 32);
            }
        }
        if (open >= 0) {
            shape[open] = known == 0 ? 0 : (int) (input.size() / known);
        }
        return shape;
    }

    /** Axes that are an attribute up to opset 12 and an input since. */
    private static long[] axes(Node node, Tensor input) {
        if (node.opset() < AXES_ARE_INPUTS) {
            return node.attributes().integers("axes");
        }
        return input == null ? new long[0] : input.integers("axes");
    }

    private static Operator squeeze(Node node) {
        return inputs -> {
            int[] shape = inputs[0].shape();
            long[] axes = axes(node, inputs[1]);
            boolean[] removed = Shapes.axes(axes, shape.length);
            List<Integer> kept = new ArrayList<>();
            for (int axis = 0; axis < shape.length; axis++) {
                boolean drop = axes.length == 0 ? shape[axis] == 1 : removed[axis];
                if (drop && shape[axis] != 1) {
                    throw new IllegalArgumentException(
                            "axes: got " + axis + " of " + Shapes.text(shape) + ", expected an axis of extent 1");
                }
                if (!drop) {
                    kept.add(shape[axis]);
                }
            }
            return new Reshaped(
                    inputs[0], 2, kept.stream().mapToInt(Integer::intValue).toArray());
        };
    }

    private static Operator unsqueeze(Node node) {
        return inputs -> {
            long[] axes = axes(node, inputs[1]);
            int[] old = inputs[0].shape();
            boolean[] added = Shapes.axes(axes, old.length + axes.length);
            int[] shape = new int[added.length];
            int next = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                shape[axis] = added[axis] ? 1 : old[next++];
            }
            return new Reshaped(inputs[0], 2, shape);
        };
    }
}
