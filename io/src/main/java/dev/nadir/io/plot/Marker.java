package dev.nadir.io.plot;

import java.util.Objects;

/**
 * A dashed line across the whole picture at one value, such as the rank cut.
 *
 * @param label written at its end
 * @param value where; a value the axis cannot show is named in the legend instead
 * @param horizontal true for a line at y = value, false for x = value
 */
public record Marker(String label, double value, boolean horizontal) {

    /** Checks that the label is there and the value is a number. */
    public Marker {
        Objects.requireNonNull(label, "label");
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("marker " + label + ": got NaN, expected a number");
        }
    }

    /** The line y = value. */
    public static Marker horizontal(String label, double value) {
        return new Marker(label, value, true);
    }

    /** The line x = value. */
    public static Marker vertical(String label, double value) {
        return new Marker(label, value, false);
    }
}
