package dev.nadir.app.analyze;

import dev.nadir.app.shell.ModelOnData;
import dev.nadir.app.shell.Table;
import dev.nadir.data.ClassTarget;
import dev.nadir.flow.Sharpness;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.jacobian.spectrum.ReachableBound;
import dev.nadir.jacobian.spectrum.SpectralDensity;
import dev.nadir.jacobian.spectrum.SpectralDensity.Estimate;
import dev.nadir.model.Evaluation;
import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code analyze --matrix-free} finds by products with D and Dᵀ alone: bounds, each from the side that is known, and estimates that
 * carry their error. The rank of D is not decided.
 *
 * @param subject what was analyzed
 * @param at D
 * @param measures of the loss
 * @param reach how much is reachable at least
 * @param density of the eigenvalues of DDᵀ
 * @param sharpness of C
 */
record MatrixFreeReport(
        ModelOnData subject,
        Evaluation at,
        LossMeasures measures,
        ReachableBound reach,
        SpectralDensity density,
        Sharpness sharpness) {
    private static final int PROBES = 10;
    private static final int LEAST_DECADE = -18;

    /**
     * Computes everything.
     *
     * @param evaluated the model, with what is trained, and D, under the square loss
     * @param steps of Lanczos for each of ten vectors, and of conjugate gradients
     */
    static MatrixFreeReport of(EvaluatedModel evaluated, int steps, Progress progress) {
        ModelOnData subject = evaluated.subject();
        Evaluation at = evaluated.at();
        // refuses where nothing is trained
        LossLandscape landscape = new LossLandscape(evaluated.model(), subject.data());
        progress.stage("density of the eigenvalues of DDᵀ, " + PROBES + " x " + steps + " products");
        SpectralDensity density = SpectralDensity.of(
                at::kernelTimes, at.rows(), new SpectralDensity.Effort(PROBES, steps, subject.seed()));
        progress.stage("what is reachable at least");
        double norm = Math.sqrt(density.largest() + density.residual());
        ReachableBound reach = ReachableBound.of(at, subject.data().labels(), norm, steps);
        progress.stage("sharpness");
        Sharpness sharpness = Sharpness.at(landscape, at.theta());
        boolean classes =
                subject.dataset().target().filter(ClassTarget.class::isInstance).isPresent();
        LossMeasures measures = LossMeasures.of(at.outputs(), subject.data().labels(), classes);
        return new MatrixFreeReport(subject, at, measures, reach, density, sharpness);
    }

    double share() {
        return reach.cost() == 0 ? 0 : reach.reachable() / reach.cost();
    }

    String headline() {
        return "C = " + Table.number(reach.cost()) + " (MSE " + Table.number(measures.meanSquaredError())
                + "): at least "
                + Table.number(Math.floor(1000 * share()) / 10)
                + " % is reachable to first order; how much is blocked, and the rank of D, are"
                + " not decided";
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("samples N", String.valueOf(at.samples()));
        facts.put("outputs QN", String.valueOf(at.rows()));
        facts.put("parameters K", String.valueOf(at.columns()));
        facts.put("rank D", "not decided: matrix-free");
        facts.put("cost C", Table.number(reach.cost()));
        facts.put(
                "C_reach",
                "at least " + AnalyzeText.share(reach.reachable(), reach.cost()) + ", " + reach.steps() + " steps, "
                        + (reach.settled() ? "settled" : "still growing: more with --steps"));
        facts.put(
                "C_block",
                "at most " + AnalyzeText.share(reach.cost() - reach.reachable(), reach.cost())
                        + "; nothing is known from below");
        facts.put("|∇_θ C|", Table.number(reach.gradientNorm()) + " (small does not mean stationary: compare C_reach)");
        facts.put(
                "λ_max of DDᵀ",
                "at least " + Table.number(density.largest()) + "; an eigenvalue lies within "
                        + Table.number(density.residual()));
        facts.put("λ_min of DDᵀ", "at most " + Table.number(density.smallest()) + "; nothing is known from below");
        facts.put("trace of DDᵀ", estimate(density.trace()));
        facts.put(
                "λ_max of ∇²C",
                Double.isFinite(sharpness.error())
                        ? "at least about " + Table.number(sharpness.value()) + "; an eigenvalue lies within "
                                + Table.number(sharpness.error())
                        : "not decided");
        facts.put(
                "by",
                density.products() + " products with DDᵀ from "
                        + density.probes().size() + " random vectors, seed " + density.seed());
        return facts;
    }

    private static String estimate(Estimate estimate) {
        return Table.number(estimate.value()) + " ± " + Table.number(estimate.error());
    }

    String text() {
        Table table = Table.ofLines();
        facts().forEach(table::row);
        Table shares = Table.ofColumns("eigenvalues of DDᵀ", "estimated share", "± standard error");
        for (Decade decade : decades()) {
            shares.row(decade.words(), Table.number(decade.share.value()), Table.number(decade.share.error()));
        }
        String line = System.lineSeparator();
        return headline() + line + line + table.text() + line + shares.text();
    }

    /** A range of eigenvalues and the share of them that lies there. */
    record Decade(double from, double to, Estimate share) {
        String words() {
            return from < 0
                    ? "up to " + Table.number(to) + ", not told from 0"
                    : Table.number(from) + " to " + Table.number(to);
        }
    }

    /** From the largest down to what rounding hides. */
    List<Decade> decades() {
        List<Decade> decades = new ArrayList<>();
        if (density.largest() == 0) {
            return List.of(new Decade(-1, 0, density.share(Double.NEGATIVE_INFINITY, 0)));
        }
        double noise = density.noise();
        int top = (int) Math.floor(Math.log10(density.largest())) + 1;
        for (int k = top; Math.pow(10, k) > noise && k > top + LEAST_DECADE; k--) {
            double from = Math.max(noise, Math.pow(10, k - 1));
            double to = Math.pow(10, k);
            double upper = k == top ? Double.POSITIVE_INFINITY : to; // a Ritz value rounded beyond the power of ten
            decades.add(new Decade(from, to, density.share(from, upper)));
        }
        double least = decades.get(decades.size() - 1).from();
        decades.add(new Decade(-1, least, density.share(Double.NEGATIVE_INFINITY, least)));
        return decades;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headline", headline());
        json.put("method", "matrix-free");
        json.put("network", subject.origin());
        json.put("samples", at.samples());
        json.put("parameterCount", at.columns());
        json.put("equations", at.rows());
        json.put("rankDecided", false);
        json.put("cost", reach.cost());
        json.put("gradientNorm", reach.gradientNorm());
        json.put("measures", measures);
        json.put("lossReachableAtLeast", reach.reachable());
        json.put("lossBlockedAtMost", reach.cost() - reach.reachable());
        json.put("reachSettled", reach.settled());
        json.put("reachSteps", reach.steps());
        json.put("lambdaMaxAtLeast", density.largest());
        json.put("lambdaMaxResidual", density.residual());
        json.put("lambdaMinAtMost", density.smallest());
        json.put("trace", density.trace());
        json.put("sharpness", sharpness);
        json.put("density", decades());
        json.put("products", density.products());
        json.put("seed", density.seed());
        return json;
    }
}
