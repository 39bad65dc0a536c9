package dev.nadir.io.plot;

import java.util.Objects;

/**
 * The area between two curves, in the colour of a series: quartiles, a confidence band. NaN makes a gap.
 *
 * @param series index of the series it belongs to
 * @param x abscissae
 * @param low lower ordinates, as many
 * @param high upper ordinates, as many
 */
public record Band(int series, double[] x, double[] low, double[] high) {

    /** Copies the arrays and checks that they are of one length. */
    public Band {
        Objects.requireNonNull(x, "x");
        if (x.length != low.length || x.length != high.length) {
            throw new IllegalArgumentException("band: got " + low.length + " lower and " + high.length
                    + " upper values, expected one per x = " + x.length);
        }
        x = x.clone();
        low = low.clone();
        high = high.clone();
    }

    /** Draws it below the curves; what lies beyond the axes is drawn at their edge. */
    void draw(Svg svg, Axes axes, String colour) {
        StringBuilder path = new StringBuilder();
        int first = 0;
        while (first < x.length) {
            int end = first;
            while (end < x.length && !Double.isNaN(low[end]) && !Double.isNaN(high[end]) && !Double.isNaN(x[end])) {
                end++;
            }
            outline(path, axes, first, end);
            first = end + 1;
        }
        svg.path(path, "fill=\"" + colour + "\" fill-opacity=\"0.18\"");
    }

    private void outline(StringBuilder path, Axes axes, int first, int end) {
        if (end - first < 2) {
            return;
        }
        for (int i = first; i < end; i++) {
            path.append(i == first ? 'M' : 'L').append(point(axes, x[i], high[i]));
        }
        for (int i = end - 1; i >= first; i--) {
            path.append('L').append(point(axes, x[i], low[i]));
        }
        path.append('z');
    }

    private static String point(Axes axes, double atX, double atY) {
        return Svg.number(axes.px(atX)) + " " + Svg.number(axes.py(atY));
    }
}
