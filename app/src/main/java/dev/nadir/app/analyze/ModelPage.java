package dev.nadir.app.analyze;

import dev.nadir.app.shell.PictureOptions;
import dev.nadir.claim.Stated;
import dev.nadir.io.plot.Axis;
import dev.nadir.io.plot.BarChart;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.LineChart;
import dev.nadir.io.plot.Marker;
import dev.nadir.io.plot.Series;
import dev.nadir.io.plot.SeriesStyle;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import dev.nadir.jacobian.diagnose.BlockedShare;
import dev.nadir.jacobian.diagnose.Finding;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pictures of {@code analyze} for any model and any loss, and the page that holds them. */
record ModelPage(ModelReport report) implements PictureOptions.Page {

    @Override
    public Map<String, String> svg() {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("spectrum", spectrum().toSvg(860, 380));
        pictures.put("loss-split", lossSplit().toSvg(860, 380));
        return pictures;
    }

    private Chart spectrum() {
        LineChart chart = LineChart.of("Singular values of D", Axis.linear("index"), Axis.log("singular value"))
                .withSeries(Series.indexed("σ", report.spectrum().range().values(), SeriesStyle.POINTS));
        double tolerance = report.spectrum().rank().tolerance();
        return tolerance > 0 ? chart.withMarker(Marker.horizontal("rank cut", tolerance)) : chart;
    }

    private Chart lossSplit() {
        return BarChart.of("Loss per sample", "sample", "share of C")
                .withSeries("loss", report.reach().costPerSample())
                .withSeries("blocked", report.reach().blockedPerSample());
    }

    private Tone tone() {
        BlockedShare share = report.words().blocked();
        return share.most() < BlockedShare.NOTHING ? Tone.GOOD : share.least() >= Finding.REASON ? Tone.BAD : Tone.WARN;
    }

    @Override
    public String html() {
        Section answer = Section.of("What descent can and cannot reach")
                .withVerdict(tone(), report.words().headline() + ".");
        for (Stated stated : report.reach().stated()) {
            answer = answer.withParagraph(stated.words() + ".");
        }
        return HtmlReport.of(
                        report.subject().dataset().name(),
                        "nadir analyze: " + report.subject().origin())
                .withSection(answer.withFacts(report.words().facts())
                        .withChart(lossSplit(), "The loss of every sample, and what of it is blocked."))
                .withSection(Section.of("Rank of the training Jacobian")
                        .withFacts(report.facts())
                        .withChart(spectrum(), "Values above the dashed cut count."))
                .withSection(Section.of("Parameters").withTable(ModelReport.parameterColumns(), report.parameterRows()))
                .toHtml();
    }
}
