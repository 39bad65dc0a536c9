package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import dev.nadir.data.AffineFit;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Theorems by which a network has exact weights of zero loss for any labels of N distinct samples, by its widths alone,
 * or for these labels by an affine map over the rationals. By widths: a hidden layer of N − 1 units and none behind it narrower than Q. Layers before it keep the samples distinct, those behind
 * it are inverted on a window of σ.
 *
 * @param network in question
 * @param data the distinct samples
 */
record Existence(NetworkInQuestion network, TrainingSet data) {

    /** σ real-analytic and not a polynomial (docs/design/structured.md, 8.1). */
    static boolean analytic(Activation sigma) {
        return !(sigma instanceof Identity || piecewiseLinear(sigma) || sigma instanceof Elu);
    }

    private static boolean piecewiseLinear(Activation sigma) {
        return sigma instanceof Relu || sigma instanceof LeakyRelu;
    }

    /** The lift theorem, or the interpolant along a line. */
    Optional<Stated> proved() {
        return enoughUnits().or(this::affineMap);
    }

    /** Over the rationals; a layer passes on what it gets, so the rank of the labels must fit through all of them. */
    private Optional<Stated> affineMap() {
        if (!network.containsAffineMaps()) {
            return Optional.empty();
        }
        OptionalInt dimensions = AffineFit.labelDimensions(data.labels());
        boolean passes = dimensions.isPresent() && dimensions.getAsInt() <= network.narrowest();
        return passes && AffineFit.of(data) == AffineFit.FITS
                ? Optional.of(AssessClaim.AFFINE_MAP_EXISTS.with())
                : Optional.empty();
    }

    private Optional<Stated> enoughUnits() {
        int layer = layer(sigma -> analytic(sigma) || piecewiseLinear(sigma));
        return layer == 0
                ? Optional.empty()
                : Optional.of(AssessClaim.ENOUGH_UNITS.with(
                        layer, network.hidden().get(layer - 1), data.samples() - 1, network.outputDim()));
    }

    /** The first hidden layer wide enough, of such an activation and with room behind it; 0 if there is none. */
    int layer(Predicate<Activation> admitted) {
        int found = 0;
        boolean room = network.affineOutput() && network.biased();
        for (int l = network.hidden().size(); l >= 1 && room; l--) {
            int width = network.hidden().get(l - 1);
            boolean fits = admitted.test(network.hiddenActivations().get(l - 1));
            found = width >= data.samples() - 1 && fits ? l : found;
            room = width >= network.outputDim();
        }
        return found;
    }
}
