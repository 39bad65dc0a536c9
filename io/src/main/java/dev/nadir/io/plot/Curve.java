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
    private final StringBuilder dots = new StringBuilder();
    private boolean joined;
    private int run;

    Curve(Axes axes, Series series) {
        this.axes = axes;
        this.style = series.style();
        for (int i = 0; i < series.x().length; i++) {
            add(series.x()[i], series.y()[i]);
        }
        endRun();
    }

    private void add(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            endRun();
            return;
        }
        double px = axes.px(x);
        double py = axes.py(y);
        if (!axes.shows(x, y)) {
            endRun();
            if (moved(px, py)) {
                edge.append(edgeMark(px, py, axes.y().fraction(y) > 1));
                keep(px, py);
            }
            return;
        }
        if (joined && !moved(px, py)) {
            return;
        }
        append(px, py);
        if (style == SeriesStyle.MARKED_LINE) {
            dots.append(Glyph.CIRCLE.outline(px, py, 2.4));
        }
        keep(px, py);
        joined = true;
        run++;
    }

    /** A point without neighbours has no line to be seen by, so it gets a dot. */
    private void endRun() {
        if (run == 1 && joined && style != SeriesStyle.POINTS && style != SeriesStyle.MARKED_LINE) {
            dots.append(Glyph.CIRCLE.outline(lastX, lastY, 2.4));
        }
        joined = false;
        run = 0;
    }

    private String edgeMark(double px, double py, boolean above) {
        double inner = Math.max(axes.area().y() + 5, Math.min(py, axes.area().bottom() - 5));
        return Glyph.EDGE.outline(px, inner, above ? -4 : 4);
    }

    private void append(double px, double py) {
        if (style == SeriesStyle.POINTS) {
            path.append(Glyph.CIRCLE.outline(px, py, 2.6));
        } else if (!joined) {
            path.append('M').append(Svg.number(px)).append(' ').append(Svg.number(py));
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

    /** In the k-th colour. */
    void draw(Svg svg, int k) {
        String colour = Palette.colour(k);
        if (style == SeriesStyle.POINTS) {
            svg.path(path, "fill=\"" + colour + "\" fill-opacity=\"0.85\"");
        } else {
            svg.path(
                    path,
                    "fill=\"none\" stroke=\"" + colour
                            + "\" stroke-width=\"1.8\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
                            + Glyph.ofLine(k).dashes());
        }
        svg.path(dots, "fill=\"" + colour + "\"");
        svg.path(edge, "fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.3\"");
    }
}
