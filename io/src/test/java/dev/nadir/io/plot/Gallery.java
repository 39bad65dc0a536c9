package dev.nadir.io.plot;

import dev.nadir.io.report.Block;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.HtmlReportTest;
import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** One page with every kind of chart, easy and hard cases; written to target/ by {@link HtmlReportTest}. */
public final class Gallery {
    private Gallery() {}

    public static HtmlReport page() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("samples N", "72");
        facts.put("rank D", "72 of 72, decided");
        facts.put("rule", "sigma > max(m, n) eps sigma_max & <escaped>");
        return HtmlReport.of("golub.csv: can zero loss be reached?", "nadir analyze, 7129-3-2 tanh")
                .withSection(Section.of("Tone")
                        .withVerdict(Tone.GOOD, "Zero loss is reachable.")
                        .withVerdict(Tone.WARN, "The rank is undecided between 70 and 72.")
                        .withVerdict(Tone.BAD, "The step is blocked: 38 % of the loss lies outside the range of D.")
                        .withParagraph("A paragraph with <tags> & \"quotes\".")
                        .withFacts(facts)
                        .withTable(
                                List.of("layer", "units", "rank", "sigma min"),
                                List.of(List.of("hidden", "3", "3", "1.2e-4"), List.of("output", "2", "2", "0.8"))))
                .withSection(lines())
                .withSection(bars())
                .withSection(planes());
    }

    static double[] values(int n, java.util.function.IntToDoubleFunction f) {
        return IntStream.range(0, n).mapToDouble(f).toArray();
    }

    private static Section lines() {
        double[] sigma = values(72, i -> i < 60 ? Math.pow(10, 2 - i * 0.12) : i < 68 ? 1e-17 * (70 - i) : 0);
        LineChart spectrum = LineChart.of("Singular values of D", Axis.linear("index"), Axis.log("singular value"))
                .withSeries(Series.indexed("sigma", sigma, SeriesStyle.POINTS))
                .withMarker(Marker.horizontal("rank cut", 1e-12))
                .withMarker(Marker.vertical("rank", 60.5));
        double[] t = values(3000, i -> i == 0 ? 0 : Math.pow(10, -4 + i * 0.003));
        double[] cost = values(3000, i -> i > 1200 && i < 1400 ? Double.NaN : Math.exp(-t[i] / 30) * 1e3 + 1e-30);
        double[] lambda = values(3000, i -> 1e-3 * (2 + Math.sin(i * 0.01)));
        LineChart curves = LineChart.of("Cost along the flow", Axis.log("time t"), Axis.log("cost"))
                .withSeries(Series.line("cost C", t, cost))
                .withSeries(Series.line("λ_min of the tangent kernel", t, lambda))
                .withSeries(new Series("reachable part", t, values(3000, i -> cost[i] / 3), SeriesStyle.STEPS));
        LineChart plain = LineChart.of("Linear axes, infinite and lonely points", Axis.linear("x"), Axis.linear("y"))
                .withSeries(Series.line("a", new double[] {0, 1, 2, 3, 4, 5}, new double[] {
                    1, Double.POSITIVE_INFINITY, 3, Double.NaN, 2, 2.5
                }))
                .withSeries(new Series(
                        "steps", new double[] {0, 1, 2, 3, 4}, new double[] {0, 1, 0.5, 2, 1}, SeriesStyle.STEPS));
        return Section.of("Lines")
                .withChart(spectrum, "Zero singular values sit on the floor.")
                .withChart(curves, "")
                .withChart(plain, "")
                .withChart(LineChart.of("Nothing to show", Axis.linear("x"), Axis.log("y")), "Empty.");
    }

    private static Section bars() {
        Random random = new Random(1);
        BarChart few = BarChart.of("Loss split", "sample", "loss")
                .withSeries("reachable", values(72, i -> random.nextDouble()))
                .withSeries("blocked", values(72, i -> random.nextDouble() * 0.4));
        BarChart many = BarChart.of("Loss split of 5000 samples", "sample", "loss")
                .withSeries("reachable", values(5000, i -> random.nextDouble()))
                .withSeries("blocked", values(5000, i -> i / 5000.0));
        BarChart named = BarChart.of("By block", "", "share")
                .withCategories(List.of("hidden 1", "hidden 2", "a block with a very long name indeed", "output"))
                .withSeries("share", 0.2, 0.5, Double.NaN, -0.1);
        List<Histogram> panels = new ArrayList<>();
        for (int k = 1; k <= 4; k++) {
            double width = k;
            panels.add(new Histogram("layer " + k, "σ'(z)", values(2000, i -> 1 / Math.cosh(width * i / 1000)), 24));
        }
        panels.add(new Histogram("relu", "σ'(z)", values(500, i -> i % 9 == 0 ? Double.NaN : i % 2), 12));
        return Section.of("Bars")
                .withChart(few, "")
                .withChart(many, "")
                .withChart(named, "")
                .withChart(new HistogramGrid("Derivatives of the activations", panels), "");
    }

    private static Section planes() {
        Random random = new Random(2);
        ScatterChart scatter = ScatterChart.of("Layer 1: points and hyperplanes", "feature 1", "feature 2");
        for (int k = 0; k < 7; k++) {
            double angle = k * 0.9;
            scatter = scatter.withClass(new PointClass(
                            "class " + k,
                            values(40, i -> 3 * Math.cos(angle) + random.nextGaussian()),
                            values(40, i -> 3 * Math.sin(angle) + random.nextGaussian())))
                    .withHyperplane(new Hyperplane("", Math.cos(angle), Math.sin(angle), -1));
        }
        List<Tile> tiles = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
            int wave = k + 1;
            tiles.add(new Tile(
                    "unit " + k, 28, 28, values(784, i -> Math.sin(wave * (i % 28) * 0.1) * Math.cos(i / 28 * 0.2))));
        }
        List<String> widths =
                IntStream.of(1, 2, 4, 8, 16, 32).mapToObj(w -> "width " + w).toList();
        List<String> depths =
                IntStream.rangeClosed(1, 8).mapToObj(d -> "depth " + d).toList();
        HeatMap map = new HeatMap("K / (QN)", widths, depths, values(48, i -> i == 5 ? Double.NaN : i * i));
        return Section.of("Planes")
                .with(new Block.Picture(scatter, "", 860, 560))
                .withChart(new ImageGrid("Hyperplane normals", tiles), "")
                .withChart(map, "");
    }
}
