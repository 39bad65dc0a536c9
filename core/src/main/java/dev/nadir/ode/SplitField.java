package dev.nadir.ode;

/** An autonomous field F(u) that can say what its stiff linear part is at a state: what implicit steppers need. */
public interface SplitField extends VectorField {

    /** A symmetric operator L close to the Jacobian of F at the state, in a basis in which it is tridiagonal. */
    LinearPart linearize(double[] state);
}
