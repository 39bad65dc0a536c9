package dev.nadir.jacobian.diagnose;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Columns that span the same space as chosen columns of D: those columns themselves, or, where they are more than 2QN,
 * 2QN random combinations of them.
 */
final class ColumnSpan {
    private static final int OVERSAMPLING = 2;

    private ColumnSpan() {}

    /** The span of all columns of the blocks, QN x at most 2QN. */
    static Matrix of(int rows, List<BroadcastProduct> blocks, long seed) {
        long columns = blocks.stream().mapToLong(BroadcastProduct::columns).sum();
        long most = (long) OVERSAMPLING * rows;
        return columns <= most ? dense(rows, blocks) : combinations(rows, blocks, new SplittableRandom(seed));
    }

    private static Matrix dense(int rows, List<BroadcastProduct> blocks) {
        int columns = blocks.stream()
                .mapToInt(block -> Math.toIntExact(block.columns()))
                .sum();
        double[] all = Matrix.numbers(rows, columns);
        int at = 0;
        for (BroadcastProduct block : blocks) {
            double[] part = block.dense().data();
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return new Matrix(rows, columns, all);
    }

    /** Σ_blocks (δᵀ u) ∘ (ãᵀ v) for Gaussian u and v, the rank-one sketch of mathematics §3.2. */
    private static Matrix combinations(int rows, List<BroadcastProduct> blocks, SplittableRandom random) {
        Matrix sum = Matrix.zeros(rows, OVERSAMPLING * rows);
        for (BroadcastProduct block : blocks) {
            Matrix left = Products.transposedTimes(
                    block.delta(), gaussian(block.delta().rows(), sum.columns(), random));
            Matrix right = Products.transposedTimes(
                    block.features(), gaussian(block.features().rows(), sum.columns(), random));
            for (int at = 0; at < sum.data().length; at++) {
                int sample = at % rows / block.repeats();
                sum.data()[at] += left.data()[at] * right.get(sample, at / rows);
            }
        }
        return sum;
    }

    private static Matrix gaussian(int rows, int columns, SplittableRandom random) {
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** The given rows of a matrix. */
    static Matrix rows(Matrix matrix, int... rows) {
        return matrix.transpose().selectColumns(rows).transpose();
    }
}
