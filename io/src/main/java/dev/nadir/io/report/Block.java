package dev.nadir.io.report;

import dev.nadir.io.plot.Chart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A piece of a report; all text is plain and is escaped when written. */
public sealed interface Block {

    /**
     * A paragraph.
     *
     * @param text plain text
     */
    record Paragraph(String text) implements Block {}

    /**
     * A coloured box with the answer.
     *
     * @param verdict its tone
     * @param text plain text
     */
    record VerdictBox(Tone verdict, String text) implements Block {}

    /**
     * Names with their values.
     *
     * @param entries in the order in which they are shown
     */
    record Facts(Map<String, String> entries) implements Block {

        /** Copies the map in its order. */
        public Facts {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * A table with a header.
     *
     * @param columns names of the columns
     * @param rows one cell per column
     */
    record DataTable(List<String> columns, List<List<String>> rows) implements Block {

        /** Checks that every row has one cell per column. */
        public DataTable {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).size() != columns.size()) {
                    throw new IllegalArgumentException("row " + i + ": got "
                            + rows.get(i).size() + " cells, expected one per column = " + columns.size());
                }
            }
        }
    }

    /**
     * A picture with a caption.
     *
     * @param chart what to draw
     * @param caption below it, may be empty
     * @param width in pixels; a narrower page shrinks it
     * @param height in pixels
     */
    record Picture(Chart chart, String caption, int width, int height) implements Block {

        /** Checks that chart and caption are there. */
        public Picture {
            Objects.requireNonNull(chart, "chart");
            Objects.requireNonNull(caption, "caption");
        }
    }
}
