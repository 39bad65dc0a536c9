package dev.nadir.io.plot;

/** The path of one series, broken at gaps, with hollow marks where a value lies beyond the axes. */
final class Curve {
    /** Points nearer than this to the last one drawn would not be seen. */
    private static final double RESOLUTION = 0.35;

    private final Axes axes;
    private final SeriesStyle style;
    private final StringBuilder path = new StringBuilder();
    private final StringBuilder edge = new StringBuilder();
    private double lastX = Double.NaN;
    private double lastY = Double.NaN;
    private boolean joined;

    Curve(Axes axes, Series series) {
        this.axes = axes;
        this.style = series.style();
        for (int i = 0; i < series.x().length; i++) {
            add(series.x()[i], series.y()[i]);
        }
    }

    private void add(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            joined = false;
            return;
        }
        double px = axes.px(x);
        double py = axes.py(y);
        if (!axes.shows(x, y)) {
            joined = false;
            if (moved(px, py)) {
                edge.append(edgeMark(px, py));
                keep(px, py);
            }
            return;
        }
        if (joined && !moved(px, py)) {
            return;
        }
        append(px, py);
        keep(px, py);
        joined = true;
    }

    private String edgeMark(double px, double py) {
        double inner = Math.max(axes.area().y() + 5, Math.min(py, axes.area().bottom() - 5));
        return Glyph.EDGE.outline(px, inner, 4);
    }

    private void append(double px, double py) {
        if (style == SeriesStyle.POINTS) {
            path.append(Glyph.CIRCLE.outline(px, py, 2.6));
        } else if (!joined) {
            // a line of length zero with a round cap shows a point that has no neighbours
            path.append(Svg.segment(px, py, px, py));
        } else {
            if (style == SeriesStyle.STEPS) {
                path.append('H').append(Svg.number(px));
            }
            path.append('L').append(Svg.number(px)).append(' ').append(Svg.number(py));
        }
    }

    private boolean moved(double px, double py) {
        return !(Math.abs(px - lastX) < RESOLUTION && Math.abs(py - lastY) < RESOLUTION);
    }

    private void keep(double px, double py) {
        lastX = px;
        lastY = py;
    }

    boolean reachesEdge() {
        return edge.length() > 0;
    }

    void draw(Svg svg, String colour) {
        if (style == SeriesStyle.POINTS) {
            svg.path(path, "fill=\"" + colour + "\" fill-opacity=\"0.85\"");
        } else {
            svg.path(
                    path,
                    "fill=\"none\" stroke=\"" + colour
                            + "\" stroke-width=\"1.8\" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        }
        svg.path(edge, "fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.3\"");
    }
}
