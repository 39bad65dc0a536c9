package dev.nadir.assess;

import dev.nadir.claim.Stated;
import dev.nadir.network.ZeroLoss;

/**
 * A proof that the cost cannot be zero, with the size of what must remain.
 *
 * @param stated what stands in the way
 * @param relativeCost a lower bound of the relative cost over all parameters, rounding taken off; above the limit of zero
 *     loss
 */
public record Obstruction(Stated stated, double relativeCost) {

    /** What could still count as zero loss is no obstruction. */
    public Obstruction {
        if (!(relativeCost > 0) || ZeroLoss.reached(relativeCost)) {
            throw new IllegalArgumentException(
                    "relative cost: got " + relativeCost + ", expected more than counts as zero loss");
        }
    }
}
