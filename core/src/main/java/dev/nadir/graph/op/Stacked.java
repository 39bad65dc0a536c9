package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;
import dev.nadir.linalg.RowBlock;
import dev.nadir.matrix.Matrix;

/** The cotangents of a left factor from several of a product, stacked into one product: wide enough to be worth one. */
public final class Stacked {
    private Stacked() {}

    /**
     * U op(B)ᵀ for every U, one above the other.
     *
     * @param like the left factor, rows x inner
     * @param cotangents of which each has U, rows x n, first
     * @param right B or its transpose
     */
    public static Tensor[] leftFactors(
            Tensor like, int rows, Tensor[][] cotangents, RowBlock right, boolean transpose) {
        int size = cotangents[0][0].size();
        double[] stacked = new double[Matrix.length(cotangents.length, size)];
        for (int r = 0; r < cotangents.length; r++) {
            System.arraycopy(cotangents[r][0].values(), 0, stacked, r * size, size);
        }
        int all = cotangents.length * rows;
        double[] product = new double[Matrix.length(cotangents.length, like.size())];
        new RowBlock(product, all, like.size() / rows)
                .setProduct(new RowBlock(stacked, all, size / rows), false, right, transpose);
        Tensor[] results = new Tensor[cotangents.length];
        for (int r = 0; r < results.length; r++) {
            double[] own = new double[like.size()];
            System.arraycopy(product, r * own.length, own, 0, own.length);
            results[r] = like.with(own);
        }
        return results;
    }
}
