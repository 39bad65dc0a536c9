package dev.nadir.io.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Stacked bars, such as the loss of every sample split into what the step can reach and what is blocked. Positive
 * values are stacked upwards, negative ones downwards. With more bars than half the pixels, neighbours are averaged
 * and the axis says so.
 *
 * @param title what it shows
 * @param labels names of the two axes
 * @param categories names below the bars; empty for the indices 0, 1, ...
 * @param series layers from the axis outwards, all of one length
 */
public record BarChart(String title, Labels labels, List<String> categories, List<BarSeries> series) implements Chart {

    /**
     * Names of the axes.
     *
     * @param x below
     * @param y at the left
     */
    public record Labels(String x, String y) {}

    /** Checks that all layers and the categories are of one length. */
    public BarChart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(labels, "labels");
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        int bars = bars(categories, series);
        for (BarSeries layer : series) {
            if (layer.values().length != bars) {
                throw new IllegalArgumentException(
                        "bars of " + layer.name() + ": got " + layer.values().length + ", expected " + bars);
            }
        }
    }

    /** Bars over the indices 0, 1, ..., without layers yet. */
    public static BarChart of(String title, String x, String y) {
        return new BarChart(title, new Labels(x, y), List.of(), List.of());
    }

    /** The same bars with names below them. */
    public BarChart withCategories(List<String> names) {
        return new BarChart(title, labels, names, series);
    }

    /** One layer more. */
    public BarChart withSeries(String name, double... values) {
        return new BarChart(title, labels, categories, Lists.and(series, new BarSeries(name, values)));
    }

    private static int bars(List<String> categories, List<BarSeries> series) {
        if (categories.isEmpty() && !series.isEmpty()) {
            return series.get(0).values().length;
        }
        return categories.size();
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        int bars = bars(categories, series);
        int group = Math.max(1, (int) Math.ceil(bars / Math.max(1.0, (width - 80) / 2.0)));
        List<double[]> layers =
                series.stream().map(s -> averaged(s.values(), group)).toList();
        int shown = (bars + group - 1) / group;
        double[][] ends = new double[2 * layers.size()][shown];
        stack(layers, ends);
        Range y = Range.of(Axis.linear(""), Stream.concat(Arrays.stream(ends), Stream.of(new double[1])));
        Range[] ranges = {new Range(-0.5, Math.max(1, shown) - 0.5, false), snappedToZero(y, ends)};
        Box rest = Legend.draw(svg, svg.body(), legend());
        String along = group == 1 ? labels.x() : labels.x() + " (each bar the mean of " + group + ")";
        Axes.Labels axisLabels = new Axes.Labels(along.strip(), labels.y());
        Axes axes = Axes.drawWithTicks(svg, rest, axisLabels, ranges, ticks(shown, group, rest.width()));
        for (int k = 0; k < layers.size(); k++) {
            drawLayer(svg, axes, ends, k);
        }
        return svg.finish();
    }

    /** Bars stand on the axis: no margin on the side where nothing is. */
    private static Range snappedToZero(Range y, double[][] ends) {
        boolean negative = Arrays.stream(ends).flatMapToDouble(Arrays::stream).anyMatch(v -> v < 0);
        boolean positive = Arrays.stream(ends).flatMapToDouble(Arrays::stream).anyMatch(v -> v > 0);
        return new Range(negative ? y.low() : 0, positive || !negative ? y.high() : 0, false);
    }

    private List<Legend.Entry> legend() {
        if (series.size() < 2) {
            return List.of();
        }
        return IntStream.range(0, series.size())
                .mapToObj(k -> new Legend.Entry(series.get(k).name(), Palette.colour(k), Glyph.BAR))
                .toList();
    }

    private List<Tick> ticks(int shown, int group, double width) {
        if (categories.isEmpty()) {
            Range samples = new Range(-0.5 * group, (Math.max(1, shown) - 0.5) * group, false);
            return Ticks.of(samples, (int) (width / 70)).stream()
                    .filter(t -> t.unit() == Math.rint(t.unit()) && t.unit() >= 0)
                    .map(t -> new Tick(t.unit() / group, t.label()))
                    .toList();
        }
        double room = Math.max(40, (width - 60) / Math.max(1, shown) - 6);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            ticks.add(new Tick(i, Text.fit(categories.get(i * group), Svg.SMALL, room)));
        }
        return ticks;
    }

    private static double[] averaged(double[] values, int group) {
        return IntStream.range(0, (values.length + group - 1) / group)
                .mapToDouble(b -> Arrays.stream(values, b * group, Math.min(values.length, (b + 1) * group))
                        .filter(v -> !Double.isNaN(v))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Rows 2k and 2k+1 of {@code ends} become the beginning and end of the pieces of layer k. */
    private static void stack(List<double[]> layers, double[][] ends) {
        int bars = layers.isEmpty() ? 0 : layers.get(0).length;
        for (int i = 0; i < bars; i++) {
            double up = 0;
            double down = 0;
            for (int k = 0; k < layers.size(); k++) {
                double value = layers.get(k)[i];
                ends[2 * k][i] = value < 0 ? down : up;
                ends[2 * k + 1][i] = ends[2 * k][i] + value;
                if (value < 0) {
                    down += value;
                } else if (value > 0) {
                    up += value;
                }
            }
        }
    }

    private static void drawLayer(Svg svg, Axes axes, double[][] ends, int k) {
        int bars = ends[2 * k].length;
        double slot = axes.area().width() / bars;
        double thick = Math.max(0.8, slot > 4 ? slot * 0.8 : slot);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < bars; i++) {
            double from = ends[2 * k][i];
            double to = ends[2 * k + 1][i];
            if (Double.isNaN(from) || Double.isNaN(to) || from == to) {
                continue;
            }
            double left = axes.px(i) - thick / 2;
            path.append(Svg.segment(left, axes.py(from), left, axes.py(to)));
            path.append('h').append(Svg.number(thick)).append('V').append(Svg.number(axes.py(from)));
            path.append('z');
        }
        svg.path(path, "fill=\"" + Palette.colour(k) + "\"");
    }
}
