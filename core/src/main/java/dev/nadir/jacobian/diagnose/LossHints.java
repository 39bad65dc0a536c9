package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;
import dev.nadir.claim.Stated;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the numbers show where a network fits worse than a constant: each hint is a loss that was measured. */
public final class LossHints {
    private static final double EXPLAINED = 0.1;

    private LossHints() {}

    /**
     * The hints for outputs and labels, both Q x N; none where the network fits better than the mean label.
     *
     * @param classNames of one-hot labels, in the order of the outputs; empty if the labels are numbers
     * @param onStandardized the outputs on features of mean 0 and deviation 1
     */
    public static List<Stated> of(Matrix outputs, Matrix labels, List<String> classNames, Matrix onStandardized) {
        LossMeasures measures = LossMeasures.of(outputs, labels, !classNames.isEmpty());
        List<Stated> hints = new ArrayList<>();
        if (!measures.worseThanConstant()) {
            return hints;
        }
        hints.add(DiagnoseClaim.CONSTANT_IS_BETTER.with(Words.number(measures.constantCost())));
        double there = Cost.of(onStandardized, labels);
        if (there < measures.constantCost()) {
            hints.add(DiagnoseClaim.STANDARDIZED_FEATURES.with(Words.number(there)));
        }
        if (classNames.size() > 1) {
            classOrder(outputs, labels, classNames).ifPresent(hints::add);
            logits(outputs, labels).ifPresent(hints::add);
        } else {
            scaled(outputs, labels, measures).ifPresent(hints::add);
        }
        return hints;
    }

    private static Optional<Stated> classOrder(Matrix outputs, Matrix labels, List<String> names) {
        int q = labels.rows();
        int[][] counts = new int[q][q];
        for (int i = 0; i < labels.columns(); i++) {
            counts[LossMeasures.largest(outputs, i)][LossMeasures.largest(labels, i)]++;
        }
        int[] meaning = new int[q];
        boolean[] used = new boolean[q];
        for (int output = 0; output < q; output++) {
            for (int k = 1; k < q; k++) {
                meaning[output] = counts[output][k] > counts[output][meaning[output]] ? k : meaning[output];
            }
            if (used[meaning[output]]) {
                return Optional.empty();
            }
            used[meaning[output]] = true;
        }
        Matrix reordered = Matrix.zeros(q, outputs.columns());
        for (int at = 0; at < reordered.data().length; at++) {
            reordered.data()[at / q * q + meaning[at % q]] = outputs.data()[at];
        }
        LossMeasures now = LossMeasures.of(outputs, labels, true);
        LossMeasures then = LossMeasures.of(reordered, labels, true);
        double before = now.accuracy().orElseThrow();
        double after = then.accuracy().orElseThrow();
        if (then.worseThanConstant() || after <= before) {
            return Optional.empty();
        }
        List<String> order = new ArrayList<>();
        for (int output : meaning) {
            order.add(names.get(output));
        }
        return Optional.of(
                DiagnoseClaim.CLASS_ORDER.with(String.join(", ", order), Words.percent(after), Words.percent(before)));
    }

    private static Optional<Stated> logits(Matrix outputs, Matrix labels) {
        double entropy = 0;
        double[] frequency = labels.rowMeans();
        double constant = 0;
        for (int i = 0; i < labels.columns(); i++) {
            int right = LossMeasures.largest(labels, i);
            double largest = outputs.get(LossMeasures.largest(outputs, i), i);
            double sum = 0;
            for (int q = 0; q < outputs.rows(); q++) {
                sum += Math.exp(outputs.get(q, i) - largest);
            }
            entropy += (Math.log(sum) + largest - outputs.get(right, i)) / labels.columns();
            constant -= Math.log(frequency[right]) / labels.columns();
        }
        double accuracy = LossMeasures.of(outputs, labels, true).accuracy().orElseThrow();
        return entropy < constant
                ? Optional.of(DiagnoseClaim.LOGITS.with(Words.number(entropy), Words.percent(accuracy)))
                : Optional.empty();
    }

    /** min over a, b of 1/2N Σ_i (a x_i + b − y_i)², summed over the outputs. */
    private static Optional<Stated> scaled(Matrix outputs, Matrix labels, LossMeasures measures) {
        double[] meanOutput = outputs.rowMeans();
        double[] meanLabel = labels.rowMeans();
        double cost = 0;
        for (int q = 0; q < labels.rows(); q++) {
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < labels.columns(); i++) {
                double x = outputs.get(q, i) - meanOutput[q];
                double y = labels.get(q, i) - meanLabel[q];
                xx += x * x;
                xy += x * y;
                yy += y * y;
            }
            cost += (xx == 0 ? yy : Math.max(0, yy - xy * (xy / xx))) / (2.0 * labels.columns());
        }
        return cost <= EXPLAINED * measures.constantCost()
                ? Optional.of(DiagnoseClaim.SCALED_TARGETS.with(Words.number(cost)))
                : Optional.empty();
    }
}
