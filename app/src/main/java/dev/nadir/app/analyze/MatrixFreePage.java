package dev.nadir.app.analyze;

import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.io.plot.BarChart;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import java.util.List;
import java.util.Map;

/** The page of {@code analyze --matrix-free} and its picture. */
final class MatrixFreePage implements PictureOptions.Page {
    private final MatrixFreeReport report;

    MatrixFreePage(MatrixFreeReport report) {
        this.report = report;
    }

    @Override
    public Map<String, String> svg() {
        return Map.of("density", density().toSvg(860, 380));
    }

    private Chart density() {
        List<MatrixFreeReport.Decade> decades = report.decades();
        return BarChart.of("Eigenvalues of DDᵀ, estimated", "from", "share")
                .withCategories(decades.stream()
                        .map(decade -> decade.from() < 0 ? "0" : Table.number(decade.from()))
                        .toList())
                .withSeries(
                        "share",
                        decades.stream()
                                .mapToDouble(decade -> decade.share().value())
                                .toArray());
    }

    @Override
    public String html() {
        List<List<String>> rows = report.decades().stream()
                .map(decade -> List.of(
                        decade.words(),
                        Table.number(decade.share().value()),
                        Table.number(decade.share().error())))
                .toList();
        return HtmlReport.of(
                        report.subject().dataset().name(),
                        "nadir analyze --matrix-free: " + report.subject().origin())
                .withSection(Section.of("What descent can reach").withParagraph(report.headline() + "."))
                .withSection(Section.of("Bounds and estimates").withFacts(report.facts()))
                .withSection(Section.of("Spectral density of the tangent kernel")
                        .withChart(
                                density(),
                                "By stochastic Lanczos quadrature: estimates, with the standard error between the random"
                                        + " vectors in the table.")
                        .withTable(List.of("eigenvalues", "estimated share", "± standard error"), rows))
                .toHtml();
    }
}
