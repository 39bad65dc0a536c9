package dev.nadir.certify;

import dev.nadir.claim.CertifyClaim;
import dev.nadir.claim.Stated;
import dev.nadir.data.AffineFit;
import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Serpentine;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.util.Optional;
import java.util.OptionalInt;

/** Reasons that forbid zero loss for all parameters of a network, decided by comparing numbers or over the rational numbers. */
final class Obstructions {
    private final Network network;
    private final TrainingSet data;

    private Obstructions(Network network, TrainingSet data) {
        this.network = network;
        this.data = data;
    }

    static Optional<Obstruction> of(Network network, TrainingSet data) {
        Obstructions all = new Obstructions(network, data);
        return all.conflicts()
                .or(all::outOfRange)
                .or(all::notAffine)
                .or(all::notIncreasing)
                .or(all::bottleneck);
    }

    private Optional<Obstruction> conflicts() {
        return Duplicates.of(data).conflicts().stream()
                .findFirst()
                .map(pair -> Obstruction.of(
                        CertifyClaim.CONFLICTING_LABELS.with(pair.first() + 1, pair.second() + 1),
                        pair.first() + 1,
                        pair.second() + 1));
    }

    private Optional<Obstruction> outOfRange() {
        Activation last = network.layers().get(network.layers().size() - 1).activation();
        for (int at = 0; at < data.labels().data().length; at++) {
            double label = data.labels().data()[at];
            if (!takes(last, label)) {
                int sample = at / data.outputDim() + 1;
                return Optional.of(Obstruction.of(
                        CertifyClaim.OUT_OF_RANGE.with(Double.toString(label), sample, last.label()), sample));
            }
        }
        return Optional.empty();
    }

    /** False only where no real z has σ(z) equal to the label. */
    private static boolean takes(Activation activation, double label) {
        if (activation instanceof Sigmoid) {
            return label > 0 && label < 1;
        } else if (activation instanceof Tanh) {
            return Math.abs(label) < 1;
        } else if (activation instanceof Sin) {
            return Math.abs(label) <= 1;
        } else if (activation instanceof Serpentine) {
            return Math.abs(label) <= 0.5;
        } else if (activation instanceof Exp || activation instanceof Softplus) {
            return label > 0;
        } else if (activation instanceof Relu) {
            return label >= 0;
        }
        return true;
    }

    private Optional<Obstruction> notAffine() {
        if (!affine(network.layers().size()) || AffineFit.of(data) != AffineFit.NONE) {
            return Optional.empty();
        }
        Optional<Combination> found = DualSearch.of(data);
        int[] samples = found.map(Combination::samples).orElse(new int[0]);
        Optional<Stated> costs = found.map(combination -> combination.costBound(data))
                .filter(bound -> bound > 0)
                .map(CertifyClaim.COST_AT_LEAST::with);
        return Optional.of(new Obstruction(CertifyClaim.NOT_AFFINE.with(), samples, found, costs));
    }

    /** Affine layers, then an activation that does not decrease. */
    private Optional<Obstruction> notIncreasing() {
        int last = network.layers().size();
        if (!affine(last - 1) || !increasing(network.layers().get(last - 1).activation())) {
            return Optional.empty();
        }
        return MonotoneSearch.of(data)
                .map(found -> new Obstruction(
                        CertifyClaim.NOT_INCREASING.with(found.output()),
                        found.samples(),
                        Optional.of(found),
                        Optional.empty()));
    }

    private boolean affine(int layers) {
        return network.layers().subList(0, layers).stream().allMatch(layer -> layer.activation() instanceof Identity);
    }

    private static boolean increasing(Activation activation) {
        return activation instanceof Sigmoid
                || activation instanceof Tanh
                || activation instanceof Softplus
                || activation instanceof Exp
                || activation instanceof Relu
                || activation instanceof LeakyRelu
                || activation instanceof Elu;
    }

    /** Outputs W a + b lie in an affine space of as many dimensions as the layer before has units. */
    private Optional<Obstruction> bottleneck() {
        int layers = network.layers().size();
        boolean affineOutput = network.layers().get(layers - 1).activation() instanceof Identity;
        int narrowest = data.outputDim();
        for (int l = layers - 1; affineOutput && l >= 1; l--) {
            narrowest = Math.min(narrowest, network.layers().get(l).inputDim());
            affineOutput = network.layers().get(l - 1).activation() instanceof Identity;
        }
        if (narrowest >= data.outputDim()) {
            return Optional.empty();
        }
        OptionalInt dimensions = AffineFit.labelDimensions(data.labels());
        int width = narrowest;
        return dimensions.isPresent() && dimensions.getAsInt() > width
                ? Optional.of(Obstruction.of(CertifyClaim.BOTTLENECK.with(dimensions.getAsInt(), width, width)))
                : Optional.empty();
    }
}
