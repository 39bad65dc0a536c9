package dev.nadir.certify;

import dev.nadir.claim.Stated;

/**
 * Why no parameters whatever reach zero loss; each is decided exactly, without rounding.
 *
 * @param said the fact, in the catalogue of claims
 * @param samples those that show it, from 1; may be empty
 */
public record Obstruction(Stated said, int... samples) {
    /** Copies the samples. */
    public Obstruction {
        samples = samples.clone();
    }

    @Override
    public int[] samples() {
        return samples.clone();
    }
}
