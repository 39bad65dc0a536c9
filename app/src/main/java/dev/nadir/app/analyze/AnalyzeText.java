package dev.nadir.app.analyze;

import dev.nadir.app.shell.LayerDims;
import dev.nadir.app.shell.LossSummary;
import dev.nadir.app.shell.Table;
import dev.nadir.data.ClassTarget;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.diagnose.BlockedShare;
import dev.nadir.jacobian.measure.DependentRows;
import dev.nadir.jacobian.measure.LayerDiagnosis;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.statement.StatementCheck;
import dev.nadir.linalg.RankReport;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code analyze} tells people, the reason for stalling first. */
final class AnalyzeText {
    private static final String LINE = System.lineSeparator();
    private static final int WORST = 5;
    private static final int NAMED = 10;

    private final AnalyzeReport report;

    AnalyzeText(AnalyzeReport report) {
        this.report = report;
    }

    String text(boolean quiet) {
        LossSummary answer = report.summary();
        String results = answer.headline("").text()
                + LINE
                + LINE
                + answer.reasons()
                + LINE
                + summary()
                + LINE
                + split()
                + LINE
                + layers();
        return quiet ? results : results + LINE + statements() + LINE + answer.notes();
    }

    private String summary() {
        EffectiveParameters count = report.analysis().parameters();
        JacobianSpectrum spectrum = report.analysis().spectrum();
        RankReport rank = spectrum.rank();
        String idle = count.effectiveCount() == count.parameterCount()
                ? ""
                : ", of which " + count.effectiveCount() + " effective (" + count.reason() + ")";
        return Table.ofLines()
                .row(
                        "network",
                        LayerDims.text(report.subject().network()) + ", "
                                + report.subject().origin())
                .row("samples N", report.subject().dataset().samples())
                .row("outputs QN", outputs())
                .row("parameters K", count.parameterCount() + idle)
                .row("regime", report.analysis().regime().text())
                .row("rank D", rank.rank() + " of " + rank.size() + (rank.decided() ? "" : ", undecided"))
                .row(
                        "σ_max, around the cut",
                        Table.number(rank.sigmaMax()) + "; " + Table.number(rank.sigmaAbove())
                                + " above, " + Table.number(rank.sigmaBelow()) + " below "
                                + Table.number(rank.tolerance())
                                + " = " + rank.rule())
                .row("λ_min of DDᵀ", spectrum.smallestEigenvalue())
                .row(
                        "what moves least",
                        "samples " + list(report.analysis().stall().samplesCarrying(0.9)))
                .row("dependent samples", dependent())
                .row(
                        "found by",
                        spectrum.tier().name().toLowerCase(Locale.ROOT) + " tier, about "
                                + String.format(Locale.ROOT, "%.1e", spectrum.flops()) + " flops: " + spectrum.reason())
                .text();
    }

    private String outputs() {
        long rows = report.analysis().jacobian().rows();
        int distinct = report.analysis().diagnosis().distinctRows();
        return distinct == rows ? String.valueOf(rows) : rows + ", of distinct inputs " + distinct;
    }

    private String dependent() {
        return report.analysis()
                .stall()
                .groups()
                .map(found -> found.groups().isEmpty()
                        ? "none (rows of D at an angle below " + DependentRows.ANGLE + ")"
                        : found.groups().stream()
                                        .limit(WORST)
                                        .map(group -> "{" + list(group) + "}")
                                        .collect(Collectors.joining(" "))
                                + (found.groups().size() > WORST ? " …" : ""))
                .orElse("not looked for: QN is too large");
    }

    private static String list(int[] indices) {
        String named = Arrays.stream(indices)
                .limit(NAMED)
                .mapToObj(index -> String.valueOf(index + 1))
                .collect(Collectors.joining(", "));
        return indices.length > NAMED ? named + ", … (" + indices.length + " in all)" : named;
    }

    static String undecided(JacobianSpectrum spectrum) {
        RankReport rank = spectrum.rank();
        return "singular values " + Table.number(rank.sigmaAbove()) + " and " + Table.number(rank.sigmaBelow())
                + " lie too near the cut " + Table.number(rank.tolerance()) + " (" + rank.rule()
                + "); look at the samples that carry the direction of least σ";
    }

    private String split() {
        LossSplit split = report.analysis().split();
        Table table = Table.ofLines()
                .row("cost C", split.cost())
                .row("C_reach", part(split.reachable(), false))
                .row("C_block", part(split.blocked(), true))
                .row(
                        "|∇_θ C|",
                        Table.number(split.gradientNorm()) + " (small does not mean stationary: compare C_reach)")
                .row("most blocked samples", worst(split.blockedPerSample()));
        report.classes().ifPresent(classes -> table.row("C_block per class", perClass(split, classes)));
        return table.text();
    }

    /** The part of the cost; a bracket where the rank is undecided, and its error where rounding can be seen. */
    private String part(double part, boolean blocked) {
        LossSplit split = report.analysis().split();
        BlockedShare bracket = report.analysis().diagnosis().blocked();
        if (!report.analysis().spectrum().rank().decided()) {
            double least = 100 * (blocked ? bracket.least() : 1 - bracket.most());
            double most = 100 * (blocked ? bracket.most() : 1 - bracket.least());
            return String.format(
                    Locale.ROOT, "%.1f to %.1f %% of C: not decided, because the rank of D is not", least, most);
        }
        String error = split.error() > 1e-6 * split.cost() ? ", ± " + Table.number(split.error()) : "";
        return share(part, split.cost()) + error;
    }

    static String share(double part, double cost) {
        return Table.number(part) + (cost == 0 ? "" : String.format(Locale.ROOT, " (%.1f %%)", 100 * part / cost));
    }

    static String worst(double[] perSample) {
        return IntStream.range(0, perSample.length)
                .boxed()
                .sorted((i, j) -> Double.compare(perSample[j], perSample[i]))
                .limit(WORST)
                .map(i -> (i + 1) + ": " + Table.number(perSample[i]))
                .collect(Collectors.joining(", "));
    }

    static String perClass(LossSplit split, ClassTarget classes) {
        double[] blocked = AnalyzeReport.perClass(split.blockedPerSample(), classes);
        return IntStream.range(0, blocked.length)
                .mapToObj(q -> classes.classNames().get(q) + " " + Table.number(blocked[q]))
                .collect(Collectors.joining(", "));
    }

    private String layers() {
        Table table = Table.ofColumns(
                "layer",
                "units",
                "parameters",
                "activation",
                "rank W",
                "cond W",
                "σ' min",
                "σ' median",
                "σ' max",
                "dead",
                "saturated",
                "% of DDᵀ",
                "% of least σ");
        for (LayerDiagnosis layer : report.analysis().stall().layers()) {
            table.row(
                    layer.layer() + (layer.trained() ? "" : " frozen"),
                    layer.units(),
                    layer.parameterCount(),
                    layer.activation(),
                    layer.weightRank().rank() + "/" + layer.weightRank().size(),
                    layer.weightRank().condition(),
                    layer.slopes().minimum(),
                    layer.slopes().median(),
                    layer.slopes().maximum(),
                    layer.deadUnits().length,
                    layer.saturatedUnits().length,
                    100 * layer.kernelShare(),
                    100 * layer.leastShare());
        }
        return table.text();
    }

    private String statements() {
        Table table = Table.ofColumns("statement", "verdict", "measured");
        for (StatementCheck check : report.analysis().statements()) {
            table.row(check.claim().source(), check.verdict().words(), measured(check));
        }
        return table.text();
    }

    /** The first hypothesis that fails, or the conclusion. */
    static String measured(StatementCheck check) {
        StatementCheck.Measured decisive = check.decisive();
        return decisive.condition() + " " + Table.number(decisive.value());
    }
}
