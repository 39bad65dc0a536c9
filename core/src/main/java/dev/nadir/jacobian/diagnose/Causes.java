package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.ChainFactor;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.measure.LayerDiagnosis;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What in the network or the data makes singular values of D small, in words. */
final class Causes {
    private static final double FLAT = 1e-3;

    private final Evidence evidence;

    Causes(Evidence evidence) {
        this.evidence = evidence;
    }

    /** The weights above the first layer that lack rank ([CM] Proposition 5 needs it), as ": W_2 has rank 1 of 3"; or "". */
    String ofRank() {
        List<LayerDiagnosis> deficient = deficient();
        return deficient.isEmpty()
                ? ""
                : ": "
                        + deficient.stream()
                                .map(layer -> "W_" + layer.layer() + " has rank "
                                        + layer.weightRank().rank() + " of "
                                        + layer.weightRank().size())
                                .collect(Collectors.joining(", "));
    }

    /** The lowest of these layers, 0 if there is none. */
    int deficientLayer() {
        return deficient().stream().mapToInt(LayerDiagnosis::layer).findFirst().orElse(0);
    }

    private List<LayerDiagnosis> deficient() {
        return evidence.stall().layers().stream()
                .filter(layer -> layer.layer() > 1
                        && layer.weightRank().decided()
                        && layer.weightRank().rank() < layer.weightRank().size())
                .toList();
    }

    /** The weakest link of the chain of bounds of σ_min(D), with a mend; empty if no layer gives a bound. */
    Optional<Cause> ofSmallSingularValues() {
        return evidence.stall().chain().weakest().map(this::cause);
    }

    /** A cause and what mends it. */
    record Cause(int layer, String message, String advice) {}

    private Cause cause(ChainFactor factor) {
        int l = factor.layer();
        String weak = "the weakest factor of σ_min(D) ≥ σ_min(ã) min σ_min(δ_i) is " + Words.number(factor.value());
        return switch (factor.part()) {
            case FEATURES ->
                l == 0
                        ? new Cause(
                                0,
                                weak + ", of the data: samples are nearly dependent",
                                "standardize the inputs, remove near-duplicates, or let a random first layer lift them")
                        : new Cause(
                                l,
                                weak + ", of the outputs of layer " + l,
                                "widen layer " + l + " or draw its weights anew at another scale");
            case WEIGHT -> new Cause(l, weak + ", of the weight W_" + l, "draw W_" + l + " anew, orthogonally say");
            case SLOPES -> slopes(factor, weak);
        };
    }

    private Cause slopes(ChainFactor factor, String weak) {
        int l = factor.layer();
        double[] slopes = evidence.jacobian().slopes(l).columnArray(factor.sample());
        double usual = LayerDiagnosis.usualSlope(
                evidence.jacobian().network().layers().get(l - 1).activation());
        int[] flat = IntStream.range(0, slopes.length)
                .filter(unit -> Math.abs(slopes[unit]) <= FLAT * usual)
                .toArray();
        return new Cause(
                l,
                weak
                        + Words.format(
                                ", of σ' in layer %d at sample %d, where %d of %d units are flat",
                                l, factor.sample() + 1, flat.length, slopes.length),
                "move the biases of layer " + l + ", shrink W_" + l + ", or standardize the inputs");
    }

    /** Whether the data themselves or a layer brings two samples together. */
    static String ofDependence(TrainingJacobian jacobian, int[] group) {
        for (int l = 0; l < jacobian.network().layers().size(); l++) {
            if (distance(jacobian.forwardPass().activations().get(l), group[0], group[1]) <= ResidualPieces.ANGLE) {
                return l == 0
                        ? "these inputs are nearly equal: merge or remove them, or standardize the inputs if they only "
                                + "look alike because of a large mean"
                        : "layer " + l + " maps these different inputs to nearly the same point: widen it or draw its "
                                + "weights anew";
            }
        }
        return "draw the weights of the first layers anew or widen them, so that these samples are told apart";
    }

    private static double distance(Matrix activations, int i, int j) {
        double[] a = activations.columnArray(i);
        double[] b = activations.columnArray(j);
        double difference = 0;
        double size = 0;
        for (int k = 0; k < a.length; k++) {
            difference += (a[k] - b[k]) * (a[k] - b[k]);
            size += a[k] * a[k] + b[k] * b[k];
        }
        return size == 0 ? 0 : Math.sqrt(2 * difference / size);
    }
}
