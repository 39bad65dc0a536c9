package dev.nadir.app.diagnose;

import dev.nadir.app.shell.LossSummary;
import dev.nadir.claim.Stated;
import dev.nadir.jacobian.diagnose.Finding;
import dev.nadir.jacobian.measure.TimeScales;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code diagnose} found.
 *
 * @param summary the loss and what explains it
 * @param search whether weights of zero loss are known
 * @param hints where a constant fits better
 * @param fixed the model that was written
 * @param next commands to go on with
 */
record Diagnosis(
        LossSummary summary, ZeroLossSearch search, List<Stated> hints, Optional<FixedModel> fixed, List<String> next) {
    private static final double PATIENCE = 1e4;

    String headline() {
        return summary.headline(search.words()).text();
    }

    TimeScales scales() {
        return summary.diagnosis().scales();
    }

    /** How slow the reachable loss is, in one sentence. */
    String slowness() {
        TimeScales scales = scales();
        double cost = summary.diagnosis().cost();
        double mseRate = scales.learningRate() * summary.subject().data().outputDim() / 2;
        String rate = String.format(
                Locale.ROOT,
                "at lr %.3g%s, which is %.3g with a mean squared error over all N·Q numbers",
                scales.learningRate(),
                scales.given() ? "" : " (half of the largest stable one)",
                mseRate);
        return String.format(
                Locale.ROOT,
                "%s: %.1f %% of the loss needs more than %,.0f steps of plain gradient descent, linearized; the edge"
                        + " of stability is lr %.3g",
                rate,
                cost == 0 ? 0 : 100 * scales.lossBeyond(PATIENCE) / cost,
                PATIENCE,
                scales.largestStable());
    }

    /** The JSON object of {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headline", headline());
        json.put("cost", summary.diagnosis().cost());
        json.put("measures", summary.measures());
        json.put("lossReachable", summary.split().reachable());
        json.put("lossBlocked", summary.split().blocked());
        json.put("blockedShare", summary.diagnosis().blocked());
        json.put("reasons", list(summary.diagnosis().reasons()));
        json.put("notes", list(summary.diagnosis().notes()));
        json.put("hints", hints.stream().map(Diagnosis::hint).toList());
        json.put("worstSamples", summary.worst());
        json.put("learningRate", scales().learningRate());
        json.put("learningRateGiven", scales().given());
        json.put("largestStableLearningRate", scales().largestStable());
        json.put("timeScales", scales().scales());
        json.put("predicted", predicted());
        json.put("witness", witness());
        fixed.ifPresent(model -> json.put("fixed", model));
        json.put("next", next);
        return json;
    }

    private static List<Map<String, Object>> list(List<Finding> findings) {
        return findings.stream().map(LossSummary::json).toList();
    }

    private static Map<String, Object> hint(Stated hint) {
        return Map.of("claim", hint.claim().id(), "message", hint.words());
    }

    private Map<String, Object> witness() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("found", search.found());
        json.put("cost", search.cost());
        json.put("impossible", search.impossible());
        json.put("message", search.words());
        return json;
    }

    /** The cost that the linearized model predicts after 0, 1, 10, … steps, as far as anything still changes. */
    List<Map<String, Object>> predicted() {
        List<Map<String, Object>> curve = new ArrayList<>();
        for (double steps : steps()) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("steps", steps);
            point.put("cost", scales().predicted(steps));
            curve.add(point);
        }
        return curve;
    }

    /** 0, and the decades up to the slowest time scale, a million steps at least. */
    double[] steps() {
        int finite = (int) scales().scales().stream()
                .filter(scale -> Double.isFinite(scale.steps()))
                .count();
        int decades = Math.max(7, finite);
        double[] steps = new double[decades + 1];
        for (int k = 1; k <= decades; k++) {
            steps[k] = Math.pow(10, k - 1);
        }
        return steps;
    }
}
