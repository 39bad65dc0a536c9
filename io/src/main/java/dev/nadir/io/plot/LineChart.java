package dev.nadir.io.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Curves over common axes, with marker lines: spectra, costs over time.
 *
 * @param title what it shows
 * @param x horizontal axis
 * @param y vertical axis
 * @param series curves, in the order of their colours
 * @param markers lines across the picture
 * @param bands areas below the curves
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series, List<Marker> markers, List<Band> bands)
        implements Chart {

    /** Copies the lists. */
    public LineChart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        series = List.copyOf(series);
        markers = List.copyOf(markers);
        bands = List.copyOf(bands);
    }

    /** Axes without curves yet. */
    public static LineChart of(String title, Axis x, Axis y) {
        return new LineChart(title, x, y, List.of(), List.of(), List.of());
    }

    /** One curve more. */
    public LineChart withSeries(Series more) {
        return new LineChart(title, x, y, Lists.and(series, more), markers, bands);
    }

    /** One marker line more. */
    public LineChart withMarker(Marker more) {
        return new LineChart(title, x, y, series, Lists.and(markers, more), bands);
    }

    /** One band more. */
    public LineChart withBand(Band more) {
        return new LineChart(title, x, y, series, markers, Lists.and(bands, more));
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        Range[] ranges = {range(x, false), range(y, true)};
        Box rest = Legend.draw(svg, svg.body(), legend(ranges));
        Axes axes = Axes.draw(svg, rest, new Axes.Labels(x.label(), y.label()), ranges);
        bands.forEach(band -> band.draw(svg, axes, Palette.colour(band.series())));
        for (int k = 0; k < series.size(); k++) {
            new Curve(axes, series.get(k)).draw(svg, k);
        }
        markers.forEach(marker -> draw(svg, axes, marker));
        return svg.finish();
    }

    private Range range(Axis axis, boolean vertical) {
        double[] lines = markers.stream()
                .filter(m -> m.horizontal() == vertical)
                .mapToDouble(Marker::value)
                .filter(v -> axis.scale() == AxisScale.LINEAR || v > 0)
                .toArray();
        Stream<double[]> data = series.stream().map(vertical ? Series::y : Series::x);
        Stream<double[]> edges = bands.stream().filter(b -> vertical).flatMap(b -> Stream.of(b.low(), b.high()));
        return Range.of(axis, Stream.of(data, edges, Stream.of(lines)).flatMap(all -> all));
    }

    private List<Legend.Entry> legend(Range[] ranges) {
        List<Legend.Entry> entries = new ArrayList<>();
        for (int k = 0; series.size() > 1 && k < series.size(); k++) {
            Glyph glyph = series.get(k).style() == SeriesStyle.POINTS ? Glyph.CIRCLE : Glyph.ofLine(k);
            entries.add(new Legend.Entry(series.get(k).name(), Palette.colour(k), glyph));
        }
        for (Marker marker : markers) {
            String value = marker.label() + " = " + Ticks.label(marker.value());
            entries.add(new Legend.Entry(value, "none", Glyph.DASH));
        }
        if (beyond(ranges)) {
            entries.add(new Legend.Entry(edgeNote(), "none", Glyph.EDGE));
        }
        return entries;
    }

    private String edgeNote() {
        boolean log = x.scale() == AxisScale.LOG || y.scale() == AxisScale.LOG;
        return log ? "≤ floor: zero or negative, or not finite" : "not finite";
    }

    private boolean beyond(Range[] ranges) {
        return series.stream().anyMatch(s -> hidden(ranges[0], s.x(), s.y()) || hidden(ranges[1], s.y(), s.x()));
    }

    private static boolean hidden(Range range, double[] values, double[] others) {
        for (int i = 0; i < values.length; i++) {
            boolean gap = Double.isNaN(values[i]) || Double.isNaN(others[i]);
            if (!gap && !Axes.inside(range.fraction(values[i]))) {
                return true;
            }
        }
        return false;
    }

    private static void draw(Svg svg, Axes axes, Marker marker) {
        Range range = marker.horizontal() ? axes.y() : axes.x();
        if (!Axes.inside(range.fraction(marker.value()))) {
            return;
        }
        Box area = axes.area();
        if (marker.horizontal()) {
            double at = axes.py(marker.value());
            svg.path(Svg.segment(area.x(), at, area.right(), at), "class=\"np-mark\"");
            double above = at - 4 < area.y() + 10 ? at + 12 : at - 4;
            String name = Text.fit(marker.label(), Svg.SMALL, area.width() - 8);
            svg.text(area.right() - 4, above, name, "text-anchor=\"end\" class=\"np-dim\"");
        } else {
            double at = axes.px(marker.value());
            svg.path(Svg.segment(at, area.y(), at, area.bottom()), "class=\"np-mark\"");
            boolean left = at > area.x() + area.width() / 2;
            String name = Text.fit(marker.label(), Svg.SMALL, area.width() / 2 - 8);
            String anchor = left ? "text-anchor=\"end\"" : "text-anchor=\"start\"";
            svg.text(left ? at - 5 : at + 5, area.bottom() - 8, name, anchor + " class=\"np-dim\"");
        }
    }
}
