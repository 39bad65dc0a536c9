package dev.nadir.app.assess;

import dev.nadir.app.shell.Table;
import dev.nadir.assess.DichotomySweep;
import dev.nadir.assess.Witness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dichotomy over widths and depths, as a table and for machines.
 *
 * @param sweep what was found
 */
record SweepReport(DichotomySweep sweep) {
    static final List<String> HEADINGS =
            List.of("hidden", "K", "K/QN", "zero loss", "claim", "relative cost", "rank D at start", "QN");

    List<Map<String, Object>> json() {
        return sweep.rows().stream().map(SweepReport::row).toList();
    }

    private static Map<String, Object> row(DichotomySweep.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hidden", row.hidden());
        json.put("parameters", row.parameters());
        json.put("ratio", row.ratio());
        json.put("attainable", AssessReport.truth(row.answer().answer()));
        json.put("claim", row.answer().stated().claim().id());
        json.put("why", row.answer().stated().words());
        json.put("witness", row.answer().witness().map(Witness::accuracy));
        json.put("rank", row.rank());
        json.put("equations", row.equations());
        return json;
    }

    String text() {
        Table table = Table.ofColumns(HEADINGS.toArray(String[]::new));
        sweep.rows().forEach(row -> table.row(cells(row).toArray()));
        return table.text();
    }

    static List<Object> cells(DichotomySweep.Row row) {
        return List.of(
                row.hidden().toString(),
                row.parameters(),
                row.ratio(),
                row.answer().answer().words(),
                row.answer().stated().claim().id(),
                row.answer()
                        .witness()
                        .map(Witness::accuracy)
                        .map(accuracy -> Table.number(accuracy.relativeCost()))
                        .orElse("-"),
                row.rank() < 0 ? "-" : Integer.toString(row.rank()),
                row.equations());
    }
}
