package dev.nadir.app.certify;

import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.Table;
import dev.nadir.certify.Bounds;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Failing;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.Certification.Refuted;
import dev.nadir.certify.Method;
import dev.nadir.certify.Refinement;
import dev.nadir.data.Dataset;
import dev.nadir.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code certify} tells.
 *
 * @param files that it is about: after {@code --refine}, the refined model
 * @param network the model
 * @param dataset the data
 * @param outcome what was proved
 * @param refined how the residual was brought down, if asked for
 * @param confirmation what became of the certificate that was to be checked, if there was one
 * @param seconds wall time, reading included
 */
record CertifyReport(
        InputFiles files,
        Network network,
        Dataset dataset,
        Certification outcome,
        Optional<Refinement> refined,
        Optional<Confirmation> confirmation,
        double seconds) {

    /** Whether what was asked for came out. */
    boolean done() {
        return confirmation.map(Confirmation::confirmed).orElse(outcome instanceof Certified);
    }

    /** The JSON object of {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", word());
        json.put("samples", dataset.samples());
        json.put("inputDim", dataset.inputDim());
        json.put("outputDim", network.outputDim());
        json.put("layerDims", network.layerDims());
        json.put("activations", LayerDims.activations(network));
        json.put("parameterCount", network.parameterCount());
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
        refined.ifPresent(steps -> {
            json.put("residualBefore", steps.before());
            json.put("refinementSteps", steps.steps());
        });
        confirmation.ifPresent(check -> {
            json.put("confirmed", check.confirmed());
            json.put("contradiction", check.contradiction());
            json.put("confirmation", check.confirmed() ? check.said() : null);
        });
        json.put("seconds", seconds);
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

    /** The lines for people. */
    String text() {
        Table table = Table.ofLines()
                .row("network", LayerDims.text(network))
                .row("parameters K", network.parameterCount())
                .row("samples N", dataset.samples());
        refined.ifPresent(steps -> table.row(
                "refined",
                "residual from at most " + Table.number(steps.before()) + " in " + steps.steps() + " steps, written to "
                        + files.model().orElseThrow()));
        if (outcome instanceof Certified found) {
            argument(table, found.method(), found.layers(), found.bounds());
            table.row("radius", Table.number(found.radius()) + ", " + Table.number(found.relativeRadius()) + " of |θ|");
        } else if (outcome instanceof Inconclusive open) {
            argument(table, open.method(), open.layers(), open.bounds());
        }
        table.row("seconds", seconds);
        return table.text() + System.lineSeparator() + verdict() + checked();
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

    private String checked() {
        return confirmation
                .map(check -> (check.confirmed()
                                ? check.said().words()
                                : "the certificate is not confirmed: "
                                        + check.contradiction().orElseThrow())
                        + System.lineSeparator())
                .orElse("");
    }

    private String verdict() {
        String line = System.lineSeparator();
        if (outcome instanceof Certified found) {
            return "certified: "
                    + (found.radius() == 0
                            ? "the stored parameters themselves have exactly zero loss"
                            : "parameters of exactly zero loss exist within the radius of the stored ones")
                    + line;
        } else if (outcome instanceof Refuted never) {
            return "refuted: no parameters of this network have zero loss on these data: "
                    + never.obstruction().said().words() + line;
        }
        Failing failing = ((Inconclusive) outcome).failing();
        return "inconclusive: not shown: " + failing.inequality() + " (" + Table.number(failing.left()) + " against "
                + Table.number(failing.right()) + ")" + line + "what would help: " + failing.wayOut() + line;
    }
}
