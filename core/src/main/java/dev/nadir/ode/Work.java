package dev.nadir.ode;

/**
 * What a run cost.
 *
 * @param steps accepted steps
 * @param rejected rejected steps
 * @param evaluations of the field
 * @param linearizations of the field
 */
public record Work(long steps, long rejected, long evaluations, long linearizations) {

    /** No work. */
    public static final Work NONE = new Work(0, 0, 0, 0);

    /** Entrywise sum. */
    public Work plus(Work other) {
        return new Work(
                steps + other.steps,
                rejected + other.rejected,
                evaluations + other.evaluations,
                linearizations + other.linearizations);
    }
}
