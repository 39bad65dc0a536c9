package dev.nadir.graph.op.row;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.List;

/** What runs along one axis: running sums, and the place of the largest or smallest entry. */
public final class AlongAxis {
    private AlongAxis() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("CumSum", 11, AlongAxis::runningSum).takes(2, 2),
                Support.of("ArgMax", 1, node -> place(node, 1)).valueOnly(),
                Support.of("ArgMin", 1, node -> place(node, -1)).valueOnly());
    }

    private static Operator runningSum(Node node) {
        boolean exclusive = node.attributes().flag("exclusive", false);
        boolean reverse = node.attributes().flag("reverse", false);
        return inputs -> {
            int axis = Shapes.axis((long) inputs[1].number("axis"), inputs[0].rank());
            return new RunningSum(inputs[0], axis, exclusive, reverse);
        };
    }

    /** Linear; its transpose runs the other way. */
    private record RunningSum(Tensor input, int axis, boolean exclusive, boolean reverse) implements Applied {
        @Override
        public Tensor[] outputs() {
            return new Tensor[] {summed(input, reverse)};
        }

        @Override
        public Tensor[] jvp(Tensor[] tangents) {
            return new Tensor[] {tangents[0] == null || !input.isFloat() ? null : summed(tangents[0], reverse)};
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            boolean none = !wanted[0] || cotangents[0] == null || !input.isFloat();
            return new Tensor[] {none ? null : summed(cotangents[0], !reverse), null};
        }

        private Tensor summed(Tensor x, boolean backwards) {
            int[] shape = x.shape();
            int extent = shape[axis];
            int stride = Shapes.size(shape, axis + 1, shape.length);
            double[] sums = new double[x.size()];
            for (int line = 0; extent > 0 && line < x.size() / extent; line++) {
                int start = line / stride * stride * extent + line % stride;
                double sum = 0;
                for (int k = 0; k < extent; k++) {
                    int at = start + (backwards ? extent - 1 - k : k) * stride;
                    double before = sum;
                    sum += x.values()[at];
                    sums[at] = exclusive ? before : sum;
                }
            }
            return x.with(sums);
        }
    }

    private static Operator place(Node node, double sign) {
        boolean keep = node.attributes().flag("keepdims", true);
        boolean last = node.attributes().flag("select_last_index", false);
        return inputs -> {
            int[] shape = inputs[0].shape();
            int axis = Shapes.axis(node.attributes().integer("axis", 0), shape.length);
            int extent = shape[axis];
            if (extent == 0) {
                throw new IllegalArgumentException("input: got no entries along axis " + axis + ", expected some");
            }
            int stride = Shapes.size(shape, axis + 1, shape.length);
            double[] places = new double[inputs[0].size() / extent];
            for (int line = 0; line < places.length; line++) {
                int start = line / stride * stride * extent + line % stride;
                int best = 0;
                for (int k = 1; k < extent; k++) {
                    double lead = sign
                            * (inputs[0].values()[start + k * stride]
                                    - inputs[0].values()[start + best * stride]);
                    best = lead > 0 || (last && lead == 0) ? k : best;
                }
                places[line] = best;
            }
            int[] kept = shape.clone();
            kept[axis] = 1;
            int[] dropped = java.util.stream.IntStream.range(0, shape.length)
                    .filter(k -> k != axis)
                    .map(k -> shape[k])
                    .toArray();
            return Applied.constant(new Tensor(Kind.INTEGER, keep ? kept : dropped, places));
        };
    }
}
