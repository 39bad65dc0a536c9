package dev.nadir.assess;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.ParameterCounts;
import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Network;
import java.util.List;
import java.util.Optional;

/**
 * One construction tried on the data.
 *
 * @param construction its name
 * @param reached whether its network has zero loss, measured
 * @param counts its parameters, if a network was built
 * @param hiddenWidths of that network
 * @param accuracy measured on all samples, if a network was built
 * @param built the network with its notes, if one was built
 * @param words why it was refused, or what it noted
 */
public record Trial(
        String construction,
        boolean reached,
        Optional<ParameterCounts> counts,
        List<Integer> hiddenWidths,
        Optional<Accuracy> accuracy,
        Optional<Constructed> built,
        String words) {

    /** Freezes the list. */
    public Trial {
        hiddenWidths = List.copyOf(hiddenWidths);
    }

    /**
     * A construction with what came of it.
     *
     * @param name used where it was refused
     */
    static Trial of(String name, Outcome outcome, TrainingSet data) {
        if (outcome instanceof Refusal refusal) {
            return new Trial(
                    name, false, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), refusal.message());
        }
        Constructed built = (Constructed) outcome;
        Accuracy accuracy = Accuracy.of(built.network(), data);
        int readable = built.interpretation().map(Interpretation::numbers).orElse(0);
        List<Integer> widths = built.network().layers().stream()
                .limit(built.network().layers().size() - 1L)
                .map(layer -> layer.outputDim())
                .toList();
        return new Trial(
                built.construction(),
                accuracy.zeroLoss(),
                Optional.of(ParameterCounts.of(built.network(), readable, data.samples())),
                widths,
                Optional.of(accuracy),
                Optional.of(built),
                String.join(" ", built.notes()));
    }

    Optional<Network> network() {
        return built.map(Constructed::network);
    }

    /** Fewest parameters first. */
    static int byParameters(Trial a, Trial b) {
        return Long.compare(a.parameters(), b.parameters());
    }

    private long parameters() {
        return counts.map(ParameterCounts::dense).orElse(Long.MAX_VALUE);
    }

    /** Whether the outputs equal the labels to the last bit. */
    public boolean exact() {
        return accuracy.map(measured -> measured.maxResidual() == 0).orElse(false);
    }
}
