package dev.nadir.ode;

/** A field that is smooth on pieces, each of which knows where it ends and what follows. */
public interface PiecewiseField extends VectorField {

    /** The piece on which the path goes on from a state, found from the state alone, so that a run can be resumed. */
    Passage enter(double time, double[] state);
}
