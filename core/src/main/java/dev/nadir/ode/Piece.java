package dev.nadir.ode;

/**
 * A field on one of the pieces on which a {@link PiecewiseField} is smooth.
 *
 * <p>The field is defined and smooth a little beyond the piece too, so that a step may overshoot; where the piece ends is
 * then located on the smooth path, and the run goes on from there on the next piece.
 */
public interface Piece extends VectorField {

    /** Numbers that are at least 0 inside the piece; the path leaves it where one of them becomes negative. */
    double[] guards(double[] state);

    /** What follows at a state just behind the place where a guard became negative. */
    Passage leave(double time, double[] state);

    /**
     * A state that satisfies what holds on the piece (a kink that is slid along stays a kink), moved by no more than was
     * wrong: the same array if it is wrong by no more than {@code allowed}.
     *
     * @param allowed distance in the Euclidean norm; 0 for rounding only
     */
    double[] settled(double[] state, double allowed);
}
