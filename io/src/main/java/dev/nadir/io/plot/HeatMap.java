package dev.nadir.io.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A table of numbers as colours: diverging about zero if there are negative values, else from violet (smallest) to
 * yellow (largest); grey is NaN.
 *
 * @param title what it shows
 * @param rows names of the rows, top to bottom
 * @param columns names of the columns
 * @param values rows times columns numbers, row by row
 */
public record HeatMap(String title, List<String> rows, List<String> columns, double[] values) implements Chart {
    private static final int SCALE_STEPS = 64;

    /** Checks that there is one value per cell. */
    public HeatMap {
        Objects.requireNonNull(title, "title");
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.clone();
        if ((long) rows.size() * columns.size() != values.length) {
            throw new IllegalArgumentException(
                    "values: got " + values.length + ", expected " + rows.size() + " x " + columns.size());
        }
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        if (values.length == 0) {
            svg.text(12, 50, "no values", "class=\"np-dim\"");
            return svg.finish();
        }
        double left =
                rows.stream().mapToDouble(r -> Text.width(r, Svg.SMALL)).max().orElse(0);
        Box area = svg.body().inside(Math.min(left, width / 3.0) + 16, 30);
        Box cells = new Box(area.x(), area.y(), Math.max(20, area.width() - 74), area.height());
        double low = low();
        double high = high();
        svg.image(cells, Png.base64(columns.size(), rows.size(), i -> colour(values[i], low, high)));
        drawNames(svg, cells);
        drawScale(svg, new Box(cells.right() + 14, cells.y(), 14, cells.height()));
        return svg.finish();
    }

    private double low() {
        double least = finite().min().orElse(0);
        return least < 0 ? -high() : least;
    }

    private double high() {
        boolean negative = finite().anyMatch(v -> v < 0);
        return (negative ? finite().map(Math::abs) : finite()).max().orElse(1);
    }

    private DoubleStream finite() {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    private static int[] colour(double value, double low, double high) {
        if (low < 0) {
            return Palette.diverging(value / high);
        }
        return Palette.sequential(high > low ? (value - low) / (high - low) : value - low);
    }

    private void drawNames(Svg svg, Box cells) {
        double line = cells.height() / rows.size();
        int each = (int) Math.max(1, Math.ceil(14 / line));
        for (int i = 0; i < rows.size(); i += each) {
            String name = Text.fit(rows.get(i), Svg.SMALL, cells.x() - 12);
            double y = cells.y() + (i + 0.5) * line + 4;
            svg.text(cells.x() - 6, y, name, "text-anchor=\"end\" class=\"np-dim\"");
        }
        double slot = cells.width() / columns.size();
        double widest = columns.stream()
                .mapToDouble(c -> Text.width(c, Svg.SMALL))
                .max()
                .orElse(0);
        int step = (int) Math.max(1, Math.ceil(Math.min(widest + 8, 90) / slot));
        for (int j = 0; j < columns.size(); j += step) {
            String name = Text.fit(columns.get(j), Svg.SMALL, step * slot);
            double x = cells.x() + (j + 0.5) * slot;
            svg.text(x, cells.bottom() + 17, name, "text-anchor=\"middle\" class=\"np-dim\"");
        }
    }

    private void drawScale(Svg svg, Box bar) {
        double low = low();
        double high = high();
        double[] shades = IntStream.range(0, SCALE_STEPS)
                .mapToDouble(i -> high - (high - low) * i / (SCALE_STEPS - 1))
                .toArray();
        svg.image(bar, Png.base64(1, SCALE_STEPS, i -> colour(shades[i], low, high)));
        svg.text(bar.right() + 4, bar.y() + 9, Ticks.label(high), "class=\"np-dim\"");
        svg.text(bar.right() + 4, bar.bottom(), Ticks.label(low), "class=\"np-dim\"");
    }
}
