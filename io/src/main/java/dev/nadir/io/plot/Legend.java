package dev.nadir.io.plot;

import java.util.List;
import java.util.stream.Stream;

/** Rows of names between the title and the plot area, so that they never cover data. */
final class Legend {
    private static final double ROW = 18;
    private static final double SWATCH = 20;
    private static final int MOST = 24;

    /** A name and the mark before it; an empty mark is a note. */
    record Entry(String name, String colour, Glyph glyph) {}

    private Legend() {}

    /** Draws the entries and returns the box that is left. */
    static Box draw(Svg svg, Box box, List<Entry> all) {
        if (all.isEmpty()) {
            return box;
        }
        double x = box.x() + 12;
        double y = box.y() + 12;
        for (Entry entry : shortened(all)) {
            String name = Text.fit(entry.name(), Svg.SMALL, box.width() - 24 - SWATCH);
            double width = SWATCH + Text.width(name, Svg.SMALL) + 14;
            if (x > box.x() + 12 && x + width > box.right() - 4) {
                x = box.x() + 12;
                y += ROW;
            }
            entry.glyph().legend(svg, x, y - 4, entry.colour());
            svg.text(x + SWATCH, y, name, "class=\"np-fg\"");
            x += width;
        }
        return box.below(y - box.y() + 8);
    }

    private static List<Entry> shortened(List<Entry> all) {
        if (all.size() <= MOST) {
            return all;
        }
        Entry rest = new Entry("and " + (all.size() - MOST) + " more", "none", Glyph.NOTE);
        return Stream.concat(all.stream().limit(MOST), Stream.of(rest)).toList();
    }
}
