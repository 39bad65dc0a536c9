package dev.nadir.io.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How often values fall into equally wide bins; values that are not finite are counted in a note.
 *
 * @param title what it shows
 * @param label the quantity
 * @param values the sample
 * @param bins how many, at least 1
 */
public record Histogram(String title, String label, double[] values, int bins) implements Chart {

    /** Copies the values and checks the number of bins. */
    public Histogram {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(label, "label");
        values = values.clone();
        if (bins < 1) {
            throw new IllegalArgumentException("bins: got " + bins + ", expected at least 1");
        }
    }

    /** Counts per bin over [smallest, largest]; the last bin includes the largest; equal values share one bin. */
    public int[] counts() {
        double[] shown = finite();
        int[] counts = new int[bins];
        double[] ends = ends(shown);
        for (double v : shown) {
            // halves, so that the width of an extreme range does not overflow
            double part = (v / 2 - ends[0] / 2) / (ends[1] / 2 - ends[0] / 2);
            counts[(int) Math.min(bins - 1, Math.max(0, part * bins))]++;
        }
        return counts;
    }

    private double[] finite() {
        return Arrays.stream(values).filter(v -> Math.abs(v) <= 1e300).toArray();
    }

    /** First and last bin edge, apart even if all values are equal. */
    private static double[] ends(double[] shown) {
        double low = Arrays.stream(shown).min().orElse(0);
        double high = Arrays.stream(shown).max().orElse(1);
        if (high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)) && high - low > 1e-290) {
            return new double[] {low, high};
        }
        double half = Math.abs(low) < 1e-290 ? 0.5 : 0.1 * Math.abs(low);
        return new double[] {low - half, high + half};
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        drawInto(svg, svg.body(), 0);
        return svg.finish();
    }

    /** Draws counts and axes into a box in the k-th colour. */
    void drawInto(Svg svg, Box box, int k) {
        double[] ends = ends(finite());
        int[] counts = counts();
        double most = Math.max(1, IntStream.of(counts).max().orElse(1));
        Range across = Range.of(Axis.linear(""), Stream.of(ends));
        Range[] ranges = {across, new Range(0, 1.05 * most, false)};
        int hidden = values.length - finite().length;
        List<Legend.Entry> note = hidden == 0
                ? List.of()
                : List.of(new Legend.Entry(hidden + " of " + values.length + " not finite", "none", Glyph.NOTE));
        Box rest = Legend.draw(svg, box, note);
        Axes axes = Axes.draw(svg, rest, new Axes.Labels(label, "count"), ranges);
        StringBuilder path = new StringBuilder();
        double step = (axes.px(ends[1]) - axes.px(ends[0])) / bins;
        for (int b = 0; b < bins; b++) {
            double left = axes.px(ends[0]) + b * step;
            double air = step > 3 ? 0.5 : 0;
            if (counts[b] > 0) {
                path.append(Svg.segment(left + air, axes.area().bottom(), left + air, axes.py(counts[b])));
                path.append('H').append(Svg.number(left + step - air)).append('V');
                path.append(Svg.number(axes.area().bottom())).append('z');
            }
        }
        svg.path(path, "fill=\"" + Palette.colour(k) + "\"");
    }
}
