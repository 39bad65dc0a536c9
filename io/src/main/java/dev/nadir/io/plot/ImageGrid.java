package dev.nadir.io.plot;

import java.util.List;
import java.util.Objects;

/**
 * Images side by side, such as hyperplane normals: blue is negative, white zero, red positive, grey NaN; every tile is
 * scaled by its own largest magnitude, which is written below it.
 *
 * @param title what they show together
 * @param tiles the images, row by row
 */
public record ImageGrid(String title, List<Tile> tiles) implements Chart {
    private static final double CAPTION = 34;
    private static final String MIDDLE = "text-anchor=\"middle\" class=";

    /** Copies the list. */
    public ImageGrid {
        Objects.requireNonNull(title, "title");
        tiles = List.copyOf(tiles);
    }

    @Override
    public String toSvg(int width, int height) {
        Svg svg = new Svg(width, height, title);
        Box body = svg.body();
        int columns = columns(body);
        int rows = Math.max(1, (tiles.size() + columns - 1) / columns);
        for (int k = 0; k < tiles.size(); k++) {
            draw(svg, body.cell(k, columns, rows), tiles.get(k));
        }
        return svg.finish();
    }

    /** The number of columns that makes square tiles largest. */
    private int columns(Box body) {
        int best = 1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int columns = 1; columns <= tiles.size(); columns++) {
            int rows = (tiles.size() + columns - 1) / columns;
            double side = Math.min(body.width() / columns - 12, body.height() / rows - CAPTION - 6);
            if (side > largest) {
                largest = side;
                best = columns;
            }
        }
        return best;
    }

    private static void draw(Svg svg, Box cell, Tile tile) {
        double room = Math.max(4, cell.height() - CAPTION - 6);
        double scale = Math.min(Math.max(4, cell.width() - 12) / tile.width(), room / tile.height());
        double w = scale * tile.width();
        double middle = cell.x() + cell.width() / 2;
        Box image = new Box(middle - w / 2, cell.y() + 2, w, scale * tile.height());
        svg.image(image, tile.png());
        svg.rect(image, "class=\"np-axis\" stroke-width=\"0.6\"");
        String label = Text.fit(tile.label(), Svg.SMALL, cell.width() - 4);
        svg.text(middle, image.bottom() + 14, label, MIDDLE + "\"np-fg\"");
        String size = Text.fit("max |·| " + Ticks.label(tile.largest()), Svg.SMALL, cell.width() - 4);
        svg.text(middle, image.bottom() + 28, size, MIDDLE + "\"np-dim\"");
    }
}
