package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import dev.nadir.data.AffineFit;
import dev.nadir.data.Duplicates;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.linalg.exact.RationalRank;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ZeroLoss;
import java.util.Optional;

/**
 * Proofs that zero loss is out of reach, each a lower bound of the relative cost over all parameters.
 *
 * <p>With S the labels in units of {@link Cost#labelScales}, the relative cost of outputs at distance r from S is ½‖r‖².
 * Rounding is taken off every bound; what it swallows is no obstruction. Cost: one SVD of the labels, one of the inputs.
 */
final class Obstructions {
    private static final double EPS = Math.ulp(1.0);

    private final TrainingSet data;
    private final Duplicates duplicates;
    private final Matrix scaled;

    /** Of all samples, repeated ones too, so that bounds compare with the measured cost. */
    Obstructions(TrainingSet data, Duplicates duplicates) {
        this.data = data;
        this.duplicates = duplicates;
        double[] scales = Cost.labelScales(data.labels());
        this.scaled = data.labels().copy();
        for (int k = 0; k < scaled.data().length; k++) {
            double scale = scales[k % scales.length];
            scaled.data()[k] = scale == 0 ? 0 : scaled.data()[k] / scale;
        }
    }

    /** Equal inputs with different labels: each group costs at least a quarter of the squared range of its labels. */
    Optional<Obstruction> ofTheData() {
        double bound = 0;
        for (Duplicates.Group group : duplicates.conflicting()) {
            for (int q = 0; q < scaled.rows(); q++) {
                int row = q;
                var spread = group.samples().stream()
                        .mapToDouble(i -> scaled.get(row, i))
                        .summaryStatistics();
                double range = Math.max(0, spread.getMax() - spread.getMin() - 4 * EPS * magnitude(row, group));
                bound += range * range / 4;
            }
        }
        if (!proves(bound)) {
            return Optional.empty();
        }
        Duplicates.Pair pair = duplicates.conflicts().get(0);
        Stated stated = AssessClaim.CONFLICTING_DUPLICATES.with(
                pair.first() + 1, pair.second() + 1, duplicates.conflicts().size(), bound);
        return Optional.of(new Obstruction(stated, bound));
    }

    private double magnitude(int q, Duplicates.Group group) {
        return group.samples().stream()
                .mapToDouble(i -> Math.abs(scaled.get(q, i)))
                .max()
                .orElse(0);
    }

    /** Of this network: outputs in too small a space, or one affine map that does not fit. */
    Optional<Obstruction> of(NetworkInQuestion network) {
        return outputSpace(network).or(() -> network.affine() ? affine() : Optional.empty());
    }

    /** The labels' distance from every affine space of w dimensions: the singular values of the centred S beyond w. */
    private Optional<Obstruction> outputSpace(NetworkInQuestion network) {
        int space = network.outputSpace();
        if (space >= scaled.rows()) {
            return Optional.empty();
        }
        double[] values = Svd.valuesOf(centred(scaled));
        double bound = 0;
        for (int k = space; k < values.length; k++) {
            double sure = Math.max(0, values[k] - rounding());
            bound += sure * sure / 2;
        }
        return proves(bound)
                ? Optional.of(new Obstruction(AssessClaim.OUTPUTS_IN_TOO_FEW_DIMENSIONS.with(space, bound), bound))
                : Optional.empty();
    }

    /** The backward error of centring and SVD: a few ε per entry. */
    private double rounding() {
        return 4 * (scaled.rows() + scaled.columns()) * EPS * scaled.frobeniusNorm();
    }

    /**
     * Whether an affine map fits is decided over the rationals; only how much must remain is measured in doubles: the distance
     * of S from the rows of [X; 1ᵀ], X standardized. The row space that the SVD finds is off by at most about ε · condition, so
     * nearly dependent features make the bound weaker; where it is lost, or directions are, nothing is said.
     */
    private Optional<Obstruction> affine() {
        if (AffineFit.of(data) != AffineFit.NONE) {
            return Optional.empty();
        }
        int dimension = RationalRank.of(data.inputs().appendRow(1)).orElse(data.inputDim() + 1) - 1;
        Matrix inputs = centred(Standardization.of(data.inputs()).apply(data.inputs()));
        Svd svd = Svd.of(inputs);
        double least = dimension == 0 ? 1 : svd.values()[dimension - 1];
        if (!(least > 0)) {
            return Optional.empty(); // standardizing lost a direction
        }
        double condition = dimension == 0 ? 1 : svd.values()[0] / least;
        Matrix labels = centred(scaled);
        Matrix rows = svd.rightTransposed().rows(0, dimension);
        Matrix missed = labels.minus(Products.times(Products.timesTransposed(labels, rows), rows));
        double turned = 8 * (inputs.rows() + inputs.columns()) * EPS * condition;
        double distance = Math.max(0, missed.frobeniusNorm() - turned * labels.frobeniusNorm() - rounding());
        double bound = distance * distance / 2;
        return proves(bound)
                ? Optional.of(new Obstruction(AssessClaim.NO_AFFINE_MAP_FITS.with(bound), bound))
                : Optional.empty();
    }

    private static boolean proves(double bound) {
        return bound > 0 && !ZeroLoss.reached(bound);
    }

    private static Matrix centred(Matrix matrix) {
        double[] means = matrix.rowMeans();
        Matrix centred = matrix.copy();
        for (int k = 0; k < centred.data().length; k++) {
            centred.data()[k] -= means[k % means.length];
        }
        return centred;
    }
}
