package dev.nadir.construct;

/** One explicit way to write down weights of zero loss. */
public interface Construction {

    /** The name on the command line and in reports: "linear-regression". */
    String name();

    /** Builds the network, or says why it cannot. */
    Outcome construct(Problem problem);

    /** Whether a network it builds has zero loss up to rounding; false for a baseline. */
    default boolean promisesZeroLoss() {
        return true;
    }
}
