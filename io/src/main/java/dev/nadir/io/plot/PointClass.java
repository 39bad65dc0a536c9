package dev.nadir.io.plot;

import java.util.Objects;

/**
 * Points that share a class.
 *
 * @param name of the class
 * @param x first coordinates
 * @param y second coordinates, as many
 */
public record PointClass(String name, double[] x, double[] y) {

    /** Copies the arrays and checks that they are of one length. */
    public PointClass {
        Objects.requireNonNull(name, "name");
        if (x.length != y.length) {
            throw new IllegalArgumentException("y: got " + y.length + " values, expected one per x = " + x.length);
        }
        x = x.clone();
        y = y.clone();
    }
}
