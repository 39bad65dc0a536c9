package dev.nadir.graph.op.row;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.List;

/**
 * p_k = exp(x_k) / Σ_j exp(x_j) along one axis, and its logarithm; before opset 13 over all axes from one on.
 *
 * <p>D p = p (t − p · t), which is symmetric; D log p = t − p · t, whose transpose is u − p Σ u.
 */
public final class Softmaxes {
    private static final int ONE_AXIS = 13;

    private Softmaxes() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Softmax", 1, node -> inputs -> new At(node, inputs[0], false)),
                Support.of("LogSoftmax", 1, node -> inputs -> new At(node, inputs[0], true)));
    }

    private static final class At implements Applied {
        private final boolean log;
        private final int extent;
        private final int stride;
        private final double[] p;
        private final Tensor output;

        At(Node node, Tensor input, boolean log) {
            this.log = log;
            boolean oneAxis = node.opset() >= ONE_AXIS;
            int[] shape = input.shape();
            long given = node.attributes().integer("axis", oneAxis ? -1 : 1);
            int axis = !oneAxis && given == shape.length ? shape.length : Shapes.axis(given, shape.length);
            this.extent = oneAxis ? shape[axis] : Shapes.size(shape, axis, shape.length);
            this.stride = oneAxis ? Shapes.size(shape, axis + 1, shape.length) : 1;
            this.p = new double[input.size()];
            double[] logarithms = log ? new double[p.length] : null;
            for (int line = 0; line < lines(); line++) {
                evaluate(input.values(), start(line), logarithms);
            }
            this.output = input.with(log ? logarithms : p);
        }

        private int lines() {
            return extent == 0 ? 0 : p.length / extent;
        }

        private int start(int line) {
            return line / stride * stride * extent + line % stride;
        }

        /** Relative to the largest entry, so that nothing overflows. */
        private void evaluate(double[] x, int start, double[] logarithms) {
            int end = start + extent * stride;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = start; i < end; i += stride) {
                largest = Math.max(largest, x[i]);
            }
            double sum = 0;
            for (int i = start; i < end; i += stride) {
                p[i] = Math.exp(x[i] - largest);
                sum += p[i];
            }
            for (int i = start; i < end; i += stride) {
                p[i] /= sum;
                if (log) {
                    logarithms[i] = x[i] - largest - Math.log(sum);
                }
            }
        }

        @Override
        public Tensor[] outputs() {
            return new Tensor[] {output};
        }

        @Override
        public Tensor[] jvp(Tensor[] tangents) {
            return new Tensor[] {tangents[0] == null ? null : moved(tangents[0].values(), false)};
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            boolean none = cotangents[0] == null || !wanted[0];
            return new Tensor[] {none ? null : moved(cotangents[0].values(), true)};
        }

        private Tensor moved(double[] t, boolean back) {
            double[] result = new double[t.length];
            for (int line = 0; line < lines(); line++) {
                int start = start(line);
                int end = start + extent * stride;
                double sum = 0;
                for (int i = start; i < end; i += stride) {
                    sum += log && back ? t[i] : p[i] * t[i];
                }
                for (int i = start; i < end; i += stride) {
                    result[i] = log ? t[i] - (back ? p[i] * sum : sum) : p[i] * (t[i] - sum);
                }
            }
            return output.with(result);
        }
    }
}
