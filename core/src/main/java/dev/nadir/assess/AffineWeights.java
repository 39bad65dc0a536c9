package dev.nadir.assess;

import dev.nadir.construct.pivot.AffineLeastSquares;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.util.Optional;

/**
 * The best affine map of the samples, x ↦ U V x + b, as weights of a network whose layers pass on what they get; of its rank
 * the part beyond the narrowest layer is cut off. Whether it fits is for the caller to measure.
 */
record AffineWeights(TrainingSet data) {

    /** The network, with a standardization in front; empty if a layer is too narrow. */
    Optional<Network> in(NetworkInQuestion network) {
        AffineLeastSquares best = AffineLeastSquares.of(data);
        Svd factors = Svd.of(best.map());
        int rank = RankReport.of(factors.values(), best.map().rows(), best.map().columns())
                .rank();
        int kept = Math.min(rank, network.narrowest());
        Matrix u = factors.left().columns(0, kept);
        for (int k = 0; k < u.data().length; k++) {
            u.data()[k] *= factors.values()[k / u.rows()];
        }
        Matrix v = factors.rightTransposed().rows(0, kept);
        Matrix inputs = best.scaling().apply(data.inputs());
        return new Embedding(network.hidden(), network.hiddenActivations(), inputs)
                .ofAffine(u, v, best.bias())
                .map(built -> new Network(Optional.of(best.scaling()), built.layers()));
    }
}
