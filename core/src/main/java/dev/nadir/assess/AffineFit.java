package dev.nadir.assess;

import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;

/** Whether some affine map of limited rank fits: decides networks without nonlinearity. */
final class AffineFit {
    /** Residuals up to this count as rounding, relative to the size of the labels. */
    static final double ZERO = 1e-10;

    private AffineFit() {}

    /**
     * The distance of Y from the best affine map x ↦ Wx + b with rank W at most the narrowest layer, relative to Y; the
     * projection on the row space of [X; 1ᵀ], then the singular values beyond the allowed rank.
     */
    static double residual(TrainingSet data, Subject network) {
        Matrix inputs = Standardization.of(data.inputs()).apply(data.inputs());
        Matrix labels = centred(data.labels());
        double size = labels.frobeniusNorm();
        if (size == 0) {
            return 0;
        }
        Svd svd = Svd.of(inputs);
        int rank = RankReport.of(svd.values(), inputs.rows(), inputs.columns()).rank();
        Matrix rows = svd.rightTransposed().rows(0, rank);
        Matrix fitted = Products.times(Products.timesTransposed(labels, rows), rows);
        double squares = Math.pow(labels.minus(fitted).frobeniusNorm() / size, 2);
        double[] values = Svd.valuesOf(fitted);
        int narrowest = network.network().layers().stream()
                .mapToInt(Layer::outputDim)
                .min()
                .orElseThrow();
        for (int k = narrowest; k < values.length; k++) {
            squares += Math.pow(values[k] / size, 2);
        }
        return Math.sqrt(squares);
    }

    private static Matrix centred(Matrix labels) {
        double[] means = labels.rowMeans();
        Matrix centred = labels.copy();
        for (int k = 0; k < centred.data().length; k++) {
            centred.data()[k] -= means[k % means.length];
        }
        return centred;
    }
}
