package dev.nadir.graph.op.row;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.layout.Reshaped;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Sums, means, norms and extremes over some axes, which are an attribute in older and an input in newer versions. */
public final class Reductions {
    private static final int SUM_TAKES_AXES = 13;
    private static final int ALL_TAKE_AXES = 18;

    private Reductions() {}

    /** Value of a group from its entries' sum of g(x), and the derivative in one entry. */
    private interface Norm {
        double summand(double x);

        double value(double sum, int count);

        double derivative(double x, double y, int count);
    }

    public static List<Support> supported() {
        return List.of(
                of("ReduceSum", SUM_TAKES_AXES, norm(Form.SUM)),
                of("ReduceMean", ALL_TAKE_AXES, norm(Form.MEAN)),
                of("ReduceSumSquare", ALL_TAKE_AXES, norm(Form.SUM_SQUARE)),
                of("ReduceL1", ALL_TAKE_AXES, norm(Form.L1)),
                of("ReduceL2", ALL_TAKE_AXES, norm(Form.L2)),
                of("ReduceLogSum", ALL_TAKE_AXES, norm(Form.LOG_SUM)),
                of("ReduceLogSumExp", ALL_TAKE_AXES, Reductions::logSumExp),
                of("ReduceMax", ALL_TAKE_AXES, group -> extreme(group, 1)),
                of("ReduceMin", ALL_TAKE_AXES, group -> extreme(group, -1)),
                of("ReduceProd", ALL_TAKE_AXES, Reductions::product));
    }

    /** The input, the shape of the output, and where in it every entry goes. */
    private record Groups(Tensor input, int[] shape, int[] to, int count) {
        WeightedSum reduced(double[] values, double[] weights, long candidates, long kinks) {
            Tensor output = new Tensor(input.kind(), shape, values);
            return new WeightedSum(input, 2, output, to, weights, candidates, new int[0], kinks);
        }

        /** With a kink wherever a weight changes its sign. */
        WeightedSum bySigns(double[] values, double[] weights, long candidates, long kinks) {
            Tensor output = new Tensor(input.kind(), shape, values);
            int[] sides =
                    Arrays.stream(weights).mapToInt(w -> (int) Math.signum(w)).toArray();
            return new WeightedSum(input, 2, output, to, weights, candidates, sides, kinks);
        }

        double[] filled(double value) {
            double[] filled = new double[Shapes.size(shape)];
            Arrays.fill(filled, value);
            return filled;
        }
    }

    private interface Reduction {
        Applied of(Groups groups);
    }

    private static Support of(String name, int axesAreInputs, Reduction reduction) {
        return Support.of(name, 1, node -> inputs -> {
                    long[] axes = node.opset() < axesAreInputs
                            ? node.attributes().integers("axes")
                            : inputs[1] == null ? new long[0] : inputs[1].integers("axes");
                    if (axes.length == 0 && node.attributes().flag("noop_with_empty_axes", false)) {
                        return new Reshaped(inputs[0], 2, inputs[0].shape());
                    }
                    return reduction.of(
                            groups(inputs[0], axes, node.attributes().flag("keepdims", true)));
                })
                .takes(1, 2);
    }

    private static Groups groups(Tensor input, long[] axes, boolean keep) {
        int[] shape = input.shape();
        boolean[] reduced = Shapes.axes(axes, shape.length);
        int[] kept = shape.clone();
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (reduced[axis] || axes.length == 0) {
                kept[axis] = 1;
                count *= shape[axis];
            }
        }
        int[] to = Shapes.broadcastIndices(kept, shape);
        int[] dropped = java.util.stream.IntStream.range(0, shape.length)
                .filter(axis -> !reduced[axis] && axes.length > 0)
                .map(axis -> shape[axis])
                .toArray();
        return new Groups(input, keep ? kept : dropped, to, count);
    }

    private enum Form implements Norm {
        SUM,
        MEAN,
        SUM_SQUARE,
        L1,
        L2,
        LOG_SUM;

        @Override
        public double summand(double x) {
            return switch (this) {
                case SUM_SQUARE, L2 -> x * x;
                case L1 -> Math.abs(x);
                default -> x;
            };
        }

        @Override
        public double value(double sum, int count) {
            return switch (this) {
                case MEAN -> sum / count;
                case L2 -> Math.sqrt(sum);
                case LOG_SUM -> Math.log(sum);
                default -> sum;
            };
        }

        @Override
        public double derivative(double x, double y, int count) {
            return switch (this) {
                case SUM -> 1;
                case MEAN -> 1.0 / count;
                case SUM_SQUARE -> 2 * x;
                case L1 -> Math.signum(x);
                case L2 -> y == 0 ? 0 : x / y;
                case LOG_SUM -> Math.exp(-y);
            };
        }

        boolean kink(double x, double y) {
            return this == L1 ? x == 0 : this == L2 && y == 0;
        }
    }

    private static Reduction norm(Form form) {
        return groups -> {
            double[] x = groups.input.values();
            double[] y = groups.filled(0);
            for (int i = 0; i < x.length; i++) {
                y[groups.to[i]] += form.summand(x[i]);
            }
            for (int g = 0; g < y.length; g++) {
                y[g] = form.value(y[g], groups.count);
                if (!groups.input.isFloat()) {
                    y[g] = y[g] < 0 ? Math.ceil(y[g]) : Math.floor(y[g]);
                }
            }
            double[] weights = new double[form == Form.SUM || form == Form.MEAN ? 1 : x.length];
            long kinks = 0;
            for (int i = 0; i < weights.length; i++) {
                double at = x.length == 0 ? 0 : x[i];
                double value = x.length == 0 ? 0 : y[groups.to[i]];
                weights[i] = form.derivative(at, value, groups.count);
                kinks += form.kink(at, value) ? 1 : 0;
            }
            return form == Form.L1
                    ? groups.bySigns(y, weights, x.length, kinks)
                    : groups.reduced(y, weights, form == Form.L2 ? x.length : 0, kinks);
        };
    }

    private static double[] maxima(Groups groups, double sign) {
        double[] x = groups.input.values();
        double[] y = groups.filled(-sign * Double.POSITIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
            int g = groups.to[i];
            y[g] = sign > 0 ? Math.max(y[g], x[i]) : Math.min(y[g], x[i]);
        }
        return y;
    }

    /** Those that tie share the derivative. */
    private static Applied extreme(Groups groups, double sign) {
        double[] x = groups.input.values();
        double[] y = maxima(groups, sign);
        double[] ties = groups.filled(0);
        for (int i = 0; i < x.length; i++) {
            ties[groups.to[i]] += x[i] == y[groups.to[i]] ? 1 : 0;
        }
        double[] weights = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            weights[i] = x[i] == y[groups.to[i]] ? 1 / ties[groups.to[i]] : 0;
        }
        return groups.bySigns(
                y, weights, y.length, Arrays.stream(ties).filter(t -> t > 1).count());
    }

    /** Relative to the largest entry, so that nothing overflows. */
    private static Applied logSumExp(Groups groups) {
        double[] x = groups.input.values();
        double[] y = maxima(groups, 1);
        double[] sum = groups.filled(0);
        for (int i = 0; i < x.length; i++) {
            sum[groups.to[i]] += Math.exp(x[i] - y[groups.to[i]]);
        }
        for (int g = 0; g < y.length; g++) {
            y[g] += Double.isInfinite(y[g]) ? 0 : Math.log(sum[g]);
        }
        double[] weights = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            weights[i] = Math.exp(x[i] - y[groups.to[i]]);
        }
        return groups.reduced(y, weights, 0, 0);
    }

    /** The derivative is the product of the others: with one zero among them only that one has it. */
    private static Applied product(Groups groups) {
        double[] x = groups.input.values();
        double[] product = groups.filled(1);
        double[] zeros = groups.filled(0);
        for (int i = 0; i < x.length; i++) {
            int g = groups.to[i];
            product[g] *= x[i] == 0 ? 1 : x[i];
            zeros[g] += x[i] == 0 ? 1 : 0;
        }
        double[] weights = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int g = groups.to[i];
            boolean alone = zeros[g] == 0 || (zeros[g] == 1 && x[i] == 0);
            weights[i] = !alone ? 0 : x[i] == 0 ? product[g] : product[g] / x[i];
        }
        double[] y = product.clone();
        for (int g = 0; g < y.length; g++) {
            y[g] = zeros[g] > 0 ? 0 * product[g] : product[g];
        }
        return groups.reduced(y, weights, 0, 0);
    }
}
