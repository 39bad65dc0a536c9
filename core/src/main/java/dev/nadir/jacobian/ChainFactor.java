package dev.nadir.jacobian;

/**
 * One factor of a lower bound of σ_min(D): how much of the smallest singular value this part of the network costs.
 *
 * @param part what it is
 * @param layer its layer l; 0 for the data
 * @param sample the sample where it is smallest, from 0; -1 where the factor is one for all samples
 * @param value at most 1; 0 if this part alone makes D lose rank
 */
public record ChainFactor(Part part, int layer, int sample, double value) {

    /** The parts of the bound. */
    public enum Part {
        /** σ_min/σ_max of (a^l; 1), the features that enter the pivot layer. */
        FEATURES,
        /** What multiplication by W_l takes from σ_min, relative to ‖W_l‖. */
        WEIGHT,
        /** What multiplication by σ'(z^l) takes from σ_min, relative to max σ'. */
        SLOPES
    }
}
