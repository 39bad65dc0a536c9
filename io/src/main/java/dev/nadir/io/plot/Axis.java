package dev.nadir.io.plot;

import java.util.Objects;

/**
 * One axis; its range follows the data.
 *
 * @param label the quantity, may be empty
 * @param scale linear or logarithmic
 */
public record Axis(String label, AxisScale scale) {

    /** Checks that both are there. */
    public Axis {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(scale, "scale");
    }

    /** A linear axis. */
    public static Axis linear(String label) {
        return new Axis(label, AxisScale.LINEAR);
    }

    /** A logarithmic axis. */
    public static Axis log(String label) {
        return new Axis(label, AxisScale.LOG);
    }
}
