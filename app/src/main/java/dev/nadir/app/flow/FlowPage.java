package dev.nadir.app.flow;

import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.flow.FlowSample;
import dev.nadir.io.plot.Axis;
import dev.nadir.io.plot.LineChart;
import dev.nadir.io.plot.Series;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The pictures of {@code flow} and the page that holds them. */
record FlowPage(FlowOutcome outcome) implements PictureOptions.Page {

    /** One curve. */
    private record Curve(String name, ToDoubleFunction<FlowSample> entry) {}

    /** One picture: its file name, what it shows, and what to know about it. */
    private record Picture(String file, LineChart chart, String caption) {}

    /** Every picture by its file name without ending. */
    @Override
    public Map<String, String> svg() {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures().forEach(picture -> pictures.put(picture.file, picture.chart.toSvg(860, 380)));
        return pictures;
    }

    /** Those that have something to show. */
    private List<Picture> pictures() {
        double start = outcome.first().cost();
        List<Picture> all = new ArrayList<>();
        add(
                all,
                "cost",
                LineChart.of("Cost along the flow", Axis.log("time"), Axis.log("C")),
                outcome.square()
                        ? "The comparison model of [CE] (1.1) is C_0 e^(-2s/N); the bound of Theorem 1.1 uses the least"
                                + " λ_min of all accepted steps."
                        : "The loss is " + lossName() + ".",
                new Curve("C", FlowSample::cost),
                new Curve("comparison model (1.1)", sample -> sample.orbit().comparison()),
                new Curve("bound of Theorem 1.1", sample -> sample.orbit().bound()));
        add(
                all,
                "lambda-min",
                LineChart.of("Smallest eigenvalue of DDᵀ", Axis.log("time"), Axis.log("λ_min")),
                "Where the curve is interrupted the rank is lost.",
                new Curve("λ_min", FlowSample::lambdaMin));
        add(
                all,
                "loss-split",
                LineChart.of("What descent can still reach", Axis.log("time"), Axis.log("loss")),
                (outcome.landscape().decay() > 0 ? "What can go to first order, and what stays" : "C_reach and C_block")
                        + "; a small gradient does not mean that C_reach is 0.",
                new Curve("reachable", FlowSample::reachable),
                new Curve("blocked", FlowSample::blocked));
        add(
                all,
                "energy",
                LineChart.of("Energy balance", Axis.log("time"), Axis.log("loss")),
                "[CE] (1.3): what C loses is the integral of |∇C|².",
                new Curve("C(0) − C", sample -> start - sample.cost()),
                new Curve("∫|∇C|² ds", sample -> sample.orbit().dissipated()));
        add(
                all,
                "kernel-drift",
                LineChart.of(
                        "Change of the kernel since the start", Axis.log("time"), Axis.log("relative change of DDᵀ")),
                "0 in the limit of infinite width, where D is constant.",
                new Curve("drift", sample -> sample.orbit().kernelDrift()));
        add(
                all,
                "line-distance",
                LineChart.of(
                        "Distance of the outputs from the straight line",
                        Axis.log("time"),
                        Axis.log("relative distance")),
                "0 for the straight and the adapted field.",
                new Curve("distance", FlowSample::lineDistance));
        return all;
    }

    private String lossName() {
        double decay = outcome.landscape().decay();
        return outcome.landscape().loss().name() + (decay > 0 ? " with weight decay " + Table.number(decay) : "");
    }

    private void add(List<Picture> all, String file, LineChart empty, String caption, Curve... curves) {
        LineChart chart = empty;
        for (Curve curve : curves) {
            if (positive().stream().anyMatch(sample -> curve.entry.applyAsDouble(sample) > 0)) {
                chart = chart.withSeries(series(curve));
            }
        }
        if (chart != empty) {
            all.add(new Picture(file, chart, caption));
        }
    }

    private List<FlowSample> positive() {
        return outcome.result().samples().stream()
                .filter(sample -> sample.time() > 0)
                .toList();
    }

    private Series series(Curve curve) {
        double[] times = positive().stream().mapToDouble(FlowSample::time).toArray();
        double[] values = positive().stream()
                .mapToDouble(curve.entry)
                .map(value -> value > 0 ? value : Double.NaN) // the axes are logarithmic
                .toArray();
        return Series.line(curve.name, times, values);
    }

    private Tone tone() {
        return switch (outcome.result().verdict().kind()) {
            case ZERO_LOSS -> Tone.GOOD;
            case CONVERGING, MOVING, UNDECIDED -> Tone.WARN;
            case MINIMUM, SADDLE, CLARKE_STATIONARY, DIVERGING -> Tone.BAD;
        };
    }

    @Override
    public String html() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("loss", lossName());
        facts.put("field", outcome.settings().kind().name());
        facts.put("stepper", outcome.stepper());
        facts.put("ended", outcome.result().ending().message());
        facts.put("steps", String.valueOf(outcome.result().work().steps()));
        facts.put("gradients", String.valueOf(outcome.result().work().evaluations()));
        facts.put(
                "Jacobians or Hessians", String.valueOf(outcome.result().work().linearizations()));
        facts.put("seconds", Table.number(outcome.seconds()));
        Section curves = Section.of("Along the flow");
        for (Picture picture : pictures()) {
            curves = curves.withChart(picture.chart, picture.caption);
        }
        return HtmlReport.of(
                        outcome.subject().dataset().name(),
                        "nadir flow: " + outcome.subject().origin())
                .withSection(Section.of("Verdict")
                        .withVerdict(tone(), FlowHeadline.of(outcome) + ".")
                        .withFacts(facts))
                .withSection(curves)
                .toHtml();
    }
}
