package dev.nadir.certify;

/**
 * Why no parameters whatever reach zero loss; each is decided exactly, without rounding.
 *
 * @param kind which
 * @param words the facts, in one sentence
 * @param samples those that show it, from 1; may be empty
 */
public record Obstruction(Kind kind, String words, int... samples) {
    /** The kinds. */
    public enum Kind {
        /** Equal inputs with different labels. */
        CONFLICTING_LABELS,
        /** All layers are affine, and the labels are no affine map of the inputs. */
        NOT_AFFINE,
        /** The labels span more dimensions than the last hidden layer has units. */
        BOTTLENECK,
        /** The activation of the output layer does not take a label as a value. */
        OUT_OF_RANGE
    }

    /** Copies the samples. */
    public Obstruction {
        samples = samples.clone();
    }

    @Override
    public int[] samples() {
        return samples.clone();
    }
}
