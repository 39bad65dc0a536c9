package dev.nadir.ode;

/**
 * How a run ended.
 *
 * @param status for machines
 * @param message what was measured and what to try, in words
 */
public record Ending(Status status, String message) {

    /** The ways a run can end. */
    public enum Status {
        /** The last save time was reached. */
        COMPLETED,
        /** The listener asked to stop. */
        STOPPED,
        /** The step size fell below the resolution of time. */
        STEP_TOO_SMALL,
        /** The library's solver gave up for another reason, which the message quotes. */
        SOLVER_STOPPED,
        /** The allowed number of steps was used up. */
        TOO_MANY_STEPS,
        /** The field was not finite where the run stands. */
        NOT_FINITE,
        /** The global error estimate exceeds the tolerance and no tightening helped. */
        TOLERANCE_MISSED,
        /** Pieces of a piecewise field follow each other without time going on. */
        EVENTS_ACCUMULATE,
        /** The field pushes back from both sides of a boundary, and how to go on along it is not known. */
        PUSHED_BACK
    }

    /** Whether the last save time was reached. */
    public boolean completed() {
        return status == Status.COMPLETED;
    }

    /** A run that reached its last save time. */
    public static Ending done() {
        return new Ending(Status.COMPLETED, "reached the last time");
    }

    public static Ending stopped(double time) {
        return new Ending(Status.STOPPED, "stopped on request at t = " + time);
    }

    public static Ending tooSmall(double time, double step) {
        return new Ending(
                Status.STEP_TOO_SMALL,
                "step size " + step + " at t = " + time
                        + " is below the resolution of time; loosen the tolerance or look for a singularity there");
    }

    public static Ending solverStopped(double time, String reason) {
        return new Ending(Status.SOLVER_STOPPED, "the solver stopped at t = " + time + ": " + reason);
    }

    public static Ending tooMany(double time, long steps) {
        return new Ending(
                Status.TOO_MANY_STEPS,
                steps + " steps reached t = " + time
                        + "; allow more steps, loosen the tolerance, or, for a stiff problem, take an implicit stepper or"
                        + " standardize the features (the rates grow with the square of their size)");
    }

    public static Ending accumulated(double time, int events, double span) {
        return new Ending(
                Status.EVENTS_ACCUMULATE,
                events + " kinks followed each other within " + span + " of time at t = " + time
                        + "; the path is not followed further, whether it goes on there is not decided");
    }

    /** Both sides of a boundary push back, and how to go on along it is not known. */
    public static Ending pushedBack(double time, String boundary) {
        return new Ending(
                Status.PUSHED_BACK,
                "at t = " + time + " the field pushes back to the kink (" + boundary
                        + ") from both sides; only the standard flow is followed along kinks");
    }

    /** Steps go to and fro over boundaries that are not located. */
    public static Ending amongKinks(double time, String measured) {
        return new Ending(
                Status.PUSHED_BACK,
                "at t = " + time + " " + measured
                        + " and time hardly went on, as where a flow slides along kinks; these are"
                        + " located for multilayer perceptrons only: take --field descent=η, a looser tolerance, or an earlier end");
    }

    public static Ending missed(double time, double estimate, double allowed) {
        return new Ending(
                Status.TOLERANCE_MISSED,
                "estimated global error " + estimate + " at t = " + time + ", allowed " + allowed);
    }

    public static Ending notFinite(double time) {
        return new Ending(Status.NOT_FINITE, "the field is not finite at t = " + time);
    }
}
