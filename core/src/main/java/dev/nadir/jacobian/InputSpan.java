package dev.nadir.jacobian;

import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.RowScales;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;

/**
 * What the features of the first layer span over the samples, whatever their units: every feature is brought to one scale
 * before the rank is taken.
 *
 * @param rank of the features ã^0 = (c(x + d); β), without the last row where the first layer has no bias
 * @param signals dimension of the span without the bias; the largest possible where the rank is not decided
 * @param constant whether that span is known to contain the constant
 */
public record InputSpan(RankReport rank, int signals, boolean constant) {
    /** Beyond this many flops all features count as independent: ten seconds on one thread. */
    private static final double MOST_FLOPS = 2e11;

    /** Measures; cost 4 r² times the longer side, r the shorter one, twice for a first layer without bias. */
    static InputSpan of(Layer first, Matrix below) {
        Matrix features = first.features(below);
        RankReport rank = rank(features);
        if (first.biased()) {
            return new InputSpan(rank, atMost(rank) - 1, false);
        }
        RankReport withOne = rank(features.appendRow(1));
        boolean constant = rank.decided() && withOne.decided() && withOne.rank() == rank.rank();
        return new InputSpan(rank, atMost(rank), constant);
    }

    /** For a network on inputs, M x N, as they are in the file. */
    public static InputSpan of(Network network, Matrix inputs) {
        return of(network.layers().get(0), network.scaledInputs(inputs));
    }

    /** Of generic samples, at least as many as features: nothing depends on anything. */
    public static InputSpan generic(Network network) {
        Layer first = network.layers().get(0);
        int size = first.featureDim();
        RankReport full = new RankReport(size, size, 0, "generic samples", 1, 1, 0, true);
        return new InputSpan(full, first.inputDim(), false);
    }

    private static RankReport rank(Matrix features) {
        int size = Math.min(features.rows(), features.columns());
        if (4.0 * size * size * Math.max(features.rows(), features.columns()) > MOST_FLOPS) {
            return new RankReport(size, size, 0, "not measured, too large", 0, 0, 0, false);
        }
        double[] values = Svd.valuesOf(RowScales.of(features).apply(features));
        return RankReport.of(values, features.rows(), features.columns());
    }

    private static int atMost(RankReport rank) {
        return rank.decided() ? rank.rank() : rank.size();
    }
}
