package dev.nadir.ode;

/** The right-hand side F of u' = F(t, u). */
public interface VectorField {

    /** Length of the state u. */
    int dimension();

    /** F(t, u), a new array; u is not changed. NaN or infinite entries mean that the field is not defined there. */
    double[] at(double time, double[] state);
}
