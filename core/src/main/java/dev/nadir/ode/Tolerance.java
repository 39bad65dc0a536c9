package dev.nadir.ode;

/**
 * What error is allowed: ‖error‖₂ ≤ absolute + relative ‖u‖₂, per step and, for the steppers that estimate it, at the
 * end of the run too.
 *
 * @param relative in (0, 1)
 * @param absolute at least 0
 */
public record Tolerance(double relative, double absolute) {

    /** Checks both numbers. */
    public Tolerance {
        if (!(relative > 0) || !(relative < 1)) {
            throw new IllegalArgumentException("rtol: got " + relative + ", expected a number between 0 and 1");
        }
        if (!(absolute >= 0)) {
            throw new IllegalArgumentException("atol: got " + absolute + ", expected a number from 0 on");
        }
    }

    /** The given relative tolerance with a hundredth of it as the absolute one. */
    public static Tolerance of(double relative) {
        return new Tolerance(relative, relative / 100);
    }

    /** The allowed error at a state. */
    public double at(double[] state) {
        return absolute + relative * Norms.euclidean(state);
    }

    /** Both numbers multiplied. */
    public Tolerance times(double factor) {
        return new Tolerance(relative * factor, absolute * factor);
    }
}
