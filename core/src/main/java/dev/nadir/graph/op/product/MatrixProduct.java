package dev.nadir.graph.op.product;

import dev.nadir.graph.op.PositionFactors;
import dev.nadir.graph.op.Stacked;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.linalg.RowBlock;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * Y = A B for stacks of matrices whose outer axes broadcast, with numpy's rule for vectors: a row before, a column behind.
 *
 * <p>D Y = T_A B + A T_B; backwards A takes U Bᵀ and B takes Aᵀ U, summed over what is repeated.
 */
final class MatrixProduct implements PositionFactors {
    private final Tensor a;
    private final Tensor b;
    private final int[] aStarts; // where the matrix of every product begins
    private final int[] bStarts;
    private final int m;
    private final int n;
    private final int inner;
    private final Tensor output;

    MatrixProduct(Tensor a, Tensor b) {
        this.a = a;
        this.b = b;
        int[] left = a.rank() == 1 ? new int[] {1, a.extent(0)} : a.shape();
        int[] right = b.rank() == 1 ? new int[] {b.extent(0), 1} : b.shape();
        if (left.length < 2 || right.length < 2 || left[left.length - 1] != right[right.length - 2]) {
            throw new IllegalArgumentException("product: got " + Shapes.text(a.shape()) + " times "
                    + Shapes.text(b.shape()) + ", expected equal inner extents");
        }
        this.m = left[left.length - 2];
        this.n = right[right.length - 1];
        this.inner = left[left.length - 1];
        int[] outerLeft = Arrays.copyOf(left, left.length - 2);
        int[] outerRight = Arrays.copyOf(right, right.length - 2);
        int[] outer = Shapes.broadcast(outerLeft, outerRight);
        this.aStarts = starts(outerLeft, outer, m * inner);
        this.bStarts = starts(outerRight, outer, inner * n);
        double[] values = new double[Shapes.size(Shapes.size(outer), m, n)];
        multiply(a.values(), b.values(), values);
        this.output = Tensor.floats(shape(outer), values).as(a.kind());
    }

    private static int[] starts(int[] from, int[] outer, int size) {
        return Arrays.stream(Shapes.broadcastIndices(from, outer))
                .map(i -> i * size)
                .toArray();
    }

    /** The axis that a vector was given is taken away again. */
    private int[] shape(int... outer) {
        int[] full = Arrays.copyOf(outer, outer.length + 2);
        full[outer.length] = m;
        full[outer.length + 1] = n;
        int[] kept = full;
        if (b.rank() == 1) {
            kept = Arrays.copyOf(kept, kept.length - 1);
        }
        if (a.rank() == 1) {
            int[] without = Arrays.copyOf(kept, kept.length - 1);
            System.arraycopy(kept, outer.length + 1, without, outer.length, without.length - outer.length);
            kept = without;
        }
        return kept;
    }

    private void multiply(double[] left, double[] right, double[] into) {
        if (bRepeats()) { // one product with all rows at once
            new RowBlock(into, aStarts.length * m, n)
                    .addProduct(
                            new RowBlock(left, aStarts.length * m, inner), false, new RowBlock(right, inner, n), false);
            return;
        }
        for (int k = 0; k < aStarts.length; k++) {
            new RowBlock(into, k * m * n, m, n)
                    .addProduct(
                            new RowBlock(left, aStarts[k], m, inner),
                            false,
                            new RowBlock(right, bStarts[k], inner, n),
                            false);
        }
    }

    /** Whether one matrix B multiplies a whole stack of A's that do not repeat. */
    private boolean bRepeats() {
        return b.rank() == 2 && a.size() == aStarts.length * m * inner;
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        if (tangents[0] == null && tangents[1] == null) {
            return new Tensor[1];
        }
        double[] sum = new double[output.size()];
        if (tangents[0] != null) {
            multiply(tangents[0].values(), b.values(), sum);
        }
        if (tangents[1] != null) {
            multiply(a.values(), tangents[1].values(), sum);
        }
        return new Tensor[] {output.with(sum)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor u = cotangents[0];
        return new Tensor[] {
            u != null && wanted[0] ? ofLeft(u.values()) : null, u != null && wanted[1] ? ofRight(u.values()) : null
        };
    }

    /** Under one matrix B, U Bᵀ for all cotangents at once. */
    @Override
    public Tensor[][] vjps(Tensor[][] cotangents, boolean[] wanted) {
        boolean together = wanted[0] && bRepeats() && a.size() > 0;
        Tensor[][] results = PositionFactors.super.vjps(cotangents, new boolean[] {wanted[0] && !together, wanted[1]});
        if (together) {
            RowBlock right = new RowBlock(b.values(), inner, n);
            Tensor[] left = Stacked.leftFactors(a, aStarts.length * m, cotangents, right, true);
            for (int r = 0; r < left.length; r++) {
                results[r][0] = left[r];
            }
        }
        return results;
    }

    private Tensor ofLeft(double[] u) {
        double[] sum = new double[a.size()];
        if (bRepeats()) {
            new RowBlock(sum, aStarts.length * m, inner)
                    .addProduct(
                            new RowBlock(u, aStarts.length * m, n), false, new RowBlock(b.values(), inner, n), true);
            return a.with(sum);
        }
        for (int k = 0; k < aStarts.length; k++) {
            new RowBlock(sum, aStarts[k], m, inner)
                    .addProduct(
                            new RowBlock(u, k * m * n, m, n),
                            false,
                            new RowBlock(b.values(), bStarts[k], inner, n),
                            true);
        }
        return a.with(sum);
    }

    private Tensor ofRight(double[] u) {
        double[] sum = new double[b.size()];
        if (bRepeats()) {
            new RowBlock(sum, inner, n)
                    .addProduct(
                            new RowBlock(a.values(), aStarts.length * m, inner),
                            true,
                            new RowBlock(u, aStarts.length * m, n),
                            false);
            return b.with(sum);
        }
        for (int k = 0; k < aStarts.length; k++) {
            new RowBlock(sum, bStarts[k], inner, n)
                    .addProduct(
                            new RowBlock(a.values(), aStarts[k], m, inner),
                            true,
                            new RowBlock(u, k * m * n, m, n),
                            false);
        }
        return b.with(sum);
    }

    @Override
    public boolean factored(int place) {
        return place == 1 && bRepeats();
    }

    /** Of one matrix B under a whole stack: every row of A is a position. */
    @Override
    public Matrix features(int place) {
        return new Matrix(inner, aStarts.length * m, a.values());
    }

    @Override
    public Matrix delta(int place, Tensor cotangent) {
        return new Matrix(n, aStarts.length * m, cotangent.values());
    }
}
