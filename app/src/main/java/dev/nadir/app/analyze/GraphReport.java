package dev.nadir.app.analyze;

import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.Table;
import dev.nadir.data.ClassTarget;
import dev.nadir.jacobian.diagnose.Headline;
import dev.nadir.jacobian.diagnose.LossDiagnosis;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Kinks;
import dev.nadir.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code analyze} finds about a model that is no plain perceptron: rank, the split of the loss, and the table of parameters.
 *
 * @param subject what was analyzed
 * @param at D
 * @param spectrum of D
 * @param split of the loss
 */
record GraphReport(GraphOnData subject, Evaluation at, JacobianSpectrum spectrum, LossSplit split) {
    private static final String LINE = System.lineSeparator();
    private static final String PERCEPTRONS_ONLY = "layers, findings and the papers' statements hold for multilayer"
            + " perceptrons; not applicable to this model";

    static GraphReport of(GraphOnData subject, SpectrumOptions options) {
        Evaluation at = subject.model().at(subject.data().inputs());
        JacobianSpectrum spectrum = JacobianSpectrum.of(at, options);
        return new GraphReport(
                subject, at, spectrum, LossSplit.of(at, spectrum, subject.data().labels()));
    }

    private Optional<ClassTarget> classes() {
        return subject.dataset().target().filter(ClassTarget.class::isInstance).map(ClassTarget.class::cast);
    }

    private LossMeasures measures() {
        return LossMeasures.of(at.outputs(), subject.data().labels(), classes().isPresent());
    }

    private Headline headline() {
        Matrix residual = at.outputs().minus(subject.data().labels());
        return new Headline(measures(), LossDiagnosis.blockedShare(spectrum, residual));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headline", headline().text());
        json.put("samples", at.samples());
        json.put("parameterCount", at.columns());
        json.put("equations", at.rows());
        json.put("inputDim", subject.model().inputDim());
        json.put("outputDim", at.outputDim());
        json.put("network", subject.origin());
        json.put("producer", subject.file().producer());
        json.put("opset", subject.file().opset());
        json.put("parameters", parameters());
        json.put("cost", split.cost());
        json.put("gradientNorm", split.gradientNorm());
        json.put("measures", measures());
        json.put("lossReachable", split.reachable());
        json.put("lossBlocked", split.blocked());
        json.put("lossSplitError", split.error());
        json.put("lossSplitDecided", spectrum.rank().decided());
        json.put("blockedShare", headline().blocked());
        json.put("rank", AnalyzeReport.rank(spectrum));
        json.put("singularValues", spectrum.singularValues());
        json.put("lambdaMin", spectrum.smallestEigenvalue());
        json.put("kinks", at.kinks());
        json.put("split", AnalyzeReport.split(split, classes()));
        json.put("notApplicable", PERCEPTRONS_ONLY);
        json.put("seed", subject.seed());
        return json;
    }

    private List<Map<String, Object>> parameters() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Parameter parameter : subject.model().parameters().all()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", parameter.name());
            json.put("shape", parameter.shape());
            json.put("count", parameter.size());
            json.put("trained", parameter.trained());
            all.add(json);
        }
        return all;
    }

    String text(boolean quiet) {
        String results = headline().text() + LINE + LINE + summary() + LINE + splitTable() + LINE + table();
        return quiet ? results : results + LINE + "note: " + PERCEPTRONS_ONLY + LINE;
    }

    private String summary() {
        RankReport rank = spectrum.rank();
        Kinks kinks = at.kinks();
        return Table.ofLines()
                .row(
                        "model",
                        subject.origin() + ", input "
                                + subject.model().graph().input().text() + ", opset "
                                + subject.file().opset())
                .row("samples N", at.samples())
                .row("outputs QN", at.rows())
                .row("parameters K", at.columns() + frozen())
                .row("rank D", rank.rank() + " of " + rank.size() + (rank.decided() ? "" : ", undecided"))
                .row(
                        "σ_max, around the cut",
                        Table.number(rank.sigmaMax()) + "; " + Table.number(rank.sigmaAbove()) + " above, "
                                + Table.number(rank.sigmaBelow()) + " below " + Table.number(rank.tolerance()) + " = "
                                + rank.rule())
                .row("λ_min of DDᵀ", spectrum.smallestEigenvalue())
                .row(
                        "without derivative",
                        kinks.candidates() == 0
                                ? "nothing: the model is smooth"
                                : kinks.met() + " of " + kinks.candidates() + " values at a kink")
                .row(
                        "found by",
                        spectrum.tier().name().toLowerCase(Locale.ROOT) + " tier, about "
                                + String.format(Locale.ROOT, "%.1e", spectrum.flops()) + " flops: " + spectrum.reason())
                .text();
    }

    private String frozen() {
        long all = subject.model().parameters().all().stream()
                .mapToLong(Parameter::size)
                .sum();
        return all == at.columns() ? "" : " trained of " + all;
    }

    private String splitTable() {
        Table table = Table.ofLines()
                .row("cost C", split.cost())
                .row("C_reach", part(split.reachable()))
                .row("C_block", part(split.blocked()))
                .row(
                        "|∇_θ C|",
                        Table.number(split.gradientNorm()) + " (small does not mean stationary: compare C_reach)")
                .row("most blocked samples", AnalyzeText.worst(split.blockedPerSample()));
        classes().ifPresent(classes -> table.row("C_block per class", AnalyzeText.perClass(split, classes)));
        return table.text();
    }

    private String part(double part) {
        if (!spectrum.rank().decided()) {
            return "not decided, because the rank of D is not";
        }
        String error = split.error() > 1e-6 * split.cost() ? ", ± " + Table.number(split.error()) : "";
        return AnalyzeText.share(part, split.cost()) + error;
    }

    private String table() {
        Table table = Table.ofColumns("parameter", "shape", "count", "trained");
        for (Parameter parameter : subject.model().parameters().all()) {
            String shape = parameter.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
            table.row(parameter.name(), shape, parameter.size(), parameter.trained() ? "yes" : "frozen");
        }
        return table.text();
    }
}
