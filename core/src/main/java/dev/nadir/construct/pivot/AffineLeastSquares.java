package dev.nadir.construct.pivot;

import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.linalg.exact.RationalRank;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The affine map x ↦ A x̃ + b of least squares, x̃ the standardized inputs: SVD with refinement, of least norm. Where
 * the labels are an affine map of the inputs it is that map, for any N; whether it fits is for the caller to measure.
 * Cost: one SVD of the M x N inputs.
 *
 * @param scaling from x to x̃
 * @param map A, Q x M
 * @param bias b, the means of the labels
 */
public record AffineLeastSquares(RowScaling scaling, Matrix map, double[] bias) {
    private static final int REFINEMENTS = 3;

    /** Of all samples. */
    public static AffineLeastSquares of(TrainingSet data) {
        RowScaling scaling = Standardization.of(data.inputs());
        Matrix inputs = scaling.apply(data.inputs());
        double[] means = data.labels().rowMeans();
        Matrix target = data.labels().copy();
        for (int k = 0; k < target.data().length; k++) {
            target.data()[k] -= means[k % means.length];
        }
        return new AffineLeastSquares(scaling, solved(inputs, rank(data.inputs()), target), means);
    }

    /** Of the centred inputs, over the rationals where that is quick: standardizing rounds, and noise must not count. */
    private static int rank(Matrix inputs) {
        OptionalInt exact = RationalRank.of(inputs.appendRow(1));
        return exact.isPresent() ? exact.getAsInt() - 1 : Integer.MAX_VALUE;
    }

    private static Matrix solved(Matrix inputs, int most, Matrix target) {
        Svd svd = Svd.of(inputs);
        int found = RankReport.of(svd.values(), inputs.rows(), inputs.columns()).rank();
        int rank = Math.min(most, found);
        Matrix map = Matrix.zeros(target.rows(), inputs.rows());
        for (int k = 0; k < REFINEMENTS; k++) {
            Matrix missing = target.minus(Products.times(map, inputs));
            map = map.plus(1, leastNorm(svd, rank, missing));
        }
        return map;
    }

    /** T V Σ⁻¹ Uᵀ over the leading directions. */
    private static Matrix leastNorm(Svd svd, int rank, Matrix target) {
        Matrix coordinates =
                Products.timesTransposed(target, svd.rightTransposed().rows(0, rank));
        double[] scaled = coordinates.data().clone();
        Arrays.setAll(scaled, k -> scaled[k] / svd.values()[k / coordinates.rows()]);
        Matrix divided = new Matrix(coordinates.rows(), rank, scaled);
        return Products.timesTransposed(divided, svd.left().columns(0, rank));
    }
}
