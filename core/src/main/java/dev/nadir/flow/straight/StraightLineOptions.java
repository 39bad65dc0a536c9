package dev.nadir.flow.straight;

/**
 * How far the straight-line trainer goes.
 *
 * @param residual max |x − y| that counts as fitted; rounding is the aim all the same
 * @param maxJacobians after which it stops
 */
public record StraightLineOptions(double residual, int maxJacobians) {

    /** Checks both numbers. */
    public StraightLineOptions {
        if (!(residual > 0)) {
            throw new IllegalArgumentException("residual: got " + residual + ", expected a positive number");
        }
        if (maxJacobians < 1) {
            throw new IllegalArgumentException("max Jacobians: got " + maxJacobians + ", expected at least 1");
        }
    }

    /** Residual 1e-8, 500 Jacobians. */
    public static StraightLineOptions defaults() {
        return new StraightLineOptions(1e-8, 500);
    }
}
