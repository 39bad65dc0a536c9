package dev.nadir.io.plot;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Points (x_i, y_i) in the order in which they are joined; NaN makes a gap.
 *
 * @param name for the legend
 * @param x abscissae
 * @param y ordinates, as many
 * @param style how to draw them
 */
public record Series(String name, double[] x, double[] y, SeriesStyle style) {

    /** Copies the arrays and checks that they are of one length. */
    public Series {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(style, "style");
        if (x.length != y.length) {
            throw new IllegalArgumentException("y: got " + y.length + " values, expected one per x = " + x.length);
        }
        x = x.clone();
        y = y.clone();
    }

    /** A line through the points. */
    public static Series line(String name, double[] x, double[] y) {
        return new Series(name, x, y, SeriesStyle.LINE);
    }

    /** The values y_1 ... y_n over their index 1 ... n. */
    public static Series indexed(String name, double[] y, SeriesStyle style) {
        double[] index = IntStream.rangeClosed(1, y.length).asDoubleStream().toArray();
        return new Series(name, index, y, style);
    }
}
