package dev.nadir.assess;

import dev.nadir.claim.Stated;
import dev.nadir.linalg.RankReport;
import java.util.List;
import java.util.Optional;

/**
 * What gradient descent will meet in the architecture in question.
 *
 * @param parameters K
 * @param effective K without the directions that do nothing on these data
 * @param equations QN
 * @param rankBound the largest rank D can have by the inputs: Σ_l M_l · min(rank of the layer's inputs with the bias)
 * @param rank of D: at the model, or at a random initialization; empty if it was too large to compute
 * @param smallestEigenvalue λ_min of DDᵀ there; NaN if not computed
 * @param obstacles what stands in the way, with the measured quantities
 */
public record DescentOutlook(
        long parameters,
        long effective,
        long equations,
        long rankBound,
        Optional<RankReport> rank,
        double smallestEigenvalue,
        List<Stated> obstacles) {

    /** Freezes the list. */
    public DescentOutlook {
        obstacles = List.copyOf(obstacles);
    }
}
