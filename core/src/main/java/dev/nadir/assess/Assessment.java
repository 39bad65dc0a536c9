package dev.nadir.assess;

import dev.nadir.data.Duplicates;
import dev.nadir.linalg.RankReport;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on one page.
 *
 * @param samples N
 * @param distinctSamples N after merging equal samples
 * @param inputDim M
 * @param outputDim Q
 * @param regime of the architecture in question
 * @param genericity rank and condition of [X; 1ᵀ] over the distinct samples
 * @param conflicts pairs of equal inputs with different labels
 * @param structure of the labels
 * @param theorems with their hypotheses as measured
 * @param trials the constructions that were tried, best first
 * @param attainability the answer
 * @param descent what gradient descent will meet; empty without an architecture
 * @param next the one recommended next command
 */
public record Assessment(
        int samples,
        int distinctSamples,
        int inputDim,
        int outputDim,
        Regime regime,
        RankReport genericity,
        List<Duplicates.Pair> conflicts,
        StructureReport structure,
        List<TheoremRow> theorems,
        List<Trial> trials,
        Attainability attainability,
        Optional<DescentOutlook> descent,
        NextStep next) {

    /** Freezes the lists. */
    public Assessment {
        conflicts = List.copyOf(conflicts);
        theorems = List.copyOf(theorems);
        trials = List.copyOf(trials);
    }
}
