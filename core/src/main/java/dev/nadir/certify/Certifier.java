package dev.nadir.certify;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Failing;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.Certification.Refuted;
import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Proves that parameters of exactly zero loss exist near the stored ones, or that none exist at all, or says what stands in the way.
 *
 * <p>Real arithmetic is meant throughout: the function that the stored doubles define with the exact σ. Nothing here uses what built
 * the network.
 */
public final class Certifier {
    /** A radius at which no other argument is tried any more. */
    private static final double CLOSE = 1e-12;

    private final Network network;
    private final TrainingSet data;

    /**
     * @param network takes raw inputs
     * @param data raw
     * @throws IllegalArgumentException if the network and the data do not fit together
     */
    public Certifier(Network network, TrainingSet data) {
        if (network.inputDim() != data.inputDim() || network.outputDim() != data.outputDim()) {
            throw new IllegalArgumentException("network: got " + network.inputDim() + " inputs and "
                    + network.outputDim() + " outputs, expected M = " + data.inputDim() + " and Q = "
                    + data.outputDim() + " as in the data");
        }
        this.network = network;
        this.data = data;
    }

    /** By whatever argument works, the cheap ones first. */
    public Certification certify(Progress progress) {
        Optional<Obstruction> obstruction = Obstructions.of(network, data);
        if (obstruction.isPresent()) {
            return new Refuted(obstruction.get());
        }
        progress.stage("evaluating with error bounds");
        Measured measured = Measured.of(network, data);
        return finite(measured).orElseGet(() -> search(measured, progress));
    }

    /** By moving the given layers only: one of them alone where its features are independent, else all together. */
    public Certification certify(List<Integer> layers, Progress progress) {
        requireLayers(layers);
        Optional<Obstruction> obstruction = Obstructions.of(network, data);
        if (obstruction.isPresent()) {
            return new Refuted(obstruction.get());
        }
        Measured measured = Measured.of(network, data);
        return finite(measured).orElseGet(() -> moving(measured, layers, progress));
    }

    private void requireLayers(List<Integer> layers) {
        int last = network.layers().size();
        if (layers.isEmpty() || layers.stream().anyMatch(l -> l < 1 || l > last)) {
            throw new IllegalArgumentException("layers: got " + layers + ", expected numbers from 1 to " + last);
        }
    }

    private static Optional<Certification> finite(Measured measured) {
        return measured.forward().isUsable()
                ? Optional.empty()
                : Optional.of(new Inconclusive(
                        Method.PIVOT_LAYER,
                        List.of(),
                        new Bounds(Double.POSITIVE_INFINITY, Double.NaN, Double.NaN),
                        new Failing(
                                "all pre-activations below 1e50 in size",
                                measured.forward().largest(),
                                PreciseForward.LARGEST,
                                "smaller weights and inputs: numbers overflow on the way")));
    }

    private Certification search(Measured measured, Progress progress) {
        if (ExactEvaluation.holds(measured)) {
            Bounds bounds = new Bounds(0, Double.NaN, Double.NaN);
            return new Certified(Method.EXACT_EVALUATION, List.of(), bounds, 0, 0);
        }
        int last = network.layers().size();
        Certification best = null;
        for (int layer = 1; layer <= last; layer++) {
            if (PivotArgument.possible(measured, layer)) {
                progress.stage("moving layer " + layer);
                best = better(best, new PivotArgument(measured, layer).decide());
                if (best instanceof Certified found && found.relativeRadius() <= CLOSE) {
                    return found;
                }
            }
        }
        if (best instanceof Certified) {
            return best;
        }
        progress.stage("moving all layers");
        List<Integer> all = IntStream.rangeClosed(1, last).boxed().toList();
        return better(best, together(measured, all));
    }

    /** All the given layers at once; without the last output where that is determined by the others. */
    private Certification together(Measured measured, List<Integer> layers) {
        Optional<DependentLabels> dependent = layers.contains(network.layers().size())
                ? DependentLabels.of(network, measured.data())
                : Optional.empty();
        return dependent
                .map(labels -> labels.whole(new ParameterKantorovich(labels.reduced(), layers).decide(), measured))
                .orElseGet(() -> new ParameterKantorovich(measured, layers).decide());
    }

    private Certification moving(Measured measured, List<Integer> layers, Progress progress) {
        Certification best = null;
        if (layers.size() == 1 && PivotArgument.possible(measured, layers.get(0))) {
            progress.stage("moving layer " + layers.get(0));
            best = new PivotArgument(measured, layers.get(0)).decide();
        }
        return best instanceof Certified ? best : better(best, together(measured, layers));
    }

    /** The smaller radius; a certificate before none; else the later, unless it could not even start. */
    private static Certification better(Certification one, Certification other) {
        if (one == null
                || other instanceof Certified found
                        && !(one instanceof Certified had && had.radius() <= found.radius())) {
            return other;
        }
        boolean started = other instanceof Inconclusive open && open.bounds().sigma() > 0;
        boolean before = one instanceof Inconclusive open && open.bounds().sigma() > 0;
        return one instanceof Certified || before || !started ? one : other;
    }
}
