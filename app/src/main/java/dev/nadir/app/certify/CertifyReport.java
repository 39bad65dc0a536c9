package dev.nadir.app.certify;

import dev.nadir.app.shell.CertificationSection;
import dev.nadir.app.shell.InputFiles;
import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.Table;
import dev.nadir.certify.Certification;
import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Refinement;
import dev.nadir.data.Dataset;
import dev.nadir.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
        json.putAll(new CertificationSection(outcome).json());
        json.put("samples", dataset.samples());
        json.put("inputDim", dataset.inputDim());
        json.put("outputDim", network.outputDim());
        json.put("layerDims", network.layerDims());
        json.put("activations", LayerDims.activations(network));
        json.put("parameterCount", network.parameterCount());
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
        CertificationSection section = new CertificationSection(outcome);
        section.rows(table);
        table.row("seconds", seconds);
        return table.text() + System.lineSeparator() + section.verdict() + System.lineSeparator() + checked();
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
}
