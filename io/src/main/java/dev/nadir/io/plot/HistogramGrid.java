package dev.nadir.io.plot;

import java.util.List;
import java.util.Objects;

/**
 * Small histograms side by side, such as σ' of every layer.
 *
 * @param title what they show together
 * @param panels the histograms, row by row
 */
public record HistogramGrid(String title, List<Histogram> panels) implements Chart {

    /** Copies the list. */
    public HistogramGrid {
        Objects.requireNonNull(title, "title");
        panels = List.copyOf(panels);
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        int most = Math.max(1, (int) (svg.body().width() / 220));
        int rows = Math.max(1, (panels.size() + most - 1) / most);
        int columns = Math.max(1, (panels.size() + rows - 1) / rows);
        for (int k = 0; k < panels.size(); k++) {
            Box cell = svg.body().cell(k, columns, rows);
            String name = Text.fit(panels.get(k).title(), Svg.LABEL, cell.width() - 20);
            svg.text(cell.x() + cell.width() / 2, cell.y() + 12, name, "text-anchor=\"middle\" class=\"np-fg\"");
            panels.get(k).drawInto(svg, cell.below(16), k);
        }
        return svg.finish();
    }
}
