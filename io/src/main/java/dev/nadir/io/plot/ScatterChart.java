package dev.nadir.io.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Points of the plane by class, with lines: what a layer does to two-dimensional data.
 *
 * @param title what it shows
 * @param labels names of the two coordinates
 * @param classes points, in the order of their colours
 * @param hyperplanes lines; the range follows the points, not the lines
 */
public record ScatterChart(String title, BarChart.Labels labels, List<PointClass> classes, List<Hyperplane> hyperplanes)
        implements Chart {

    /** Copies the lists. */
    public ScatterChart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(labels, "labels");
        classes = List.copyOf(classes);
        hyperplanes = List.copyOf(hyperplanes);
    }

    /** An empty plane. */
    public static ScatterChart of(String title, String x, String y) {
        return new ScatterChart(title, new BarChart.Labels(x, y), List.of(), List.of());
    }

    /** One class more. */
    public ScatterChart withClass(PointClass more) {
        return new ScatterChart(title, labels, Lists.and(classes, more), hyperplanes);
    }

    /** One line more. */
    public ScatterChart withHyperplane(Hyperplane more) {
        return new ScatterChart(title, labels, classes, Lists.and(hyperplanes, more));
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        Range[] ranges = {
            Range.of(Axis.linear(""), classes.stream().map(PointClass::x)),
            Range.of(Axis.linear(""), classes.stream().map(PointClass::y))
        };
        Box rest = Legend.draw(svg, svg.body(), legend());
        Axes axes = Axes.draw(svg, rest, new Axes.Labels(labels.x(), labels.y()), ranges);
        svg.clip(axes.area());
        StringBuilder lines = new StringBuilder();
        hyperplanes.forEach(h -> lines.append(line(axes, h)));
        svg.path(lines, "class=\"np-axis\" stroke-width=\"1.4\"");
        svg.endClip();
        for (int k = 0; k < classes.size(); k++) {
            drawClass(svg, axes, k);
        }
        return svg.finish();
    }

    private List<Legend.Entry> legend() {
        List<Legend.Entry> entries = new ArrayList<>();
        long missing = 0;
        for (int k = 0; k < classes.size(); k++) {
            entries.add(new Legend.Entry(classes.get(k).name(), Palette.colour(k), Glyph.ofClass(k)));
            PointClass points = classes.get(k);
            missing += Stream.iterate(0, i -> i < points.x().length, i -> i + 1)
                    .filter(i -> !drawable(points.x()[i], points.y()[i]))
                    .count();
        }
        hyperplanes.stream()
                .map(Hyperplane::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .forEach(name -> entries.add(new Legend.Entry(name, "#8a96a3", Glyph.LINE)));
        if (missing > 0) {
            entries.add(new Legend.Entry(missing + " not finite", "none", Glyph.NOTE));
        }
        return entries;
    }

    private static boolean drawable(double x, double y) {
        return Math.abs(x) <= 1e300 && Math.abs(y) <= 1e300;
    }

    private void drawClass(Svg svg, Axes axes, int k) {
        StringBuilder path = new StringBuilder();
        PointClass points = classes.get(k);
        for (int i = 0; i < points.x().length; i++) {
            if (drawable(points.x()[i], points.y()[i])) {
                path.append(Glyph.ofClass(k).outline(axes.px(points.x()[i]), axes.py(points.y()[i]), 3));
            }
        }
        svg.path(path, "fill=\"" + Palette.colour(k) + "\" fill-opacity=\"0.85\"");
    }

    /**
     * The part of the line in the area. With u, v in [0, 1] along the axes the line is A u + B v + C = 0; the larger
     * of |A|, |B| is divided by, and lines that miss the square are left out.
     */
    private static String line(Axes axes, Hyperplane h) {
        Range x = axes.x();
        Range y = axes.y();
        double u = h.a() * (x.high() - x.low());
        double v = h.b() * (y.high() - y.low());
        double constant = h.a() * x.low() + h.b() * y.low() + h.c();
        boolean steep = Math.abs(u) > Math.abs(v);
        double slope = steep ? -v / u : -u / v;
        double start = steep ? -constant / u : -constant / v;
        boolean meets = Math.max(start, start + slope) >= 0 && Math.min(start, start + slope) <= 1;
        if (!meets || !Double.isFinite(slope)) {
            return "";
        }
        Box area = axes.area();
        double[] first = steep ? new double[] {start, 0} : new double[] {0, start};
        double[] last = steep ? new double[] {start + slope, 1} : new double[] {1, start + slope};
        return Svg.segment(
                area.x() + first[0] * area.width(),
                area.bottom() - first[1] * area.height(),
                area.x() + last[0] * area.width(),
                area.bottom() - last[1] * area.height());
    }
}
