package dev.nadir.graph.op.product;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.op.Stacked;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.linalg.RowBlock;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/** Y = α op(A) op(B) + β C, where op transposes or does nothing and C, if there is one, broadcasts. */
record Gemm(double alpha, double beta, boolean transposeA, boolean transposeB) implements Operator {

    Gemm(Node node) {
        this(
                node.attributes().number("alpha", 1),
                node.attributes().number("beta", 1),
                node.attributes().flag("transA", false),
                node.attributes().flag("transB", false));
    }

    @Override
    public Applied at(Tensor... inputs) {
        for (int k = 0; k < 2; k++) {
            if (inputs[k].rank() != 2) {
                throw new IllegalArgumentException(
                        "input " + (k + 1) + ": got " + Shapes.text(inputs[k].shape()) + ", expected a matrix");
            }
        }
        return new Product(inputs[0], inputs[1], inputs[2]);
    }

    private final class Product implements PositionFactors {
        private final Tensor a;
        private final Tensor b;
        private final Tensor c;
        private final int m;
        private final int n;
        private final int[] repeats; // which entry of C each entry of Y takes
        private final Tensor output;

        Product(Tensor a, Tensor b, Tensor c) {
            this.a = a;
            this.b = b;
            this.c = c;
            this.m = a.extent(transposeA ? 1 : 0);
            this.n = b.extent(transposeB ? 0 : 1);
            int[] shape = {m, n};
            if (c != null && !Arrays.equals(Shapes.broadcast(c.shape(), shape), shape)) {
                throw new IllegalArgumentException(
                        "C: got " + Shapes.text(c.shape()) + ", expected to broadcast to " + Shapes.text(shape));
            }
            this.repeats = c == null ? null : Shapes.broadcastIndices(c.shape(), shape);
            double[] values = new double[Shapes.size(shape)];
            addProduct(a.values(), b.values(), values);
            scale(values, alpha);
            addC(c, values);
            this.output = Tensor.floats(shape, values);
        }

        private void addProduct(double[] left, double[] right, double[] sum) {
            new RowBlock(sum, m, n).addProduct(block(a, left), transposeA, block(b, right), transposeB);
        }

        private void addC(Tensor summand, double[] sum) {
            for (int i = 0; summand != null && i < sum.length; i++) {
                sum[i] += beta * summand.values()[repeats[i]];
            }
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
                addProduct(tangents[0].values(), b.values(), sum);
            }
            if (tangents[1] != null) {
                addProduct(a.values(), tangents[1].values(), sum);
            }
            scale(sum, alpha);
            addC(tangents[2], sum);
            return new Tensor[] {output.with(sum)};
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            Tensor[] result = new Tensor[3];
            if (cotangents[0] == null) {
                return result;
            }
            RowBlock u = new RowBlock(cotangents[0].values(), m, n);
            result[0] = wanted[0] ? ofLeft(u) : null;
            result[1] = wanted[1] ? ofRight(u) : null;
            result[2] = c != null && wanted[2] ? ofC(u.data()) : null;
            return result;
        }

        /** U op(B)ᵀ for all cotangents at once. */
        @Override
        public Tensor[][] vjps(Tensor[][] cotangents, boolean[] wanted) {
            boolean together = wanted[0] && !transposeA && m > 0;
            boolean[] others = {wanted[0] && !together, wanted[1], wanted[2]};
            Tensor[][] results = PositionFactors.super.vjps(cotangents, others);
            if (together) {
                Tensor[] left = Stacked.leftFactors(a, m, cotangents, block(b, b.values()), !transposeB);
                for (int r = 0; r < left.length; r++) {
                    scale(left[r].values(), alpha);
                    results[r][0] = left[r];
                }
            }
            return results;
        }

        /** U op(B)ᵀ, transposed if A is. */
        private Tensor ofLeft(RowBlock u) {
            double[] sum = new double[a.size()];
            RowBlock right = block(b, b.values());
            if (transposeA) {
                block(a, sum).addProduct(right, transposeB, u, true);
            } else {
                block(a, sum).addProduct(u, false, right, !transposeB);
            }
            return a.with(scale(sum, alpha));
        }

        /** op(A)ᵀ U, transposed if B is. */
        private Tensor ofRight(RowBlock u) {
            double[] sum = new double[b.size()];
            RowBlock left = block(a, a.values());
            if (transposeB) {
                block(b, sum).addProduct(u, true, left, transposeA);
            } else {
                block(b, sum).addProduct(left, !transposeA, u, false);
            }
            return b.with(scale(sum, alpha));
        }

        @Override
        public boolean factored(int place) {
            return place == 1;
        }

        /** Every row of op(A) is a position. */
        @Override
        public Matrix features(int place) {
            Matrix rows = new Matrix(a.extent(1), a.extent(0), a.values());
            return transposeA ? rows.transpose() : rows;
        }

        @Override
        public Matrix delta(int place, Tensor cotangent) {
            return new Matrix(n, m, scale(cotangent.values().clone(), alpha));
        }

        private Tensor ofC(double[] u) {
            double[] sum = new double[c.size()];
            for (int i = 0; i < u.length; i++) {
                sum[repeats[i]] += beta * u[i];
            }
            return c.with(sum);
        }
    }

    private static RowBlock block(Tensor matrix, double[] values) {
        return new RowBlock(values, matrix.extent(0), matrix.extent(1));
    }

    private static double[] scale(double[] values, double factor) {
        for (int i = 0; factor != 1 && i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }
}
