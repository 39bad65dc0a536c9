package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Tensors made from shapes and numbers: they have no derivative. */
public final class Generators {
    private Generators() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Constant", 1, Generators::constant)
                        .takes(0, 0)
                        .valueOnly()
                        .but("texts and sparse tensors"),
                Support.of("ConstantOfShape", 9, Generators::filled).valueOnly(),
                Support.of("Shape", 1, Generators::shape).valueOnly(),
                Support.of("Size", 1, node -> inputs -> Applied.constant(whole(inputs[0].size())))
                        .valueOnly(),
                Support.of("Range", 11, node -> Generators::range).takes(3, 3).valueOnly(),
                Support.of("EyeLike", 9, Generators::eye).valueOnly(),
                Support.of("OneHot", 9, Generators::oneHot).takes(3, 3).valueOnly(),
                Support.of("NonZero", 9, node -> inputs -> Applied.constant(nonZero(inputs[0])))
                        .valueOnly());
    }

    private static Tensor whole(long value) {
        return new Tensor(Kind.INTEGER, new int[0], new double[] {value});
    }

    private static Operator constant(Node node) {
        Applied value = Applied.constant(constantValue(node.attributes()));
        return inputs -> value;
    }

    /** The tensor that a Constant node holds. */
    static Tensor constantValue(Attributes attributes) {
        if (attributes.has("value")) {
            return attributes.tensor("value");
        }
        if (attributes.has("value_float")) {
            return Tensor.scalar(attributes.number("value_float", 0));
        }
        if (attributes.has("value_floats")) {
            double[] values = attributes.numbers("value_floats");
            return Tensor.floats(new int[] {values.length}, values);
        }
        if (attributes.has("value_int")) {
            return whole(attributes.integer("value_int", 0));
        }
        if (attributes.has("value_ints")) {
            double[] values = Arrays.stream(attributes.integers("value_ints"))
                    .asDoubleStream()
                    .toArray();
            return new Tensor(Kind.INTEGER, new int[] {values.length}, values);
        }
        throw new IllegalArgumentException("value: got " + attributes.names() + ", expected numbers");
    }

    private static Operator filled(Node node) {
        Tensor value = node.attributes().has("value") ? node.attributes().tensor("value") : Tensor.scalar(0);
        double number = value.number("value");
        return inputs -> {
            int[] shape = Rearrangements.extents(inputs[0], "shape");
            double[] values = new double[Shapes.size(shape)];
            Arrays.fill(values, number);
            return Applied.constant(new Tensor(value.kind(), shape, values));
        };
    }

    private static Operator shape(Node node) {
        long start = node.attributes().integer("start", 0);
        long end = node.attributes().integer("end", Integer.MAX_VALUE);
        return inputs -> {
            int[] shape = inputs[0].shape();
            int from = clamp(start, shape.length);
            int to = Math.max(from, clamp(end, shape.length));
            return Applied.constant(Tensor.integers(Arrays.copyOfRange(shape, from, to)));
        };
    }

    private static int clamp(long axis, int rank) {
        return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
    }

    private static Applied range(Tensor... inputs) {
        double start = inputs[0].number("start");
        double step = inputs[2].number("delta");
        double count = Math.max(0, Math.ceil((inputs[1].number("limit") - start) / step));
        if (!(count <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("range: got " + count + " numbers, expected fewer than 2^31");
        }
        double[] values = new double[Shapes.size((int) count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * step;
        }
        return Applied.constant(new Tensor(inputs[0].kind(), new int[] {values.length}, values));
    }

    private static Operator eye(Node node) {
        long diagonal = node.attributes().integer("k", 0);
        return inputs -> {
            if (inputs[0].rank() != 2) {
                throw new IllegalArgumentException("input: got " + inputs[0] + ", expected a matrix");
            }
            Kind kind = node.attributes().has("dtype")
                    ? Reshapings.kind(node.attributes().integer("dtype", 0))
                    : inputs[0].kind();
            int columns = inputs[0].extent(1);
            double[] values = new double[inputs[0].size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % columns == i / columns + diagonal ? 1 : 0;
            }
            return Applied.constant(new Tensor(kind, inputs[0].shape(), values));
        };
    }

    private static Operator oneHot(Node node) {
        return inputs -> {
            double depthGiven = inputs[1].number("depth");
            if (inputs[2].size() != 2 || !(depthGiven >= 0) || depthGiven > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("depth: got " + depthGiven + " and " + inputs[2].size()
                        + " values, expected a size and two values");
            }
            int depth = (int) depthGiven;
            int rank = inputs[0].rank() + 1;
            int axis = Shapes.axis(node.attributes().integer("axis", -1), rank);
            int[] shape = new int[rank];
            for (int k = 0; k < rank; k++) {
                shape[k] = k == axis ? depth : inputs[0].shape()[k < axis ? k : k - 1];
            }
            double[] values = new double[Shapes.size(shape)];
            Arrays.fill(values, inputs[2].values()[0]);
            int inner = Shapes.size(shape, axis + 1, rank);
            for (int i = 0; i < inputs[0].size(); i++) {
                double index = inputs[0].values()[i];
                if (index >= -depth && index < depth) { // outside, no entry is hot
                    int hot = (int) (index < 0 ? index + depth : index);
                    values[(i / inner * depth + hot) * inner + i % inner] =
                            inputs[2].values()[1];
                }
            }
            return Applied.constant(new Tensor(inputs[2].kind(), shape, values));
        };
    }

    private static Tensor nonZero(Tensor input) {
        int[] found = java.util.stream.IntStream.range(0, input.size())
                .filter(i -> input.values()[i] != 0)
                .toArray();
        int rank = Math.max(1, input.rank());
        int[] shape = input.rank() == 0 ? new int[] {1} : input.shape();
        int[] strides = Shapes.strides(shape);
        double[] values = new double[Shapes.size(rank, found.length)];
        for (int axis = 0; axis < rank; axis++) {
            for (int i = 0; i < found.length; i++) {
                values[axis * found.length + i] = found[i] / strides[axis] % shape[axis];
            }
        }
        return new Tensor(Kind.INTEGER, new int[] {rank, found.length}, values);
    }
}
