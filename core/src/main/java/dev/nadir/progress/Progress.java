package dev.nadir.progress;

/**
 * Receives word of long computations: the stage they are in and how far they have come.
 *
 * <p>Implementations must be fast and thread-safe; numerical code calls them between blocks of work.
 */
@FunctionalInterface
public interface Progress {

    /** Ignores everything. */
    Progress NONE = (stage, fraction) -> {};

    /**
     * Reports the present stage.
     *
     * @param stage what is being done, in a few words: "factorizing 785 x 10000"
     * @param fraction how much of this stage is done, in [0, 1]; NaN where it cannot be known
     */
    void report(String stage, double fraction);

    /** Reports a stage whose duration cannot be foreseen. */
    default void stage(String stage) {
        report(stage, Double.NaN);
    }
}
