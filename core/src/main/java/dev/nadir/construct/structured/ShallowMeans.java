package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.structure.LabelClasses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The shallow upper bound of arXiv 2309.10370: one hidden ReLU layer that fits the class means, not zero loss.
 *
 * <p>With X̄ the M x C class means and X̄⁺ their pseudo-inverse the network is x ↦ Y X̄⁺ x, and
 * max |f − y| ≤ |Y| δ_P with δ_P = max |X̄⁺ (x − mean of its class)|, whatever N. It stands as a baseline.
 */
public record ShallowMeans() implements StructuredConstruction {
    @Override
    public String name() {
        return "shallow-baseline";
    }

    @Override
    public boolean promisesZeroLoss() {
        return false;
    }

    @Override
    public Outcome construct(Problem problem) {
        StructuredProblem data = new StructuredProblem(problem);
        LabelClasses classes = data.classes();
        Matrix means = means(data);
        if (means.columns() > means.rows()) {
            return dependent("there are " + means.columns() + " classes in M = " + means.rows() + " dimensions");
        }
        RankReport rank = RankReport.of(Svd.valuesOf(means), means.rows(), means.columns());
        if (!rank.full()) {
            return dependent("rank " + rank.rank() + " of the " + means.columns() + " class means");
        }
        Qr qr = Qr.of(means);
        Matrix span = qr.thinQ();
        Matrix outer = Products.times(qr.leastNormRight(classes.targets()), span);
        double lift = 1 + 2 * Products.transposedTimes(span, data.raw()).maxAbs();
        double[] inner = new double[span.columns()];
        Arrays.fill(inner, lift);
        double[] back =
                Arrays.stream(Products.times(outer, inner)).map(value -> -value).toArray();
        Network network = new Network(
                List.of(new Layer(span.transpose(), inner, new Relu()), new Layer(outer, back, new Identity())));
        return judged(data, network, rank, means);
    }

    private Outcome judged(StructuredProblem data, Network network, RankReport rank, Matrix means) {
        Matrix deviations = data.raw().minus(means.selectColumns(data.classes().codes()));
        Matrix projected = Qr.of(means).leastNormRight(Matrix.identity(means.columns()));
        double delta = largestColumn(Products.times(projected, deviations));
        double bound = Svd.valuesOf(data.classes().targets())[0] * delta;
        double rounding = 1e-10 * data.labelScale() * Math.max(1, rank.condition());
        Optional<Refusal> refusal = data.shortfall(network, bound + rounding);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        double residual = Cost.maxResidual(network.evaluate(data.raw()), data.labels());
        String note = String.format(
                Locale.ROOT,
                "A baseline, not zero loss: max |f - y| = %.3g, bound |Y| δ_P = %.3g with δ_P = %.3g.",
                residual,
                bound,
                delta);
        return new Constructed(network, name(), 0, rank, List.of(note));
    }

    private static Matrix means(StructuredProblem data) {
        Matrix means = Matrix.zeros(data.raw().rows(), data.classes().count());
        for (int c = 0; c < means.columns(); c++) {
            double[] mean = data.raw().selectColumns(data.classes().members(c)).rowMeans();
            System.arraycopy(mean, 0, means.data(), c * mean.length, mean.length);
        }
        return means;
    }

    private static double largestColumn(Matrix matrix) {
        return IntStream.range(0, matrix.columns())
                .mapToDouble(j -> matrix.columns(j, j + 1).frobeniusNorm())
                .max()
                .orElse(0);
    }

    private static Refusal dependent(String measured) {
        return new Refusal(
                "means-dependent",
                "the class means must be linearly independent: " + measured,
                "use decision-list or peeling");
    }
}
