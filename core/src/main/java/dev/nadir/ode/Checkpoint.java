package dev.nadir.ode;

/**
 * Everything a run needs to go on from a saved time to the same numbers.
 *
 * @param time t
 * @param state u(t)
 * @param stepSize the size that the next step would try; 0 to choose afresh
 * @param globalError the estimate of u(t) − exact, or an empty array where the stepper has none
 * @param tightening the factor by which the tolerance has been tightened so far
 * @param saved whether the run has told its listener of this state as saved, so that going on from here does not again
 */
public record Checkpoint(
        double time, double[] state, double stepSize, double[] globalError, double tightening, boolean saved) {

    /** The start of a run. */
    public static Checkpoint start(double time, double[] state) {
        return new Checkpoint(time, state, 0, new double[0], 1, false);
    }

    /** Norm of the estimated global error; NaN where the stepper has none. */
    public double globalErrorNorm() {
        return globalError.length == 0 ? Double.NaN : Norms.euclidean(globalError);
    }
}
