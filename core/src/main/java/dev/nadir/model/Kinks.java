package dev.nadir.model;

/**
 * Points without derivative met in one evaluation: ReLU at 0, ties of a maximum, ends of a clipping.
 *
 * @param candidates how many values could lie at such a point, over all samples; 0 for a smooth model
 * @param met how many do, exactly; there the derivative is a one-sided one
 */
public record Kinks(long candidates, long met) {
    /** Of a smooth model. */
    public static final Kinks NONE = new Kinks(0, 0);

    /** Checks that both are counts. */
    public Kinks {
        if (met < 0 || candidates < met) {
            throw new IllegalArgumentException(
                    "kinks: got " + met + " met of " + candidates + " candidates, expected 0 <= met <= candidates");
        }
    }
}
