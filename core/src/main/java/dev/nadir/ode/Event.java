package dev.nadir.ode;

/**
 * Something discrete about a state, whose changes are located in time and stepped to.
 *
 * <p>A ReLU network has the sign pattern of its pre-activations, a threshold has one bit. Steps never run across a
 * change: they end just behind it, so that a field that is only piecewise smooth is integrated piece by piece.
 */
public interface Event {

    /** What to call it in reports: "kink". */
    String name();

    /** A number that changes exactly when the event happens; states in the same piece have the same code. */
    long code(double time, double[] state);
}
