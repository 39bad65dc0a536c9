package dev.nadir.app.assess;

import dev.nadir.app.shell.Table;
import dev.nadir.assess.DescentOutlook;
import dev.nadir.assess.StructureReport;
import dev.nadir.assess.TheoremRow;
import dev.nadir.assess.Trial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer on a terminal: headline, data, theorems, constructions, what descent will meet, the next command.
 *
 * @param report what is said
 */
record AssessText(AssessReport report) {
    String text(boolean quiet) {
        StringBuilder text = new StringBuilder(report.headline()).append(System.lineSeparator());
        report.assessment()
                .attainability()
                .remarks()
                .forEach(remark -> text.append("  ").append(remark.words()).append(System.lineSeparator()));
        text.append(System.lineSeparator()).append(head());
        text.append(System.lineSeparator()).append(theorems());
        text.append(System.lineSeparator()).append(constructions());
        report.certificate().ifPresent(proved -> text.append(proved.text()));
        report.assessment()
                .descent()
                .ifPresent(outlook -> text.append(System.lineSeparator()).append(descent(outlook)));
        if (!quiet) {
            text.append(System.lineSeparator())
                    .append("next: ")
                    .append(report.command())
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    private String head() {
        int merged = report.assessment().samples() - report.assessment().distinctSamples();
        Table table = Table.ofLines()
                .row("data", report.data().name())
                .row("samples N", report.assessment().samples() + (merged > 0 ? " (" + merged + " repeated)" : ""))
                .row("features M", report.assessment().inputDim())
                .row("outputs Q", report.assessment().outputDim())
                .row(
                        "equations QN",
                        (long) report.assessment().outputDim()
                                * report.assessment().distinctSamples())
                .row("regime", report.assessment().regime().words())
                .row("rank [X; 1]", report.assessment().genericity().words());
        structure(table, report.assessment().structure());
        return table.text();
    }

    private void structure(Table table, StructureReport structure) {
        if (!structure.classLike()) {
            return;
        }
        String order = structure.order().stream().map(report::className).collect(Collectors.joining(", "));
        table.row(
                "classes separate",
                structure.separable()
                        ? "one after the other: " + order + "; smallest gap " + Table.number(structure.smallestGap())
                        : (structure.refuted() ? "not: stuck at " : "not decided: touching to within rounding at ")
                                + structure.stuck().stream()
                                        .map(report::className)
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
        for (TheoremRow row : report.assessment().theorems()) {
            table.row(row.name(), row.words());
        }
        return table.text();
    }

    private String constructions() {
        Table table = Table.ofColumns("construction", "reaches", "K", "nonzero", "readable", "K/QN", "max residual");
        for (Trial trial : report.assessment().trials()) {
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
                .row("λ_min of DDᵀ", outlook.smallestEigenvalue());
        return table.text()
                + outlook.obstacles().stream()
                        .map(said -> "  - " + said.words() + System.lineSeparator())
                        .collect(Collectors.joining());
    }
}
