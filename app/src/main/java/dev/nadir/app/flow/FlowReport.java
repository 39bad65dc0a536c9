package dev.nadir.app.flow;

import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.Table;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.kink.ClarkeGradient;
import dev.nadir.flow.run.DescentComparison;
import dev.nadir.flow.run.FlowResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
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
        json.put("headline", FlowHeadline.of(outcome));
        json.put("outcome", result.ending().status().name().toLowerCase(Locale.ROOT));
        json.put("message", result.ending().message());
        json.put("verdict", result.verdict());
        json.put("field", outcome.settings().kind().name());
        json.put("stepper", outcome.stepper());
        json.put("rtol", outcome.settings().tolerance().relative());
        json.put("network", outcome.subject().origin());
        if (outcome.subject() instanceof NetworkOnData perceptron) {
            json.put("layerDims", perceptron.network().layerDims());
        }
        json.put("parameterCount", outcome.landscape().dimension());
        json.put("loss", outcome.landscape().loss().name());
        json.put("weightDecay", outcome.landscape().decay());
        json.put("samples", outcome.subject().data().samples());
        putSamples(json);
        json.put("startCost", outcome.first().cost());
        json.put("steps", result.work().steps());
        json.put("rejectedSteps", result.work().rejected());
        json.put("gradients", result.work().evaluations());
        json.put("jacobians", result.work().linearizations());
        json.put("effort", result.effort());
        json.put("events", result.events());
        result.clarke().ifPresent(clarke -> json.put("kinks", kinks(result, clarke)));
        result.acrossKinks().ifPresent(steps -> json.put("stepsAcrossKinks", steps));
        outcome.rounding().ifPresent(rounding -> json.put("savedModel", rounding));
        outcome.comparison().ifPresent(comparison -> putComparison(json, comparison));
        outcome.limit().ifPresent(limit -> json.put("limitPoint", limit));
        json.put("seed", outcome.subject().seed());
        json.put("seconds", outcome.seconds());
        return json;
    }

    private void putSamples(Map<String, Object> json) {
        json.put("times", column(FlowSample::time));
        outcome.learningRate().ifPresent(rate -> {
            json.put("learningRate", rate);
            json.put("descentSteps", column(sample -> sample.time() / rate));
        });
        json.put("cost", column(FlowSample::cost));
        if (outcome.landscape().decay() > 0) {
            json.put("lossAlone", column(outcome::lossAlone));
        }
        json.put("gradientNorm", column(FlowSample::gradientNorm));
        json.put("lossReachable", column(FlowSample::reachable));
        json.put("lossBlocked", column(FlowSample::blocked));
        json.put("lambdaMin", column(FlowSample::lambdaMin));
        json.put(
                "rank",
                outcome.samples().stream()
                        .map(sample -> sample.rank() < 0 ? OptionalInt.empty() : OptionalInt.of(sample.rank()))
                        .toList());
        json.put(
                "rankDecided",
                outcome.samples().stream().map(FlowSample::rankDecided).toList());
        json.put("thetaNorm", column(FlowSample::thetaNorm));
        json.put("lineDistance", column(FlowSample::lineDistance));
        json.put("comparisonModel", column(sample -> sample.orbit().comparison()));
        json.put("theorem11Lambda", column(sample -> sample.orbit().leastLambda()));
        json.put("theorem11Bound", column(sample -> sample.orbit().bound()));
        json.put("dissipated", column(sample -> sample.orbit().dissipated()));
        json.put("transversalSpeed", column(sample -> sample.orbit().transversal()));
        json.put("kernelDrift", column(sample -> sample.orbit().kernelDrift()));
        json.put("errorEstimate", column(FlowSample::globalError));
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
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder(FlowHeadline.of(outcome) + line + line + samples());
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
                .row("ended", result.ending().message())
                .row("field", outcome.settings().kind().name() + ", stepper " + outcome.stepper())
                .row(
                        "work",
                        result.work().steps() + " steps (" + result.work().rejected() + " rejected), "
                                + result.work().evaluations() + " gradients, "
                                + result.work().linearizations() + " Jacobians or Hessians, "
                                + Table.number(outcome.seconds()) + " s");
        outcome.limit()
                .ifPresent(limit -> facts.row("limit point", limit.message())
                        .row(
                                "polished",
                                limit.steps() + " Newton steps, moved by " + Table.number(limit.distance())
                                        + ", largest gradient entry " + Table.number(limit.largestGradient())
                                        + ", C = " + Table.number(limit.cost())));
        outcome.rounding()
                .ifPresent(rounding -> facts.row(
                        "saved model",
                        "the file's own number type moved entries by up to " + Table.number(rounding.relative())
                                + " of their size; C of the file is " + Table.number(rounding.cost())));
        if (outcome.landscape().decay() > 0) {
            facts.row(
                    "cost",
                    "C + λ/2 |θ|² with λ = " + Table.number(outcome.landscape().decay()) + "; C alone is "
                            + Table.number(outcome.lossAlone(outcome.last())));
        }
        measured(facts, "estimated error of θ", outcome.last().globalError());
        FlowSample.Orbit orbit = outcome.last().orbit();
        measured(facts, "comparison model (1.1), C_0 e^(-2s/N)", orbit.comparison());
        measured(facts, "bound of Theorem 1.1, least λ of all steps", orbit.bound());
        balance(facts, orbit);
        measured(facts, "|P⊥x'|/|x'| (Theorem 1.2)", orbit.transversal());
        measured(facts, "drift of DDᵀ since the start", orbit.kernelDrift());
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
        result.acrossKinks()
                .ifPresent(across -> facts.row(
                        "kinks",
                        across + " steps went over some; they are not located, and where the flow slides along one the"
                                + " steps go to and fro"));
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

    private static void measured(Table facts, String name, double value) {
        if (!Double.isNaN(value)) {
            facts.row(name, value);
        }
    }

    private void balance(Table facts, FlowSample.Orbit orbit) {
        if (!Double.isNaN(orbit.dissipated())) {
            double lost = outcome.first().cost() - outcome.last().cost();
            facts.row(
                    "energy (1.3)",
                    "C lost " + Table.number(lost) + ", ∫|grad|² ds = " + Table.number(orbit.dissipated())
                            + " by a rule of order 4 on the steps");
        }
    }

    private String samples() {
        boolean steps = outcome.learningRate().isPresent();
        Table table = Table.ofColumns(
                steps ? "time (steps)" : "time",
                "cost",
                "|grad|",
                "reachable",
                outcome.landscape().decay() > 0 ? "floor" : "blocked",
                "rank",
                "λ_min",
                "|θ|",
                "off the line");
        for (FlowSample sample : outcome.samples()) {
            table.row(
                    steps
                            ? Table.number(sample.time()) + " ("
                                    + Table.number(sample.time()
                                            / outcome.learningRate().getAsDouble())
                                    + ")"
                            : (Object) sample.time(),
                    sample.cost(),
                    sample.gradientNorm(),
                    cell(sample.reachable()),
                    cell(sample.blocked()),
                    sample.rank() < 0 ? "-" : (Object) sample.rank(),
                    cell(sample.lambdaMin()),
                    sample.thetaNorm(),
                    cell(sample.lineDistance()));
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
