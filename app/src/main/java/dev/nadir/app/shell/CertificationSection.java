package dev.nadir.app.shell;

import dev.nadir.certify.Bounds;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Failing;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.Certification.Refuted;
import dev.nadir.certify.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was proved of exact zero loss, as every command tells it.
 *
 * @param outcome of the proof
 */
public record CertificationSection(Certification outcome) {

    /** The fields of the JSON, beginning with {@code outcome}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", word());
        if (outcome instanceof Certified found) {
            putArgument(json, found.method(), found.layers(), found.bounds());
            json.put("radius", found.radius());
            json.put("relativeRadius", found.relativeRadius());
            json.put("said", found.said());
        } else if (outcome instanceof Inconclusive open) {
            putArgument(json, open.method(), open.layers(), open.bounds());
            json.put("failing", open.failing());
        } else if (outcome instanceof Refuted never) {
            json.put("obstruction", never.obstruction());
        }
        return json;
    }

    private static void putArgument(Map<String, Object> json, Method method, List<Integer> layers, Bounds bounds) {
        json.put("method", method);
        json.put("layers", layers);
        json.put("residualBound", bounds.residual());
        json.put("sigmaLowerBound", bounds.sigma());
        json.put("lipschitz", bounds.lipschitz());
    }

    private String word() {
        return outcome instanceof Certified ? "certified" : outcome instanceof Refuted ? "refuted" : "inconclusive";
    }

    /** Adds the rows of the argument. */
    public void rows(Table table) {
        if (outcome instanceof Certified found) {
            argument(table, found.method(), found.layers(), found.bounds());
            table.row("radius", Table.number(found.radius()) + ", " + Table.number(found.relativeRadius()) + " of |θ|");
        } else if (outcome instanceof Inconclusive open) {
            argument(table, open.method(), open.layers(), open.bounds());
        }
    }

    private static void argument(Table table, Method method, List<Integer> layers, Bounds bounds) {
        table.row("argument", method.words());
        if (!layers.isEmpty()) {
            table.row("moved", "layer " + layers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        table.row("residual ρ", "at most " + Table.number(bounds.residual()));
        if (!Double.isNaN(bounds.sigma())) {
            table.row("least σ", "at least " + Table.number(bounds.sigma()));
        }
        if (!Double.isNaN(bounds.lipschitz())) {
            table.row("Lipschitz γ", "at most " + Table.number(bounds.lipschitz()));
        }
    }

    /** The outcome in a sentence, and what would help. */
    public String verdict() {
        if (outcome instanceof Certified found) {
            return "certified: " + found.said().words();
        } else if (outcome instanceof Refuted never) {
            return "refuted: no parameters of this network have zero loss on these data: "
                    + never.obstruction().said().words()
                    + never.obstruction()
                            .costs()
                            .map(costs -> "; " + costs.words())
                            .orElse("");
        }
        Failing failing = ((Inconclusive) outcome).failing();
        return "inconclusive: not shown: " + failing.inequality() + " (" + Table.number(failing.left()) + " against "
                + Table.number(failing.right()) + "); what would help: " + failing.wayOut();
    }
}
