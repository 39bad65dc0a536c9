package dev.nadir.app.analyze;

import dev.nadir.app.shell.GraphOnData;
import dev.nadir.app.shell.LossOptions;
import dev.nadir.app.shell.ModelOnData;
import dev.nadir.app.shell.NetworkOnData;
import dev.nadir.app.shell.ReachText;
import dev.nadir.app.shell.Table;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.Reach;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.linalg.RankReport;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Kinks;
import dev.nadir.model.Loss;
import dev.nadir.model.Model;
import dev.nadir.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code analyze} finds about any model and any loss: rank, what can be reached of the loss, and the table of parameters.
 *
 * @param subject what was analyzed
 * @param model with the parameters that are trained
 * @param at D
 * @param spectrum of D
 * @param reach of the loss
 */
record ModelReport(ModelOnData subject, Model model, Evaluation at, JacobianSpectrum spectrum, Reach reach) {
    private static final String LINE = System.lineSeparator();
    private static final String PERCEPTRONS_ONLY = "layers, findings and the papers' statements hold for multilayer"
            + " perceptrons under the square loss; not applicable to this model";
    private static final String SQUARE_ONLY =
            "layers, findings and the papers' statements are about the square loss; not applicable to this loss";

    static ModelReport of(EvaluatedModel evaluated, LossOptions losses, SpectrumOptions options) {
        ModelOnData subject = evaluated.subject();
        Evaluation at = evaluated.at();
        Loss loss = losses.loss();
        loss.check(subject.data().labels());
        JacobianSpectrum spectrum = JacobianSpectrum.of(at, options);
        return new ModelReport(
                subject,
                evaluated.model(),
                at,
                spectrum,
                Reach.of(at, spectrum, loss, subject.data().labels(), losses.decay()));
    }

    ReachText words() {
        return new ReachText(subject, at, spectrum, reach);
    }

    private String notApplicable() {
        return subject instanceof GraphOnData ? PERCEPTRONS_ONLY : SQUARE_ONLY;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headline", words().headline());
        json.put("samples", at.samples());
        json.put("parameterCount", at.columns());
        json.put("equations", at.rows());
        json.put("inputDim", model.inputDim());
        json.put("outputDim", at.outputDim());
        json.put("network", subject.origin());
        if (subject instanceof GraphOnData graph) {
            json.put("producer", graph.file().producer());
            json.put("opset", graph.file().opset());
        } else if (subject instanceof NetworkOnData perceptron) {
            json.put("layerDims", perceptron.network().layerDims());
        }
        json.put("parameters", parameters());
        words().put(json);
        json.put("rank", AnalyzeReport.rank(spectrum));
        json.put("singularValues", spectrum.singularValues());
        json.put("lambdaMin", spectrum.smallestEigenvalue());
        json.put("kinks", at.kinks());
        json.put("split", split());
        json.put("notApplicable", notApplicable());
        json.put("seed", subject.seed());
        return json;
    }

    private Map<String, Object> split() {
        if (reach.loss().equals(Loss.SQUARE)) {
            LossSplit split = LossSplit.of(at, spectrum, subject.data().labels());
            return AnalyzeReport.split(split, words().classes());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("costPerSample", reach.costPerSample());
        json.put("blockedPerSample", reach.blockedPerSample());
        words().classes().ifPresent(classes -> {
            json.put("classNames", classes.classNames());
            json.put("costPerClass", AnalyzeReport.perClass(reach.costPerSample(), classes));
            json.put("blockedPerClass", AnalyzeReport.perClass(reach.blockedPerSample(), classes));
        });
        return json;
    }

    private List<Map<String, Object>> parameters() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Parameter parameter : model.parameters().all()) {
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
        String results = words().headline()
                + LINE
                + words().sentences()
                + LINE
                + summary()
                + LINE
                + splitTable()
                + LINE
                + table();
        return quiet ? results : results + LINE + "note: " + notApplicable() + LINE;
    }

    /** The facts about model and rank. */
    Map<String, String> facts() {
        RankReport rank = spectrum.rank();
        Kinks kinks = at.kinks();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", subject.origin() + about());
        facts.put("samples N", String.valueOf(at.samples()));
        facts.put("outputs QN", String.valueOf(at.rows()));
        facts.put("parameters K", at.columns() + frozen());
        facts.put("rank D", rank.rank() + " of " + rank.size() + (rank.decided() ? "" : ", undecided"));
        if (reach.loss().shiftInvariant()) {
            facts.put(
                    "rank that matters",
                    reach.rank().rank() + " of " + reach.rank().size()
                            + ": the loss does not see a common shift of a sample's logits");
        }
        facts.put(
                "σ_max, around the cut",
                Table.number(rank.sigmaMax()) + "; " + Table.number(rank.sigmaAbove()) + " above, "
                        + Table.number(rank.sigmaBelow()) + " below " + Table.number(rank.tolerance()) + " = "
                        + rank.rule());
        facts.put("λ_min of DDᵀ", Table.number(spectrum.smallestEigenvalue()));
        facts.put(
                "without derivative",
                kinks.candidates() == 0
                        ? "nothing: the model is smooth"
                        : kinks.met() + " of " + kinks.candidates() + " values at a kink");
        facts.put(
                "found by",
                spectrum.tier().name().toLowerCase(Locale.ROOT) + " tier, about "
                        + String.format(Locale.ROOT, "%.1e", spectrum.flops()) + " flops: " + spectrum.reason());
        return facts;
    }

    private String about() {
        return subject instanceof GraphOnData graph
                ? ", input " + graph.model().graph().input().text() + ", opset "
                        + graph.file().opset()
                : "";
    }

    private String summary() {
        Table table = Table.ofLines();
        facts().forEach(table::row);
        return table.text();
    }

    private String splitTable() {
        Table table = Table.ofLines();
        words().facts().forEach(table::row);
        table.row("most blocked samples", AnalyzeText.worst(reach.blockedPerSample()));
        words().classes().ifPresent(classes -> {
            double[] blocked = AnalyzeReport.perClass(reach.blockedPerSample(), classes);
            List<String> each = new ArrayList<>();
            for (int q = 0; q < blocked.length; q++) {
                each.add(classes.classNames().get(q) + " " + Table.number(blocked[q]));
            }
            table.row("C_block per class", String.join(", ", each));
        });
        return table.text();
    }

    private String frozen() {
        long all = model.parameters().all().stream().mapToLong(Parameter::size).sum();
        return all == at.columns() ? "" : " trained of " + all;
    }

    /** The headings of {@link #parameterRows()}. */
    static List<String> parameterColumns() {
        return List.of("parameter", "shape", "count", "trained");
    }

    List<List<String>> parameterRows() {
        return model.parameters().all().stream()
                .map(parameter -> List.of(
                        parameter.name(),
                        parameter.shape().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
                        String.valueOf(parameter.size()),
                        parameter.trained() ? "yes" : "frozen"))
                .toList();
    }

    private String table() {
        Table table = Table.ofColumns(parameterColumns().toArray(String[]::new));
        parameterRows().forEach(row -> table.row(row.toArray()));
        return table.text();
    }
}
