package dev.nadir.jacobian.diagnose;

/**
 * The share of the loss that is blocked: a number where the rank of D is decided, else a bracket.
 *
 * @param least share of C that is blocked at least, in [0, 1]; NaN if it was not computed
 * @param most share of C that is blocked at most
 */
public record BlockedShare(double least, double most) {
    /** Below this share nothing counts as blocked: a thousandth of what could be read off a printed loss curve. */
    public static final double NOTHING = 1e-6;

    /** Checks the order. */
    public BlockedShare {
        if (!(least <= most) && !(Double.isNaN(least) && Double.isNaN(most)) || least < 0 || most > 1) {
            throw new IllegalArgumentException(
                    "blocked share: got " + least + " to " + most + ", expected 0 <= least <= most <= 1");
        }
    }

    /** Where no spectrum was computed. */
    public static BlockedShare unknown() {
        return new BlockedShare(Double.NaN, Double.NaN);
    }

    /** A share that is known. */
    public static BlockedShare of(double blocked, double cost) {
        double share = cost == 0 ? 0 : Math.min(1, blocked / cost);
        return new BlockedShare(share, share);
    }

    /** Whether there is one number. */
    public boolean decided() {
        return least == most;
    }
}
