package dev.nadir.certify;

import dev.nadir.claim.Stated;
import java.util.Optional;

/**
 * Why no parameters whatever reach zero loss; each is decided exactly, without rounding.
 *
 * @param said the fact, in the catalogue of claims
 * @param samples those that show it, from 1; may be empty
 * @param combination of the samples that anyone can check, where one was found
 * @param costs what the cost is not below, where that is known
 */
public record Obstruction(Stated said, int[] samples, Optional<Combination> combination, Optional<Stated> costs) {
    /** Copies the samples. */
    public Obstruction {
        samples = samples.clone();
    }

    static Obstruction of(Stated said, int... samples) {
        return new Obstruction(said, samples, Optional.empty(), Optional.empty());
    }

    @Override
    public int[] samples() {
        return samples.clone();
    }
}
