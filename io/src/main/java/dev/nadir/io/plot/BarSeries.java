package dev.nadir.io.plot;

import java.util.Objects;

/**
 * One layer of a stacked bar chart.
 *
 * @param name for the legend
 * @param values one per category; NaN is a missing bar
 */
public record BarSeries(String name, double[] values) {

    /** Copies the values. */
    public BarSeries {
        Objects.requireNonNull(name, "name");
        values = values.clone();
    }
}
