package dev.nadir.app.flow;

import dev.nadir.app.shell.Table;
import dev.nadir.flow.ClarkeGradient;
import dev.nadir.flow.DescentComparison;
import dev.nadir.flow.FlowResult;
import dev.nadir.flow.FlowSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What {@code flow} tells, as JSON and as tables. */
record FlowReport(FlowOutcome outcome) {
    private static final int LISTED_EVENTS = 10;
    private static final Set<String> KINK_EVENTS = Set.of("kink", "slide", "release");

    /** The JSON object of {@code --json}. */
    Map<String, Object> json() {
        FlowResult result = outcome.result();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", result.ending().status().name().toLowerCase(java.util.Locale.ROOT));
        json.put("message", result.ending().message());
        json.put("verdict", result.verdict());
        json.put("field", outcome.settings().kind().name());
        json.put("stepper", outcome.stepper());
        json.put("rtol", outcome.settings().tolerance().relative());
        json.put("network", outcome.subject().origin());
        json.put("layerDims", outcome.subject().network().layerDims());
        json.put("samples", outcome.subject().data().samples());
        json.put("times", column(FlowSample::time));
        json.put("cost", column(FlowSample::cost));
        json.put("gradientNorm", column(FlowSample::gradientNorm));
        json.put("lossReachable", column(FlowSample::reachable));
        json.put("lossBlocked", column(FlowSample::blocked));
        json.put("lambdaMin", column(FlowSample::lambdaMin));
        json.put("rank", column(sample -> sample.rank() < 0 ? Double.NaN : sample.rank()));
        json.put("thetaNorm", column(FlowSample::thetaNorm));
        json.put("lineDistance", column(FlowSample::lineDistance));
        json.put("theorem11Bound", column(FlowSample::bound));
        json.put("errorEstimate", column(FlowSample::globalError));
        json.put("startCost", result.samples().get(0).cost());
        json.put("steps", result.work().steps());
        json.put("rejectedSteps", result.work().rejected());
        json.put("gradients", result.work().evaluations());
        json.put("jacobians", result.work().linearizations());
        json.put("effort", result.effort());
        json.put("events", result.events());
        result.clarke().ifPresent(clarke -> json.put("kinks", kinks(result, clarke)));
        outcome.comparison().ifPresent(comparison -> putComparison(json, comparison));
        json.put("seed", outcome.subject().seed());
        json.put("seconds", outcome.seconds());
        return json;
    }

    private static void putComparison(Map<String, Object> json, DescentComparison comparison) {
        Map<String, Object> besideFlow = new LinkedHashMap<>();
        besideFlow.put("rows", comparison.rows());
        besideFlow.put("sharpnessCrossing", comparison.crossing());
        besideFlow.put("barriersMetByFlow", comparison.barriersMet());
        besideFlow.put("barriersJumpedByDescent", comparison.barriersJumped());
        json.put("besideFlow", besideFlow);
    }

    private double[] column(ToDoubleFunction<FlowSample> entry) {
        return outcome.samples().stream().mapToDouble(entry).toArray();
    }

    /** The tables. */
    String text(boolean quiet) {
        StringBuilder text = new StringBuilder(samples());
        FlowResult result = outcome.result();
        outcome.comparison()
                .ifPresent(comparison -> text.append(System.lineSeparator()).append(besideFlow(comparison)));
        if (!quiet) {
            text.append(System.lineSeparator()).append(facts(result).text());
        }
        return text.toString();
    }

    private Table facts(FlowResult result) {
        Table facts = Table.ofLines()
                .row("verdict", result.verdict().message())
                .row("ended", result.ending().message())
                .row("field", outcome.settings().kind().name() + ", stepper " + outcome.stepper())
                .row(
                        "work",
                        result.work().steps() + " steps (" + result.work().rejected() + " rejected), "
                                + result.work().evaluations() + " gradients, "
                                + result.work().linearizations() + " Jacobians or Hessians, "
                                + Table.number(outcome.seconds()) + " s");
        double error = result.samples().get(result.samples().size() - 1).globalError();
        if (!Double.isNaN(error)) {
            facts.row("estimated error of θ", error);
        }
        kinks(result, facts);
        result.events().stream()
                .filter(event -> !KINK_EVENTS.contains(event.name()))
                .limit(LISTED_EVENTS)
                .forEach(event -> facts.row("event " + event.name(), "at t = " + Table.number(event.time())));
        return facts;
    }

    private static void kinks(FlowResult result, Table facts) {
        if (result.events().stream().anyMatch(event -> KINK_EVENTS.contains(event.name()))) {
            facts.row(
                    "kinks",
                    result.count("kink") + " crossed, " + result.count("slide") + " slid along, "
                            + result.count("release") + " of these left again");
        }
        result.clarke()
                .filter(clarke -> !clarke.kinks().isEmpty())
                .ifPresent(clarke -> facts.row(
                        "at the end",
                        "sliding along " + clarke.kinks().size()
                                + " kinks; distance from stationarity in Clarke's sense "
                                + Table.number(clarke.distance()) + ", one-sided gradient norm "
                                + Table.number(clarke.oneSided())));
    }

    private static Map<String, Object> kinks(FlowResult result, ClarkeGradient clarke) {
        Map<String, Object> kinks = new LinkedHashMap<>();
        kinks.put("crossings", result.count("kink"));
        kinks.put("slides", result.count("slide"));
        kinks.put("releases", result.count("release"));
        kinks.put("slidingAtEnd", clarke.kinks());
        kinks.put("clarkeDistance", clarke.distance());
        kinks.put("oneSidedGradientNorm", clarke.oneSided());
        return kinks;
    }

    private String samples() {
        Table table = Table.ofColumns(
                "time", "cost", "|grad|", "reachable", "blocked", "rank", "λ_min", "|θ|", "off the line");
        for (FlowSample sample : outcome.samples()) {
            table.row(
                    sample.time(),
                    sample.cost(),
                    sample.gradientNorm(),
                    cell(sample.reachable()),
                    cell(sample.blocked()),
                    sample.rank() < 0 ? "-" : (Object) sample.rank(),
                    cell(sample.lambdaMin()),
                    sample.thetaNorm(),
                    sample.lineDistance());
        }
        return table.text();
    }

    private static Object cell(double value) {
        return Double.isNaN(value) ? "-" : (Object) value;
    }

    private static String besideFlow(DescentComparison comparison) {
        Table table = Table.ofColumns("time", "distance", "cost of flow", "cost of descent", "sharpness");
        List<DescentComparison.Row> rows = comparison.rows();
        rows.forEach(
                row -> table.row(row.time(), row.distance(), row.flowCost(), row.descentCost(), cell(row.sharpness())));
        Table facts = Table.ofLines()
                .row(
                        "sharpness above 2/η",
                        Double.isNaN(comparison.crossing())
                                ? "at none of these times"
                                : "from t = " + Table.number(comparison.crossing()))
                .row("barriers met by the flow", comparison.barriersMet())
                .row("barriers jumped by descent", comparison.barriersJumped());
        return "Descent beside the flow" + System.lineSeparator() + table.text() + facts.text();
    }
}
