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
 * @param attainments the constructions that were tried, best first
 * @param attainability the answer
 * @param why in one sentence
 * @param descent what gradient descent will meet; empty without an architecture
 * @param nextCommand the one recommended next command: its name and options, without the data file
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
        List<TheoremCheck> theorems,
        List<Attainment> attainments,
        Attainability attainability,
        String why,
        Optional<DescentOutlook> descent,
        List<String> nextCommand) {

    /** Freezes the lists. */
    public Assessment {
        conflicts = List.copyOf(conflicts);
        theorems = List.copyOf(theorems);
        attainments = List.copyOf(attainments);
        nextCommand = List.copyOf(nextCommand);
    }
}
