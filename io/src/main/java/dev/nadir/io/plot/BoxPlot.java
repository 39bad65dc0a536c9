package dev.nadir.io.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Samples side by side: every value as a dot, a box from quartile to quartile, a bar at the median.
 *
 * @param title what it shows
 * @param y vertical axis
 * @param names of the samples, left to right
 * @param samples as many; NaN is left out
 */
public record BoxPlot(String title, Axis y, List<String> names, List<double[]> samples) implements Chart {
    /** How far dots are spread, in parts of the width of a sample, so that they do not hide each other. */
    private static final double[] SPREAD = {0, 0.14, -0.14, 0.07, -0.07, 0.21, -0.21};

    /** Checks that every sample has its name. */
    public BoxPlot {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(y, "y");
        names = List.copyOf(names);
        samples = List.copyOf(samples);
        if (names.size() != samples.size()) {
            throw new IllegalArgumentException(
                    "names: got " + names.size() + ", expected one per sample = " + samples.size());
        }
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        Range[] ranges = {new Range(0, Math.max(1, names.size()), false), Range.of(y, samples.stream())};
        List<Tick> ticks = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            ticks.add(new Tick(k + 0.5, names.get(k)));
        }
        Axes axes = Axes.drawWithTicks(svg, svg.body(), new Axes.Labels("", y.label()), ranges, ticks);
        for (int k = 0; k < samples.size(); k++) {
            draw(svg, axes, k);
        }
        return svg.finish();
    }

    private void draw(Svg svg, Axes axes, int k) {
        double[] sorted = Arrays.stream(samples.get(k))
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return;
        }
        String colour = Palette.colour(k);
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < sorted.length; i++) {
            double at = axes.px(k + 0.5 + SPREAD[i % SPREAD.length]);
            dots.append(Glyph.CIRCLE.outline(at, axes.py(sorted[i]), 1.8));
        }
        svg.path(dots, "fill=\"" + colour + "\" fill-opacity=\"0.55\"");
        double left = axes.px(k + 0.2);
        double right = axes.px(k + 0.8);
        double top = axes.py(quantile(sorted, 0.75));
        double bottom = axes.py(quantile(sorted, 0.25));
        Box box = new Box(left, top, right - left, Math.max(0.5, bottom - top));
        svg.rect(box, "fill=\"" + colour + "\" fill-opacity=\"0.22\" stroke=\"" + colour + "\"");
        double median = axes.py(quantile(sorted, 0.5));
        svg.path(Svg.segment(left, median, right, median), "stroke=\"" + colour + "\" stroke-width=\"3\"");
    }

    /** Linear between order statistics. */
    static double quantile(double[] sorted, double probability) {
        double at = probability * (sorted.length - 1);
        int below = (int) at;
        boolean exact = at == below || below + 1 >= sorted.length;
        return exact ? sorted[below] : sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }
}
