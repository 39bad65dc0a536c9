package dev.nadir.assess;

import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.RationalRank;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Network;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The best affine map of the samples, x ↦ U V x + b, as weights of a network whose layers pass on what they get. Least
 * squares by the SVD of the standardized inputs with refinement; of its rank the part beyond the narrowest layer is cut
 * off. Whether it fits is for the caller to measure.
 */
record AffineWeights(TrainingSet data) {
    private static final int REFINEMENTS = 3;

    /** The network, with a standardization in front; empty if the map is of higher rank than the layers allow. */
    Optional<Network> in(NetworkInQuestion network) {
        RowScaling scaling = Standardization.of(data.inputs());
        Matrix inputs = scaling.apply(data.inputs());
        double[] means = data.labels().rowMeans();
        Matrix target = data.labels().copy();
        for (int k = 0; k < target.data().length; k++) {
            target.data()[k] -= means[k % means.length];
        }
        Matrix map = leastSquares(inputs, rank(), target);
        Svd factors = Svd.of(map);
        int rank = RankReport.of(factors.values(), map.rows(), map.columns()).rank();
        int kept = Math.min(rank, network.narrowest());
        Matrix u = factors.left().columns(0, kept);
        for (int k = 0; k < u.data().length; k++) {
            u.data()[k] *= factors.values()[k / u.rows()];
        }
        Matrix v = factors.rightTransposed().rows(0, kept);
        return new Embedding(network.hidden(), network.hiddenActivations(), inputs)
                .ofAffine(u, v, means)
                .map(built -> new Network(Optional.of(scaling), built.layers()));
    }

    /** Of the centred inputs, over the rationals where that is quick: standardizing rounds, and noise must not count. */
    private int rank() {
        OptionalInt exact = RationalRank.of(data.inputs().appendRow(1));
        return exact.isPresent() ? exact.getAsInt() - 1 : Integer.MAX_VALUE;
    }

    private static Matrix leastSquares(Matrix inputs, int most, Matrix target) {
        Svd svd = Svd.of(inputs);
        int rank = Math.min(
                most,
                RankReport.of(svd.values(), inputs.rows(), inputs.columns()).rank());
        Matrix map = Matrix.zeros(target.rows(), inputs.rows());
        for (int k = 0; k < REFINEMENTS; k++) {
            Matrix missing = target.minus(Products.times(map, inputs));
            map = map.plus(1, solved(svd, rank, missing));
        }
        return map;
    }

    /** T V Σ⁻¹ Uᵀ over the leading directions. */
    private static Matrix solved(Svd svd, int rank, Matrix target) {
        Matrix coordinates =
                Products.timesTransposed(target, svd.rightTransposed().rows(0, rank));
        double[] scaled = coordinates.data().clone();
        Arrays.setAll(scaled, k -> scaled[k] / svd.values()[k / coordinates.rows()]);
        Matrix divided = new Matrix(coordinates.rows(), rank, scaled);
        return Products.timesTransposed(divided, svd.left().columns(0, rank));
    }
}
