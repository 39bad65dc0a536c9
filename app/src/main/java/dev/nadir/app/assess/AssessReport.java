package dev.nadir.app.assess;

import dev.nadir.app.shell.Table;
import dev.nadir.assess.Assessment;
import dev.nadir.assess.Attainment;
import dev.nadir.assess.DescentOutlook;
import dev.nadir.assess.DichotomySweep;
import dev.nadir.assess.StructureReport;
import dev.nadir.assess.TheoremCheck;
import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.linalg.RankReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The verdict as text and as JSON.
 *
 * @param data what was judged
 * @param file where it came from
 * @param assessment the verdict
 */
record AssessReport(Dataset data, String file, Assessment assessment) {

    /** The recommended next command, to be pasted. */
    String command() {
        String words = assessment.nextCommand().get(0) + " " + file;
        String rest = assessment.nextCommand().stream().skip(1).collect(Collectors.joining(" "));
        String target = data.target()
                .map(labels -> labels instanceof ClassTarget classes ? " --target " + classes.columnName() : "")
                .orElse("");
        return "nadir " + words + target + (rest.isEmpty() ? "" : " " + rest);
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
        json.put("data", data.name());
        json.put("samples", assessment.samples());
        json.put("distinctSamples", assessment.distinctSamples());
        json.put("inputDim", assessment.inputDim());
        json.put("outputDim", assessment.outputDim());
        json.put("verdict", assessment.attainability().name());
        json.put("attainable", assessment.attainability().yes());
        json.put("why", assessment.why());
        json.put("regime", assessment.regime().words());
        json.put("genericity", assessment.genericity());
        json.put("conflicts", assessment.conflicts());
        json.put("structure", structure(assessment.structure()));
        json.put(
                "theorems",
                assessment.theorems().stream().map(AssessReport::theorem).toList());
        json.put(
                "constructions",
                assessment.attainments().stream().map(AssessReport::attainment).toList());
        json.put("descent", assessment.descent());
        json.put("nextCommand", command());
        return json;
    }

    private static Map<String, Object> structure(StructureReport structure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("classes", structure.classes());
        json.put("classLike", structure.classLike());
        json.put("separable", structure.separable());
        json.put("refuted", structure.refuted());
        json.put("order", structure.order());
        json.put("smallestGap", structure.smallestGap());
        json.put("stuck", structure.stuck());
        json.put("radius", structure.radius());
        json.put("radiusBound", structure.radiusBound());
        return json;
    }

    private static Map<String, Object> theorem(TheoremCheck check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", check.name());
        json.put("statement", check.statement());
        json.put("applies", check.applies());
        json.put("hypotheses", check.hypotheses());
        return json;
    }

    private static Map<String, Object> attainment(Attainment attainment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("construction", attainment.construction());
        json.put("reached", attainment.reached());
        json.put("exact", attainment.exact());
        json.put("hiddenWidths", attainment.hiddenWidths());
        json.put("parameters", attainment.counts());
        json.put("accuracy", attainment.accuracy());
        json.put("words", attainment.words());
        json.put("interpretation", attainment.built().flatMap(built -> built.interpretation()));
        return json;
    }

    String text(boolean quiet) {
        StringBuilder text = new StringBuilder(head());
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
        RankReport rank = assessment.genericity();
        int merged = assessment.samples() - assessment.distinctSamples();
        Table table = Table.ofLines()
                .row("data", data.name())
                .row("zero loss attainable", assessment.attainability().words())
                .row("because", assessment.why())
                .row("samples N", assessment.samples() + (merged > 0 ? " (" + merged + " repeated)" : ""))
                .row("features M", assessment.inputDim())
                .row("outputs Q", assessment.outputDim())
                .row("equations QN", (long) assessment.outputDim() * assessment.distinctSamples())
                .row("regime", assessment.regime().words())
                .row(
                        "rank [X; 1]",
                        rank.rank() + " of " + rank.size() + ", condition " + Table.number(rank.condition()));
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
        Table table = Table.ofColumns("theorem", "applies", "hypothesis", "measured");
        for (TheoremCheck check : assessment.theorems()) {
            for (TheoremCheck.Hypothesis hypothesis : check.hypotheses()) {
                table.row(
                        check.name(), hypothesis.holds() ? "yes" : "no", hypothesis.statement(), hypothesis.measured());
            }
        }
        return table.text();
    }

    private String constructions() {
        Table table = Table.ofColumns("construction", "reaches", "K", "nonzero", "readable", "K/QN", "max residual");
        for (Attainment attainment : assessment.attainments()) {
            table.row(cells(attainment).toArray());
        }
        return table.text();
    }

    static List<Object> cells(Attainment attainment) {
        if (attainment.counts().isEmpty()) {
            return List.of(attainment.construction(), "refused", "", "", "", "", shortened(attainment.words()));
        }
        var counts = attainment.counts().get();
        return List.of(
                attainment.construction(),
                attainment.exact() ? "exactly" : attainment.reached() ? "yes" : "no",
                counts.dense(),
                counts.nonzero(),
                counts.interpretable() == 0 ? "" : counts.interpretable(),
                Table.number((double) counts.dense() / counts.equations()),
                Table.number(attainment.accuracy().orElseThrow().maxResidual()));
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
                                        + (rank.decided() ? "" : ", undecided"))
                                .orElse("not computed"))
                .row("smallest eigenvalue", outlook.smallestEigenvalue());
        return table.text()
                + outlook.obstacles().stream()
                        .map(words -> "  - " + words + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    static String text(DichotomySweep sweep) {
        Table table =
                Table.ofColumns("hidden", "K", "K/QN", "zero loss", "by", "relative cost", "rank D at start", "QN");
        for (DichotomySweep.Row row : sweep.rows()) {
            table.row(
                    row.hidden().toString(),
                    row.parameters(),
                    row.ratio(),
                    row.answer().yes()
                            ? "yes"
                            : row.answer()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' '),
                    row.construction().orElse("-"),
                    row.construction().isPresent() ? Table.number(row.relativeCost()) : "-",
                    row.rank() < 0 ? "-" : Integer.toString(row.rank()),
                    row.equations());
        }
        return table.text();
    }
}
