package dev.nadir.io.plot;

import java.util.Objects;

/**
 * The line a x + b y + c = 0, such as where a unit's pre-activation changes sign.
 *
 * @param name for the legend, empty for none; lines of one name share an entry
 * @param a first component of the normal
 * @param b second component
 * @param c offset
 */
public record Hyperplane(String name, double a, double b, double c) {

    /** Checks that the numbers are finite and the normal is not zero. */
    public Hyperplane {
        Objects.requireNonNull(name, "name");
        if (!(Double.isFinite(a) && Double.isFinite(b) && Double.isFinite(c) && (a != 0 || b != 0))) {
            throw new IllegalArgumentException("hyperplane " + name + ": got " + a + " x + " + b + " y + " + c
                    + ", expected finite numbers and a normal other than zero");
        }
    }
}
