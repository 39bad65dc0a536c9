package dev.nadir.app.diagnose;

import dev.nadir.app.shell.LossSection;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.claim.Stated;
import dev.nadir.io.plot.Axis;
import dev.nadir.io.plot.BarChart;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.plot.LineChart;
import dev.nadir.io.plot.Series;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.jacobian.diagnose.Finding;
import dev.nadir.jacobian.measure.TimeScale;
import dev.nadir.jacobian.measure.TimeScales;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The pictures of {@code diagnose} and the page that holds them. */
final class DiagnosePage implements PictureOptions.Page {
    private static final int PER_DECADE = 8;

    private final Diagnosis diagnosis;

    DiagnosePage(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    @Override
    public Map<String, String> svg() {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("time-scales", timeScales().toSvg(860, 380));
        pictures.put("predicted-loss", predicted().toSvg(860, 380));
        pictures.put("loss-split", split().toSvg(860, 380));
        return pictures;
    }

    @Override
    public String html() {
        String title = diagnosis.summary().subject().dataset().name();
        HtmlReport page = HtmlReport.of(
                        title,
                        "nadir diagnose: " + diagnosis.summary().subject().origin())
                .withSection(answer());
        if (!diagnosis.summary().measures().zero()) {
            page = page.withSection(speed()).withSection(samples());
        }
        return page.withSection(further()).toHtml();
    }

    private Section answer() {
        Section section = LossSection.of(diagnosis.summary(), diagnosis.headline());
        for (Stated hint : diagnosis.hints()) {
            section = section.withParagraph("Hint: " + hint.words() + ".");
        }
        return section;
    }

    private Section speed() {
        return Section.of("How slow")
                .withParagraph(diagnosis.slowness() + ".")
                .withTable(DiagnoseText.columns(), new DiagnoseText(diagnosis).rows())
                .withChart(
                        timeScales(),
                        "The reachable loss by the number of steps it needs; what is blocked is not in it.")
                .withChart(predicted(), "Plain gradient descent in the linearized model: D as it is now.");
    }

    private Section samples() {
        return Section.of("Where the loss sits")
                .withChart(split(), "Reachable and blocked loss of every sample, counted from 1, to first order.");
    }

    private Section further() {
        Section section = Section.of("What next");
        for (String next : diagnosis.next()) {
            section = section.withParagraph(next);
        }
        for (Finding note : diagnosis.summary().diagnosis().notes()) {
            section = section.withParagraph("Note: " + note.message() + ".");
        }
        return section;
    }

    private Chart timeScales() {
        List<TimeScale> scales = diagnosis.scales().scales();
        double cost = diagnosis.summary().diagnosis().cost();
        String[] names = scales.stream()
                .map(scale ->
                        Double.isFinite(scale.steps()) ? String.format(Locale.ROOT, "%.0e", scale.steps()) : "never")
                .toArray(String[]::new);
        double[] shares = scales.stream()
                .mapToDouble(scale -> cost == 0 ? 0 : 100 * scale.loss() / cost)
                .toArray();
        return BarChart.of("Loss by time scale", "steps until a tenth is left", "% of C")
                .withCategories(List.of(names))
                .withSeries("reachable", shares);
    }

    private Chart predicted() {
        double last = Math.log10(diagnosis.steps()[diagnosis.steps().length - 1]);
        double[] steps = IntStream.rangeClosed(0, (int) Math.round(PER_DECADE * last))
                .mapToDouble(k -> Math.pow(10, k / (double) PER_DECADE))
                .toArray();
        TimeScales scales = diagnosis.scales();
        double[] costs = IntStream.range(0, steps.length)
                .mapToDouble(k -> scales.predicted(steps[k]))
                .map(cost -> Double.isFinite(cost) && cost > 0 ? cost : Double.NaN)
                .toArray();
        return LineChart.of("Predicted loss, linearized", Axis.log("steps"), Axis.log("C"))
                .withSeries(Series.line("C", steps, costs));
    }

    private Chart split() {
        return BarChart.of("Loss per sample", "sample", "share of C")
                .withSeries("reachable", diagnosis.summary().split().reachablePerSample())
                .withSeries("blocked", diagnosis.summary().split().blockedPerSample());
    }
}
