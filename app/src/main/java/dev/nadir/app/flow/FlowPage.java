package dev.nadir.app.flow;

import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowVerdict;
import dev.nadir.io.plot.Axis;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.LineChart;
import dev.nadir.io.plot.Series;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The pictures of {@code flow} and the page that holds them. */
record FlowPage(FlowOutcome outcome) implements PictureOptions.Page {

    /** Every picture by its file name without ending. */
    @Override
    public Map<String, String> svg() {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("cost", cost().toSvg(860, 380));
        pictures.put("lambda-min", lambda().toSvg(860, 380));
        pictures.put("loss-split", split().toSvg(860, 380));
        pictures.put("line-distance", distance().toSvg(860, 380));
        return pictures;
    }

    private List<FlowSample> positive() {
        return outcome.result().samples().stream()
                .filter(sample -> sample.time() > 0)
                .toList();
    }

    private Series series(String name, ToDoubleFunction<FlowSample> entry) {
        double[] times = positive().stream().mapToDouble(FlowSample::time).toArray();
        double[] values = positive().stream()
                .mapToDouble(entry)
                .map(value -> value > 0 ? value : Double.NaN) // the axes are logarithmic
                .toArray();
        return Series.line(name, times, values);
    }

    private static LineChart logLog(String title, String y) {
        return LineChart.of(title, Axis.log("time"), Axis.log(y));
    }

    private LineChart cost() {
        return logLog("Cost along the flow", "C")
                .withSeries(series("C", FlowSample::cost))
                .withSeries(series("bound of Theorem 1.1", FlowSample::bound));
    }

    private LineChart lambda() {
        return logLog("Smallest eigenvalue of DDᵀ", "λ_min").withSeries(series("λ_min", FlowSample::lambdaMin));
    }

    private LineChart split() {
        return logLog("What descent can still reach", "loss")
                .withSeries(series("reachable", FlowSample::reachable))
                .withSeries(series("blocked", FlowSample::blocked));
    }

    private LineChart distance() {
        return logLog("Distance of the outputs from the straight line", "relative distance")
                .withSeries(series("distance", FlowSample::lineDistance));
    }

    @Override
    public String html() {
        FlowVerdict verdict = outcome.result().verdict();
        boolean good = verdict.kind() == FlowVerdict.Kind.ZERO_LOSS;
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("field", outcome.settings().kind().name());
        facts.put("stepper", outcome.stepper());
        facts.put("ended", outcome.result().ending().message());
        facts.put("steps", String.valueOf(outcome.result().work().steps()));
        facts.put("gradients", String.valueOf(outcome.result().work().evaluations()));
        facts.put(
                "Jacobians or Hessians", String.valueOf(outcome.result().work().linearizations()));
        facts.put("seconds", Table.number(outcome.seconds()));
        Section curves = Section.of("Along the flow");
        curves = withChart(curves, cost(), "The bound of [CE] Theorem 1.1 uses the smallest λ_min so far.");
        curves = withChart(curves, lambda(), "Zero where K is below QN or the rank is lost.");
        curves = withChart(curves, split(), "C_reach and C_block; a small gradient does not mean that C_reach is 0.");
        curves = withChart(curves, distance(), "0 for the straight and the adapted field.");
        return HtmlReport.of(
                        outcome.subject().dataset().name(),
                        "nadir flow: " + outcome.subject().origin())
                .withSection(Section.of("Tone")
                        .withVerdict(good ? Tone.GOOD : Tone.BAD, verdict.message() + ".")
                        .withFacts(facts))
                .withSection(curves)
                .toHtml();
    }

    private static Section withChart(Section section, Chart chart, String caption) {
        return section.withChart(chart, caption);
    }
}
