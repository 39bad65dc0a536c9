package dev.nadir.app.analyze;

import dev.nadir.app.shell.LossSection;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.io.plot.Axis;
import dev.nadir.io.plot.BarChart;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.Histogram;
import dev.nadir.io.plot.HistogramGrid;
import dev.nadir.io.plot.LineChart;
import dev.nadir.io.plot.Marker;
import dev.nadir.io.plot.Series;
import dev.nadir.io.plot.SeriesStyle;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.jacobian.diagnose.Finding;
import dev.nadir.jacobian.diagnose.JacobianAnalysis;
import dev.nadir.jacobian.measure.LayerDiagnosis;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.statement.StatementCheck;
import dev.nadir.linalg.RankReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pictures of {@code analyze} and the page that holds them. */
final class AnalyzePage implements PictureOptions.Page {
    private static final int BINS = 30;
    private static final int PANELS = 12;

    private final AnalyzeReport report;
    private final JacobianAnalysis analysis;

    AnalyzePage(AnalyzeReport report) {
        this.report = report;
        this.analysis = report.analysis();
    }

    /** Every picture by its file name without ending. */
    @Override
    public Map<String, String> svg() {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("spectrum", spectrum().toSvg(860, 380));
        pictures.put("loss-split", lossSplit().toSvg(860, 380));
        pictures.put("slopes", slopes().toSvg(860, 380));
        return pictures;
    }

    private Chart spectrum() {
        LineChart chart = LineChart.of("Singular values of D", Axis.linear("index"), Axis.log("singular value"))
                .withSeries(Series.indexed("σ", analysis.spectrum().range().values(), SeriesStyle.POINTS));
        double tolerance = analysis.spectrum().rank().tolerance();
        return tolerance > 0 ? chart.withMarker(Marker.horizontal("rank cut", tolerance)) : chart;
    }

    private Chart lossSplit() {
        return BarChart.of("Loss per sample", "sample", "share of C")
                .withSeries("reachable", analysis.split().reachablePerSample())
                .withSeries("blocked", analysis.split().blockedPerSample());
    }

    private Chart slopes() {
        List<Histogram> panels = new ArrayList<>();
        for (LayerDiagnosis layer : analysis.stall().layers()) {
            boolean hidden = layer.layer() < analysis.stall().layers().size();
            if (hidden && panels.size() < PANELS || analysis.stall().layers().size() == 1) {
                double[] values = analysis.jacobian().slopes(layer.layer()).data();
                panels.add(new Histogram("layer " + layer.layer() + ", " + layer.activation(), "σ'", values, BINS));
            }
        }
        return new HistogramGrid("σ'(z) per layer", panels);
    }

    @Override
    public String html() {
        return HtmlReport.of(
                        report.subject().dataset().name(),
                        "nadir analyze: " + report.subject().origin())
                .withSection(why())
                .withSection(rank())
                .withSection(loss())
                .withSection(layers())
                .withSection(statements())
                .withSection(notes())
                .toHtml();
    }

    private Section why() {
        return LossSection.of(report.summary(), report.summary().headline("").text());
    }

    private Section notes() {
        Section section = Section.of("Notes");
        for (Finding finding : analysis.diagnosis().notes()) {
            section = section.withParagraph(finding.message() + ".");
        }
        return section;
    }

    private Section rank() {
        RankReport rank = analysis.spectrum().rank();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rank D", rank.rank() + " of " + rank.size() + (rank.decided() ? "" : ", undecided"));
        facts.put("parameters K", String.valueOf(analysis.parameters().parameterCount()));
        facts.put("effective parameters", String.valueOf(analysis.parameters().effectiveCount()));
        facts.put("outputs QN", String.valueOf(analysis.jacobian().rows()));
        facts.put("regime", analysis.regime().text());
        facts.put(
                "σ above and below the cut", Table.number(rank.sigmaAbove()) + ", " + Table.number(rank.sigmaBelow()));
        facts.put("cut", Table.number(rank.tolerance()) + " = " + rank.rule());
        facts.put("λ_min of DDᵀ", Table.number(analysis.spectrum().smallestEigenvalue()));
        facts.put(
                "found by",
                analysis.spectrum().tier().name().toLowerCase(Locale.ROOT) + " tier: "
                        + analysis.spectrum().reason());
        return Section.of("Rank of the training Jacobian")
                .withFacts(facts)
                .withChart(spectrum(), "Values above the dashed cut count; zeros are hollow marks at the lower edge.");
    }

    private Section loss() {
        LossSplit split = analysis.split();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cost C", Table.number(split.cost()));
        facts.put("C_reach", Table.number(split.reachable()));
        facts.put("C_block", Table.number(split.blocked()));
        if (!analysis.spectrum().rank().decided()) {
            facts.put("C_reach and C_block", "not decided, because the rank of D is not");
        }
        facts.put("|∇_θ C|", Table.number(split.gradientNorm()));
        return Section.of("What descent can and cannot reach")
                .withFacts(facts)
                .withChart(
                        lossSplit(),
                        "C_reach and C_block of every sample, to first order at these parameters. A small "
                                + "gradient does not mean that nothing is reachable.");
    }

    private Section layers() {
        List<List<String>> rows = new ArrayList<>();
        for (LayerDiagnosis layer : analysis.stall().layers()) {
            rows.add(List.of(
                    String.valueOf(layer.layer()),
                    String.valueOf(layer.units()),
                    layer.activation(),
                    layer.weightRank().rank() + "/" + layer.weightRank().size(),
                    Table.number(layer.weightRank().condition()),
                    Table.number(layer.slopes().minimum()),
                    Table.number(layer.slopes().median()),
                    String.valueOf(layer.deadUnits().length),
                    String.valueOf(layer.saturatedUnits().length),
                    Table.number(100 * layer.leastShare())));
        }
        List<String> columns = List.of(
                "layer",
                "units",
                "activation",
                "rank W",
                "cond W",
                "σ' min",
                "σ' median",
                "dead",
                "saturated",
                "% of least σ");
        return Section.of("Layers")
                .withTable(columns, rows)
                .withChart(slopes(), "Near 0 a unit passes on no gradient for that sample.");
    }

    private Section statements() {
        List<List<String>> rows = new ArrayList<>();
        for (StatementCheck check : analysis.statements()) {
            rows.add(List.of(
                    check.claim().source(),
                    check.claim().wording().says(),
                    check.verdict().words(),
                    AnalyzeText.measured(check)));
        }
        return Section.of("Statements of the papers at these parameters")
                .withTable(List.of("statement", "says", "verdict", "measured"), rows);
    }
}
