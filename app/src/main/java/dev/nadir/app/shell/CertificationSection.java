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
        facts().forEach(table::row);
    }

    /** The argument by names, as a page shows it; empty where it is refuted. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (outcome instanceof Certified found) {
            argument(facts, found.method(), found.layers(), found.bounds());
            String relative = Table.number(found.relativeRadius());
            facts.put("radius", Table.number(found.radius()) + ", " + relative + " of |θ|");
        } else if (outcome instanceof Inconclusive open) {
            argument(facts, open.method(), open.layers(), open.bounds());
        }
        return facts;
    }

    private static void argument(Map<String, String> facts, Method method, List<Integer> layers, Bounds bounds) {
        facts.put("argument", method.words());
        if (!layers.isEmpty()) {
            facts.put("moved", "layer " + layers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        facts.put("residual ρ", "at most " + Table.number(bounds.residual()));
        if (!Double.isNaN(bounds.sigma())) {
            facts.put("least σ", "at least " + Table.number(bounds.sigma()));
        }
        if (!Double.isNaN(bounds.lipschitz())) {
            facts.put("Lipschitz γ", "at most " + Table.number(bounds.lipschitz()));
        }
    }

    /** For a terminal: an empty line, the argument, the verdict. */
    public String text() {
        String line = System.lineSeparator();
        Table table = Table.ofLines();
        rows(table);
        return line + table.text() + verdict() + line;
    }

    /** Whether zero loss is proved. */
    public boolean certified() {
        return outcome instanceof Certified;
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
