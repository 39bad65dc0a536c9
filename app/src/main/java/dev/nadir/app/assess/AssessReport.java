package dev.nadir.app.assess;

import dev.nadir.app.shell.NextCommand;
import dev.nadir.app.shell.Table;
import dev.nadir.assess.Assessment;
import dev.nadir.assess.Attainability;
import dev.nadir.assess.DescentOutlook;
import dev.nadir.assess.DichotomySweep;
import dev.nadir.assess.NextStep;
import dev.nadir.assess.StructureReport;
import dev.nadir.assess.TheoremRow;
import dev.nadir.assess.Trial;
import dev.nadir.assess.Witness;
import dev.nadir.claim.Answer;
import dev.nadir.claim.Stated;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The verdict as text and as JSON.
 *
 * @param data what was judged
 * @param next how a command for the same files is written
 * @param assessment the verdict
 */
record AssessReport(Dataset data, NextCommand next, Assessment assessment) {

    static final List<String> SWEEP =
            List.of("hidden", "K", "K/QN", "zero loss", "claim", "relative cost", "rank D at start", "QN");

    /** The recommended next command, to be pasted. */
    String command() {
        NextStep step = assessment.next();
        if (!step.withModel() || !step.command().equals("construct")) {
            return next.text(step.command(), step.options(), step.withModel());
        }
        Map<String, String> options = new LinkedHashMap<>(step.options()); // construct takes a model to start from
        next.model().ifPresent(model -> options.put("from", model));
        return next.text(step.command(), options);
    }

    /** The name of a class number, where the labels are classes. */
    String className(int code) {
        return data.target()
                .filter(labels -> labels instanceof ClassTarget)
                .map(labels -> ((ClassTarget) labels).classNames())
                .filter(names -> code < names.size())
                .map(names -> names.get(code))
                .orElse("class " + code);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", assessment.samples());
        json.put("distinctSamples", assessment.distinctSamples());
        json.put("inputDim", assessment.inputDim());
        json.put("outputDim", assessment.outputDim());
        attainability(json);
        json.put("regime", assessment.regime().words());
        json.put("genericity", assessment.genericity());
        json.put(
                "conflicts",
                assessment.conflicts().stream()
                        .map(pair -> List.of(pair.first() + 1, pair.second() + 1))
                        .toList());
        json.put("structure", structure(assessment.structure()));
        json.put(
                "theorems",
                assessment.theorems().stream().map(AssessReport::theorem).toList());
        json.put(
                "constructions",
                assessment.trials().stream().map(AssessReport::trial).toList());
        json.put("descent", assessment.descent().map(AssessReport::descentJson));
        json.put("nextCommand", command());
        return json;
    }

    /** true, false, or null where it is not decided; {@code claim} and {@code why} give the reason. */
    private void attainability(Map<String, Object> json) {
        Attainability answer = assessment.attainability();
        json.put("attainable", truth(answer.answer()));
        json.put("headline", headline());
        json.put("claim", answer.stated().claim().id());
        json.put("why", answer.stated().words());
        json.put("witness", answer.witness().map(Witness::accuracy));
        json.put("remarks", answer.remarks().stream().map(AssessReport::stated).toList());
    }

    private static Map<String, Object> stated(Stated said) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", said.claim().id());
        json.put("words", said.words());
        return json;
    }

    private Map<String, Object> structure(StructureReport structure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("classes", structure.classes());
        json.put("classLike", structure.classLike());
        json.put("separable", structure.separable());
        json.put("refuted", structure.refuted());
        json.put("order", structure.order());
        json.put("smallestGap", structure.smallestGap());
        json.put("stuck", structure.stuck());
        json.put("separation", structure.separation().map(found -> new SeparationJson(data).of(found)));
        json.put("radius", structure.radius());
        json.put("radiusBound", structure.radiusBound());
        return json;
    }

    private static Map<String, Object> theorem(TheoremRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", row.claim().id());
        json.put("name", row.name());
        json.put("applies", truth(row.applies()));
        json.put("words", row.words());
        json.put(
                "hypotheses",
                row.hypotheses().stream().map(AssessReport::hypothesis).toList());
        return json;
    }

    private static Map<String, Object> hypothesis(TheoremRow.Hypothesis hypothesis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statement", hypothesis.statement());
        json.put("measured", hypothesis.measured());
        json.put("holds", truth(hypothesis.holds()));
        return json;
    }

    /** true, false, or null where it is not decided. */
    private static Boolean truth(Answer answer) {
        return answer == Answer.UNDECIDED ? null : answer == Answer.YES;
    }

    private static Map<String, Object> descentJson(DescentOutlook outlook) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("parameters", outlook.parameters());
        json.put("effective", outlook.effective());
        json.put("equations", outlook.equations());
        json.put("rankBound", outlook.rankBound());
        json.put("rank", outlook.rank());
        json.put("smallestEigenvalue", outlook.smallestEigenvalue());
        json.put(
                "obstacles",
                outlook.obstacles().stream().map(AssessReport::stated).toList());
        return json;
    }

    private static Map<String, Object> trial(Trial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("construction", trial.construction());
        json.put("reached", trial.reached());
        json.put("exact", trial.exact());
        json.put("hiddenWidths", trial.hiddenWidths());
        json.put("parameters", trial.counts());
        json.put("accuracy", trial.accuracy());
        json.put("words", trial.words());
        json.put("interpretation", trial.built().flatMap(built -> built.interpretation()));
        return json;
    }

    /** The answer in one sentence. */
    String headline() {
        return "zero loss: " + assessment.attainability().words();
    }

    String text(boolean quiet) {
        StringBuilder text = new StringBuilder(headline()).append(System.lineSeparator());
        assessment
                .attainability()
                .remarks()
                .forEach(remark -> text.append("  ").append(remark.words()).append(System.lineSeparator()));
        text.append(System.lineSeparator()).append(head());
        text.append(System.lineSeparator()).append(theorems());
        text.append(System.lineSeparator()).append(constructions());
        assessment
                .descent()
                .ifPresent(outlook -> text.append(System.lineSeparator()).append(descent(outlook)));
        if (!quiet) {
            text.append(System.lineSeparator())
                    .append("next: ")
                    .append(command())
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    private String head() {
        int merged = assessment.samples() - assessment.distinctSamples();
        Table table = Table.ofLines()
                .row("data", data.name())
                .row("samples N", assessment.samples() + (merged > 0 ? " (" + merged + " repeated)" : ""))
                .row("features M", assessment.inputDim())
                .row("outputs Q", assessment.outputDim())
                .row("equations QN", (long) assessment.outputDim() * assessment.distinctSamples())
                .row("regime", assessment.regime().words())
                .row("rank [X; 1]", assessment.genericity().words());
        structure(table, assessment.structure());
        return table.text();
    }

    private void structure(Table table, StructureReport structure) {
        if (!structure.classLike()) {
            return;
        }
        String order = structure.order().stream().map(this::className).collect(Collectors.joining(", "));
        table.row(
                "classes separate",
                structure.separable()
                        ? "one after the other: " + order + "; smallest gap " + Table.number(structure.smallestGap())
                        : (structure.refuted() ? "not: stuck at " : "not decided: touching to within rounding at ")
                                + structure.stuck().stream()
                                        .map(this::className)
                                        .collect(Collectors.joining(", "))
                                + (structure.refuted()
                                        ? "; convex combinations of their samples coincide exactly"
                                        : ""));
        table.row(
                "clusters",
                "radius " + Table.number(structure.radius()) + ", bound δ* " + Table.number(structure.radiusBound()));
    }

    private String theorems() {
        Table table = Table.ofColumns("theorem", "");
        for (TheoremRow row : assessment.theorems()) {
            table.row(row.name(), row.words());
        }
        return table.text();
    }

    private String constructions() {
        Table table = Table.ofColumns("construction", "reaches", "K", "nonzero", "readable", "K/QN", "max residual");
        for (Trial trial : assessment.trials()) {
            table.row(cells(trial).toArray());
        }
        return table.text();
    }

    static List<Object> cells(Trial trial) {
        if (trial.counts().isEmpty()) {
            return List.of(trial.construction(), "refused", "", "", "", "", shortened(trial.words()));
        }
        var counts = trial.counts().get();
        return List.of(
                trial.construction(),
                trial.exact() ? "exactly" : trial.reached() ? "yes" : "no",
                counts.dense(),
                counts.nonzero(),
                counts.interpretable() == 0 ? "" : counts.interpretable(),
                Table.number((double) counts.dense() / counts.equations()),
                Table.number(trial.accuracy().orElseThrow().maxResidual()));
    }

    private static String shortened(String words) {
        return words.length() <= 100 ? words : words.substring(0, 99) + "…";
    }

    private static String descent(DescentOutlook outlook) {
        Table table = Table.ofLines()
                .row("parameters K", outlook.parameters() + ", effective " + outlook.effective())
                .row("equations QN", outlook.equations())
                .row("rank D at most", outlook.rankBound())
                .row(
                        "rank D measured",
                        outlook.rank()
                                .map(rank -> rank.rank() + " of " + outlook.equations()
                                        + (rank.decided() ? "" : ", not decided"))
                                .orElse("not computed"))
                .row("smallest eigenvalue", outlook.smallestEigenvalue());
        return table.text()
                + outlook.obstacles().stream()
                        .map(said -> "  - " + said.words() + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    static List<Map<String, Object>> json(DichotomySweep sweep) {
        return sweep.rows().stream().map(AssessReport::json).toList();
    }

    private static Map<String, Object> json(DichotomySweep.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hidden", row.hidden());
        json.put("parameters", row.parameters());
        json.put("ratio", row.ratio());
        json.put("attainable", truth(row.answer().answer()));
        json.put("claim", row.answer().stated().claim().id());
        json.put("why", row.answer().stated().words());
        json.put("witness", row.answer().witness().map(Witness::accuracy));
        json.put("rank", row.rank());
        json.put("equations", row.equations());
        return json;
    }

    static String text(DichotomySweep sweep) {
        Table table = Table.ofColumns(SWEEP.toArray(String[]::new));
        sweep.rows().forEach(row -> table.row(cells(row).toArray()));
        return table.text();
    }

    static List<Object> cells(DichotomySweep.Row row) {
        return List.of(
                row.hidden().toString(),
                row.parameters(),
                row.ratio(),
                row.answer().answer().words(),
                row.answer().stated().claim().id(),
                row.answer()
                        .witness()
                        .map(Witness::accuracy)
                        .map(accuracy -> Table.number(accuracy.relativeCost()))
                        .orElse("-"),
                row.rank() < 0 ? "-" : Integer.toString(row.rank()),
                row.equations());
    }
}
