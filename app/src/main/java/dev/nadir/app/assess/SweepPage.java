package dev.nadir.app.assess;

import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.assess.DichotomySweep;
import dev.nadir.io.plot.HeatMap;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The page of {@code assess --sweep}: zero loss over widths and depths.
 *
 * @param data the name of the data
 * @param sweep what was found
 */
record SweepPage(String data, DichotomySweep sweep) implements PictureOptions.Page {

    @Override
    public Map<String, String> svg() {
        return Map.of(
                "sweep-zero-loss",
                zeroLoss().toSvg(860, 380),
                "sweep-parameters",
                parameters().toSvg(860, 380));
    }

    @Override
    public String html() {
        return HtmlReport.of(data, "nadir assess --sweep: which widths and depths reach zero loss?")
                .withSection(Section.of("Zero loss over widths and depths")
                        .withChart(zeroLoss(), "1 where zero loss is attainable, 0 where it is not or that is open")
                        .withChart(parameters(), "Parameters per equation"))
                .withSection(Section.of("Architectures").withTable(SweepReport.HEADINGS, rows()))
                .toHtml();
    }

    private List<List<String>> rows() {
        return sweep.rows().stream()
                .map(row -> SweepReport.cells(row).stream().map(Table::cell).toList())
                .toList();
    }

    private HeatMap zeroLoss() {
        return picture("zero loss", row -> row.answer().yes() ? 1 : 0);
    }

    private HeatMap parameters() {
        return picture("K/QN", DichotomySweep.Row::ratio);
    }

    /** A number by depth and width; all layers of an architecture are equally wide. */
    private HeatMap picture(String title, ToDoubleFunction<DichotomySweep.Row> number) {
        List<Integer> depths = sweep.rows().stream()
                .map(row -> row.hidden().size())
                .distinct()
                .sorted()
                .toList();
        List<Integer> widths = sweep.rows().stream()
                .map(row -> row.hidden().get(0))
                .distinct()
                .sorted()
                .toList();
        double[] values = new double[depths.size() * widths.size()];
        for (DichotomySweep.Row row : sweep.rows()) {
            int cell = depths.indexOf(row.hidden().size()) * widths.size()
                    + widths.indexOf(row.hidden().get(0));
            values[cell] = number.applyAsDouble(row);
        }
        return new HeatMap(title, words(depths, "depth "), words(widths, "width "), values);
    }

    private static List<String> words(List<Integer> numbers, String unit) {
        return numbers.stream().map(number -> unit + number).toList();
    }
}
