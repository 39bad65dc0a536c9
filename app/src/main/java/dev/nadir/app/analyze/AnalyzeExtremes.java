package dev.nadir.app.analyze;

import dev.nadir.app.shell.Table;
import dev.nadir.jacobian.spectrum.KernelExtremes;
import dev.nadir.model.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code analyze --extremes} tells. */
final class AnalyzeExtremes {
    private AnalyzeExtremes() {}

    static Map<String, Object> json(Evaluation jacobian, KernelExtremes found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", jacobian.samples());
        json.put("parameterCount", jacobian.columns());
        json.put("equations", jacobian.rows());
        json.put("extremes", found);
        return json;
    }

    static String text(Evaluation jacobian, KernelExtremes found) {
        return Table.ofLines()
                .row("outputs QN", jacobian.rows())
                .row("parameters K", jacobian.columns())
                .row("λ_min of DDᵀ", Table.number(found.smallest()) + " ± " + Table.number(found.smallestError()))
                .row("λ_max of DDᵀ", Table.number(found.largest()) + " ± " + Table.number(found.largestError()))
                .row("by", found.method() + (found.steps() > 0 ? ", " + found.steps() + " products" : ""))
                .text();
    }
}
