package dev.nadir.ode;

/** A method that advances a state: the closed family of steppers. */
public sealed interface Stepper permits DormandPrince54, DormandPrince853, Radau5 {

    /** The name on the command line and in reports. */
    String name();

    /** The order of the solution that is carried on. */
    int order();
}
