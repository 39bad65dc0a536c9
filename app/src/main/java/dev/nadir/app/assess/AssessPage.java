package dev.nadir.app.assess;

import dev.nadir.app.shell.CertificationSection;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.Table;
import dev.nadir.assess.Assessment;
import dev.nadir.assess.DescentOutlook;
import dev.nadir.assess.TheoremRow;
import dev.nadir.assess.Trial;
import dev.nadir.claim.Answer;
import dev.nadir.claim.Stated;
import dev.nadir.construct.Interpretation;
import dev.nadir.data.TrainingSet;
import dev.nadir.io.plot.Chart;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of {@code assess}: the verdict, its evidence, and pictures of the best network. */
final class AssessPage implements PictureOptions.Page {
    private final AssessReport report;
    private final Assessment assessment;
    private final Optional<Trial> best;

    AssessPage(AssessReport report) {
        this.report = report;
        this.assessment = report.assessment();
        this.best = assessment.trials().stream().filter(Trial::reached).findFirst();
    }

    /** The pictures by their file names without ending. */
    @Override
    public Map<String, String> svg() {
        Map<String, String> pictures = new LinkedHashMap<>();
        charts().forEach((name, chart) -> pictures.put(name, chart.toSvg(860, 480)));
        return pictures;
    }

    private Map<String, Chart> charts() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        best.flatMap(Trial::built).ifPresent(built -> {
            TrainingSet data = report.data().trainingSet();
            LayerPictures pictures =
                    new LayerPictures(built.network(), data.inputs(), data.labels(), report::className);
            charts.putAll(pictures.layers());
            pictures.normals().ifPresent(chart -> charts.put("normals", chart));
        });
        return charts;
    }

    @Override
    public String html() {
        HtmlReport page = HtmlReport.of(report.data().name(), "nadir assess: can zero loss be reached, and by what?")
                .withSection(verdict())
                .withSection(theorems())
                .withSection(constructions());
        if (report.certificate().isPresent()) {
            page = page.withSection(certificate(report.certificate().get()));
        }
        if (assessment.descent().isPresent()) {
            page = page.withSection(descent(assessment.descent().get()));
        }
        Map<String, Chart> charts = charts();
        if (!charts.isEmpty()) {
            page = page.withSection(pictures(charts));
        }
        return interpretation().map(page::withSection).orElse(page).toHtml();
    }

    private Section verdict() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("samples N", assessment.samples() + ", distinct " + assessment.distinctSamples());
        facts.put("features M", String.valueOf(assessment.inputDim()));
        facts.put("outputs Q", String.valueOf(assessment.outputDim()));
        facts.put("equations QN", String.valueOf((long) assessment.outputDim() * assessment.distinctSamples()));
        facts.put("regime", assessment.regime().words());
        facts.put("rank [X; 1]", assessment.genericity().words());
        facts.put("next command", report.command());
        Answer answer = assessment.attainability().answer();
        Tone tone = answer == Answer.YES ? Tone.GOOD : answer == Answer.NO ? Tone.BAD : Tone.WARN;
        return Section.of("Verdict").withVerdict(tone, report.headline()).withFacts(facts);
    }

    private static Section certificate(CertificationSection proved) {
        return Section.of("Certificate")
                .withVerdict(proved.certified() ? Tone.GOOD : Tone.WARN, proved.verdict())
                .withFacts(proved.facts());
    }

    private Section theorems() {
        List<List<String>> rows = new ArrayList<>();
        for (TheoremRow check : assessment.theorems()) {
            for (TheoremRow.Hypothesis hypothesis : check.hypotheses()) {
                rows.add(List.of(
                        check.name(),
                        check.applies().words(),
                        hypothesis.statement(),
                        hypothesis.measured(),
                        hypothesis.holds().words()));
            }
        }
        return Section.of("Theorems and their hypotheses as measured")
                .withTable(List.of("theorem", "applies", "hypothesis", "measured", "holds"), rows);
    }

    private Section constructions() {
        List<List<String>> rows = assessment.trials().stream()
                .map(trial ->
                        AssessText.cells(trial).stream().map(String::valueOf).toList())
                .toList();
        return Section.of("Constructions tried")
                .withTable(
                        List.of("construction", "reaches", "K", "nonzero", "readable", "K/QN", "max residual"), rows);
    }

    private static Section descent(DescentOutlook outlook) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("parameters K", outlook.parameters() + ", effective " + outlook.effective());
        facts.put("equations QN", String.valueOf(outlook.equations()));
        facts.put("rank D at most", String.valueOf(outlook.rankBound()));
        facts.put(
                "rank D measured",
                outlook.rank().map(rank -> String.valueOf(rank.rank())).orElse("not computed"));
        Section section = Section.of("What gradient descent will meet").withFacts(facts);
        for (Stated said : outlook.obstacles()) {
            section = section.withVerdict(Tone.WARN, said.words());
        }
        return section;
    }

    private static Section pictures(Map<String, Chart> charts) {
        Section section = Section.of("What every layer does to the samples")
                .withParagraph(
                        "Points in the plane of their two leading directions; lines are where the units of the next"
                                + " layer change sign, cut with that plane.");
        for (Chart chart : charts.values()) {
            section = section.withChart(chart, "");
        }
        return section;
    }

    private Optional<Section> interpretation() {
        return best.flatMap(Trial::built)
                .flatMap(built -> built.interpretation())
                .map(found -> {
                    List<List<String>> rows = new ArrayList<>();
                    for (Interpretation.Unit unit : found.units()) {
                        rows.add(List.of(
                                report.className(unit.label()),
                                leading(unit),
                                Table.number(unit.offset()),
                                Table.number(Math.toDegrees(unit.aperture()))));
                    }
                    return Section.of("The network in " + found.numbers() + " readable numbers")
                            .withParagraph(found.meaning())
                            .withTable(
                                    List.of("class", "direction, largest components", "offset", "aperture in degrees"),
                                    rows);
                });
    }

    private String leading(Interpretation.Unit unit) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < unit.direction().length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(Math.abs(unit.direction()[b]), Math.abs(unit.direction()[a])));
        StringBuilder words = new StringBuilder();
        for (int i : order.subList(0, Math.min(5, order.size()))) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(report.data().featureNames().get(i))
                    .append(' ')
                    .append(Table.number(unit.direction()[i]));
        }
        return words.toString();
    }
}
