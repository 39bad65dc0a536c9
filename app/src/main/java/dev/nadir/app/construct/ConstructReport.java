package dev.nadir.app.construct;

import dev.nadir.app.shell.CertificationSection;
import dev.nadir.app.shell.Json;
import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.SeparationJson;
import dev.nadir.app.shell.Table;
import dev.nadir.certify.Certification;
import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.ParameterCounts;
import dev.nadir.construct.Refusal;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.Standardization;
import dev.nadir.data.Target;
import dev.nadir.io.onnx.Precision;
import dev.nadir.io.runtime.Verification;
import dev.nadir.jacobian.Regime;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code construct} tells: as a table, as JSON, and as the metadata of the model.
 *
 * @param dataset the data
 * @param attempt how the construction went
 * @param seed of the random choices
 * @param model the file written, null if none was
 * @param trial what the file does, null if none was tried
 * @param certification what was proved of the written file, if asked for
 * @param seconds wall time of the whole command
 */
record ConstructReport(
        Dataset dataset,
        Attempt attempt,
        long seed,
        Path model,
        TrialModel trial,
        Optional<Certification> certification,
        double seconds) {

    static ConstructReport of(Dataset dataset, Attempt attempt, long seed) {
        return new ConstructReport(dataset, attempt, seed, null, null, Optional.empty(), 0);
    }

    /** With what the file was found to do before it is written. */
    ConstructReport tried(TrialModel found) {
        return new ConstructReport(dataset, attempt, seed, model, found, certification, seconds);
    }

    ConstructReport written(Path file) {
        return new ConstructReport(dataset, attempt, seed, file, trial, certification, seconds);
    }

    ConstructReport after(double elapsed) {
        return new ConstructReport(dataset, attempt, seed, model, trial, certification, elapsed);
    }

    /** Whether what was asked to be proved was. */
    boolean proved() {
        return certification.stream().allMatch(outcome -> outcome instanceof Certification.Certified);
    }

    ConstructReport certified(Certification proved) {
        return new ConstructReport(dataset, attempt, seed, model, trial, Optional.of(proved), seconds);
    }

    private Target target() {
        return dataset.target().orElseThrow();
    }

    /** The JSON object of {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", attempt.outcome() instanceof Constructed ? "constructed" : "refused");
        json.put("samples", dataset.samples());
        json.put("distinctSamples", attempt.distinctSamples());
        json.put("inputDim", dataset.inputDim());
        json.put("outputDim", target().outputDim());
        if (target() instanceof ClassTarget classes) {
            json.put("classNames", classes.classNames());
        }
        if (attempt.outcome() instanceof Constructed constructed) {
            Network network = constructed.network();
            json.put("layerDims", network.layerDims());
            json.put("activations", LayerDims.activations(network));
            json.put("parameterCount", network.parameterCount());
            json.put("parameterCounts", counts(constructed));
            json.put("regime", Regime.of(network, dataset.features()).text());
            json.put("construction", constructed.construction());
            json.put("pivot", constructed.pivot());
            json.put("rank", constructed.rank());
            json.put("condition", constructed.rank().condition());
            json.put("notes", constructed.notes());
            json.put("interpretation", constructed.interpretation());
        } else {
            json.put("refusal", attempt.outcome());
        }
        measured().ifPresent(accuracy -> putAccuracy(json, accuracy));
        json.put("reasons", attempt.reasons());
        json.put("seed", seed);
        json.put("seconds", seconds);
        json.put("model", model);
        json.put("verification", trial == null ? null : trial.verification());
        certification.ifPresent(proved -> json.put("certificate", new CertificationSection(proved).json()));
        if (restsOnSeparation()) {
            SeparationJson.searched(dataset).ifPresent(found -> json.put("separation", found));
        }
        return json;
    }

    /** Whether the outcome is a network of half-spaces, or a refusal because classes cannot be separated. */
    private boolean restsOnSeparation() {
        return attempt.outcome() instanceof Constructed built
                ? StructuredConstruction.byName(built.construction()).isPresent()
                : attempt.outcome() instanceof Refusal refusal
                        && refusal.reason().equals("not-sequentially-separable");
    }

    /** Of the file where there is one, else of the network in memory. */
    private Optional<Accuracy> measured() {
        return trial == null ? attempt.accuracy() : Optional.of(trial.accuracy());
    }

    private ParameterCounts counts(Constructed constructed) {
        int readable = constructed.interpretation().map(Interpretation::numbers).orElse(0);
        return ParameterCounts.of(constructed.network(), readable, dataset.samples());
    }

    private static void putAccuracy(Map<String, Object> json, Accuracy accuracy) {
        json.put("cost", accuracy.cost());
        json.put("relativeCost", accuracy.relativeCost());
        json.put("maxResidual", accuracy.maxResidual());
    }

    /** The lines for people. */
    String text(boolean quiet) {
        StringBuilder text = new StringBuilder(dataText());
        if (!quiet) {
            attempt.reasons()
                    .forEach(reason -> text.append("  because  ").append(reason).append(System.lineSeparator()));
        }
        if (attempt.outcome() instanceof Refusal) {
            return text.toString();
        }
        return text.append(networkText())
                .append(engines())
                .append(certificate())
                .toString();
    }

    private String certificate() {
        return certification
                .map(CertificationSection::new)
                .map(CertificationSection::text)
                .orElse("");
    }

    private String dataText() {
        Table table = Table.ofLines().row("data", dataset.name());
        String merged = attempt.distinctSamples() < dataset.samples()
                ? " (" + attempt.distinctSamples() + " distinct; identical samples with equal labels count once)"
                : "";
        table.row("samples N", dataset.samples() + merged).row("features M", dataset.inputDim());
        if (target() instanceof ClassTarget classes) {
            table.row("outputs Q", classes.outputDim() + " classes: " + classCounts(classes));
        } else {
            table.row("outputs Q", target().outputDim() + ": " + String.join(", ", target().columnNames()));
        }
        return table.text();
    }

    private static String classCounts(ClassTarget classes) {
        return IntStream.range(0, classes.outputDim())
                .mapToObj(q -> classes.classNames().get(q) + " "
                        + Arrays.stream(classes.codes())
                                .filter(code -> code == q)
                                .count())
                .collect(Collectors.joining(", "));
    }

    private String networkText() {
        Constructed constructed = (Constructed) attempt.outcome();
        Network network = constructed.network();
        Table table = Table.ofLines()
                .row("network", LayerDims.text(network))
                .row("construction", constructed.construction() + pivot(constructed))
                .row("parameters K", parameters(constructed))
                .row("regime", Regime.of(network, dataset.features()).text());
        if (constructed.pivot() > 0) {
            table.row(
                            "rank [A; 1]",
                            constructed.rank().rank() + " of "
                                    + constructed.rank().size())
                    .row("condition", constructed.rank().condition());
        }
        constructed.notes().forEach(note -> table.row("note", note));
        table.row("model", model + " (" + trial.precision() + ")").row("seconds", seconds);
        return table.text();
    }

    private String parameters(Constructed constructed) {
        ParameterCounts counts = counts(constructed);
        return counts.dense() + ", of them " + counts.nonzero() + " nonzero"
                + (counts.interpretable() == 0
                        ? ""
                        : "; " + counts.interpretable()
                                + " readable numbers (direction, offset, aperture per unit: in --json and in the model)");
    }

    /** Constructions that solve for no layer have no pivot, and no rank to tell. */
    private static String pivot(Constructed constructed) {
        return constructed.pivot() > 0 ? ", pivot layer " + constructed.pivot() : "";
    }

    private String engines() {
        Accuracy ours = attempt.accuracy().orElseThrow();
        Verification verification = trial.verification();
        String table = Table.ofColumns("engine", "precision", "cost", "relative cost", "max residual")
                .row(
                        "Nadir",
                        trial.precision() == Precision.FLOAT64 ? "float64" : "float64, not the file",
                        ours.cost(),
                        ours.relativeCost(),
                        ours.maxResidual())
                .row(
                        verification.engine(),
                        verification.precision(),
                        verification.cost(),
                        verification.relativeCost(),
                        verification.maxResidual())
                .text();
        return System.lineSeparator()
                + table
                + (verification.note().isEmpty() ? "" : "note: " + verification.note() + System.lineSeparator());
    }

    /** What the model says about itself, in the file's metadata. */
    Map<String, String> metadata() {
        Constructed constructed = (Constructed) attempt.outcome();
        Accuracy accuracy = measured().orElseThrow();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("feature_names", Json.line(dataset.featureNames()));
        metadata.put("target_names", Json.line(target().columnNames()));
        if (target() instanceof ClassTarget classes) {
            metadata.put("class_names", Json.line(classes.classNames()));
        } else {
            RowScaling scaling = Standardization.of(target().labels());
            metadata.put("target_mean", Json.line(scaling.offset()));
            metadata.put(
                    "target_scale",
                    Json.line(Arrays.stream(scaling.factor())
                            .map(factor -> 1 / factor)
                            .toArray()));
        }
        metadata.put("construction", constructed.construction());
        constructed
                .interpretation()
                .ifPresent(interpretation -> metadata.put("interpretation", Json.line(interpretation)));
        metadata.put("pivot", Integer.toString(constructed.pivot()));
        metadata.put("seed", Long.toString(seed));
        metadata.put("cost", Double.toString(accuracy.cost()));
        metadata.put("relative_cost", Double.toString(accuracy.relativeCost()));
        metadata.put("max_residual", Double.toString(accuracy.maxResidual()));
        return metadata;
    }
}
