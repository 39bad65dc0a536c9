package dev.nadir.io.report;

import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.Lists;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One headed part of a report.
 *
 * @param heading its heading
 * @param blocks what it contains, in order
 */
public record Section(String heading, List<Block> blocks) {

    /** Copies the list. */
    public Section {
        Objects.requireNonNull(heading, "heading");
        blocks = List.copyOf(blocks);
    }

    /** A heading without content yet. */
    public static Section of(String heading) {
        return new Section(heading, List.of());
    }

    /** One block more. */
    public Section with(Block more) {
        return new Section(heading, Lists.and(blocks, more));
    }

    /** A paragraph of plain text more. */
    public Section withParagraph(String text) {
        return with(new Block.Paragraph(text));
    }

    /** A verdict box more. */
    public Section withVerdict(Tone verdict, String text) {
        return with(new Block.VerdictBox(verdict, text));
    }

    /** Names and values more, in the map's order. */
    public Section withFacts(Map<String, String> facts) {
        return with(new Block.Facts(facts));
    }

    /** A table more. */
    public Section withTable(List<String> columns, List<List<String>> rows) {
        return with(new Block.DataTable(columns, rows));
    }

    /** A picture of 860 by 380 pixels more. */
    public Section withChart(Chart chart, String caption) {
        return with(new Block.Picture(chart, caption, 860, 380));
    }
}
