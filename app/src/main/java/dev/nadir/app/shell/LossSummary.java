package dev.nadir.app.shell;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.data.ClassTarget;
import dev.nadir.jacobian.diagnose.Finding;
import dev.nadir.jacobian.diagnose.Headline;
import dev.nadir.jacobian.diagnose.LossDiagnosis;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The answer of the commands that measure a loss: one line, then what explains the loss, then the samples that carry it.
 *
 * @param subject the network and the data
 * @param outputs x[θ], Q x N
 * @param diagnosis why the loss is not zero
 * @param split the loss per sample
 */
public record LossSummary(NetworkOnData subject, Matrix outputs, LossDiagnosis diagnosis, LossSplit split) {
    private static final String LINE = System.lineSeparator();
    private static final int WORST = 5;

    /** The classes, if the labels are classes. */
    public Optional<ClassTarget> classes() {
        return subject.dataset().target().filter(ClassTarget.class::isInstance).map(ClassTarget.class::cast);
    }

    /** The loss in the user's measures. */
    public LossMeasures measures() {
        return LossMeasures.of(outputs, subject.data().labels(), classes().isPresent());
    }

    /** The first line, with a clause about zero loss that may be empty. */
    public Headline headline(String witness) {
        return new Headline(measures(), diagnosis.blocked(), witness);
    }

    /** The reasons, one paragraph each: its share of the loss, what it is, and the way out. */
    public String reasons() {
        if (diagnosis.reasons().isEmpty()) {
            return "no single reason explains a hundredth of the loss" + LINE;
        }
        StringBuilder text = new StringBuilder();
        for (Finding finding : diagnosis.reasons()) {
            text.append(String.format(Locale.ROOT, "%5.1f %%  %s%n", 100 * finding.share(), finding.message()));
            text.append("         way out: ").append(finding.advice()).append(LINE);
        }
        return text.toString();
    }

    /** What explains less than a hundredth of the loss; empty if there is nothing. */
    public String notes() {
        StringBuilder text = new StringBuilder();
        for (Finding finding : diagnosis.notes()) {
            text.append("note: ").append(finding.message());
            text.append(finding.claim() == DiagnoseClaim.WELL_CONDITIONED ? "" : " (less than 1 % of the loss)");
            text.append(LINE);
        }
        return text.toString();
    }

    /** A finding with its samples counted from 1. */
    public static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("claim", finding.claim().id());
        json.put("loss", finding.loss());
        json.put("share", finding.share());
        json.put("layer", finding.layer());
        json.put("samples", fromOne(finding.samples()));
        json.put("message", finding.message());
        json.put("advice", finding.advice());
        return json;
    }

    /** Indices from 1 for indices from 0. */
    public static int[] fromOne(int[] indices) {
        return Arrays.stream(indices).map(index -> index + 1).toArray();
    }

    /**
     * A sample that carries much of the loss.
     *
     * @param sample its number, from 1
     * @param label what it should be: a class, or numbers
     * @param prediction what the network says
     * @param loss its part of C
     * @param blocked its part of C_block
     */
    public record Worst(int sample, String label, String prediction, double loss, double blocked) {}

    /** The five samples with the largest parts of the loss. */
    public List<Worst> worst() {
        double[] losses = losses();
        return IntStream.range(0, losses.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -losses[i]))
                .limit(WORST)
                .filter(i -> losses[i] > 0)
                .map(i -> new Worst(
                        i + 1,
                        said(subject.data().labels(), i),
                        said(outputs, i),
                        losses[i],
                        split.blockedPerSample()[i]))
                .toList();
    }

    private double[] losses() {
        Matrix residual = outputs.minus(subject.data().labels());
        double[] losses = new double[residual.columns()];
        for (int at = 0; at < residual.data().length; at++) {
            double r = residual.data()[at];
            losses[at / residual.rows()] += r * (r / (2.0 * losses.length));
        }
        return losses;
    }

    private String said(Matrix values, int sample) {
        return classes()
                .map(found -> found.classNames().get(LossMeasures.largest(values, sample)))
                .orElseGet(() -> String.join(
                        ", ",
                        Arrays.stream(values.columnArray(sample))
                                .limit(4)
                                .mapToObj(Table::number)
                                .toList()));
    }

    /** The worst samples as rows of a table, under {@link #worstColumns()}. */
    public List<List<String>> worstRows() {
        double cost = diagnosis.cost();
        return worst().stream()
                .map(worst -> List.of(
                        String.valueOf(worst.sample()),
                        worst.label(),
                        worst.prediction(),
                        String.format(Locale.ROOT, "%.1f", 100 * worst.loss() / cost),
                        String.format(Locale.ROOT, "%.1f", 100 * worst.blocked() / cost)))
                .toList();
    }

    /** The headings of {@link #worstRows()}. */
    public static List<String> worstColumns() {
        return List.of("sample", "label", "prediction", "% of C", "% of C, blocked");
    }

    /** The worst samples as text; empty if the loss is 0. */
    public String worstText() {
        Table table = Table.ofColumns(worstColumns().toArray(String[]::new));
        worstRows().forEach(row -> table.row(row.toArray()));
        return worst().isEmpty() ? "" : table.text();
    }
}
