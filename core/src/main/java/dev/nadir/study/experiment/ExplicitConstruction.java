package dev.nadir.study.experiment;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.pivot.ChosenWeights;
import dev.nadir.construct.pivot.GivenWeights;
import dev.nadir.construct.pivot.Shift;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import dev.nadir.progress.Progress;
import dev.nadir.study.About;
import dev.nadir.study.Cell;
import dev.nadir.study.Figures;
import dev.nadir.study.Grid;
import dev.nadir.study.Paper;
import dev.nadir.study.Picture;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import dev.nadir.study.statistics.LineFit;
import dev.nadir.study.statistics.Proportion;
import dev.nadir.study.statistics.Quartiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/** [CM] Theorems 2.1 and 2.2 on random data, X 10 x 5: cost of the closed form against depth. */
final class ExplicitConstruction implements Study {
    private static final int INPUTS = 10;
    private static final int SAMPLES = 5;
    private static final int OUTPUTS = 2;
    private static final int BATCH = 100;

    /** Relative cost up to which a draw counts: residuals of 1e-13 of the spread of the labels. */
    private static final double EXACT = 1e-26;

    private static final int SHALLOW = 10;
    private static final String CHOSEN = "chosen";
    private static final String CENTRED = " centred";
    private static final String DIAGONAL = " diagonal";

    @Override
    public About about() {
        return new About(
                "explicit-construction",
                "Does the closed form give zero loss on generic data, at every depth?",
                Paper.CM,
                "[CM] Theorems 2.1 and 2.2: for M ≥ N and generic X, weights with C = 0 can be written down, for any depth.",
                "At depth 10 or less every draw at 1e-26 or below, with our scheme; the diagonal shift of the proof of"
                        + " Theorem 2.2 loses digits with depth, at most 1.2 decades of cost per layer.",
                "Per draw X is 10 x 5 and Y 2 x 5, standard normal, all hidden layers are 10 wide. Chosen weights (Theorem"
                        + " 2.1) with eleven activations; given weights (Theorem 2.2) with softplus and exp,"
                        + " identities and random orthogonal matrices, with centring and with the diagonal shift of the"
                        + " proof. Cost is relative to the variance of the labels; a draw counts as exact at 1e-26, which"
                        + " are residuals of 1e-13. Each repetition is a batch of 100 draws.",
                "One draw above 1e-26 at depth 10 or less with our scheme, or a diagonal shift that stays as exact"
                        + " as centring.");
    }

    @Override
    public Grid grid(boolean quick) {
        double[] depths = quick ? new double[] {1, 5, 10, 20} : new double[] {1, 2, 5, 10, 20, 50};
        Grid scheme = Grid.of(quick ? 1 : 10);
        Grid chosen = scheme.times("scheme", List.of(CHOSEN)).times("activation", activations());
        Grid given = scheme.times(
                        "scheme",
                        List.of(
                                "identity" + CENTRED,
                                "identity" + DIAGONAL,
                                "orthogonal" + CENTRED,
                                "orthogonal" + DIAGONAL))
                .times("activation", List.of("softplus", "exp"));
        return chosen.and(given).times("depth", depths);
    }

    private static List<String> activations() {
        return Activations.all().stream()
                .filter(activation -> !(activation instanceof Identity))
                .map(Activation::name)
                .toList();
    }

    @Override
    public List<String> measures() {
        return List.of("draws", "constructed", "exact", "medianCost", "worstCost");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        RandomGenerator random = cell.random();
        double[] costs =
                DoubleStream.generate(() -> cost(cell, random)).limit(BATCH).toArray();
        double[] found = Arrays.stream(costs)
                .filter(cost -> !Double.isNaN(cost))
                .sorted()
                .toArray();
        long exact = Arrays.stream(found).filter(cost -> cost <= EXACT).count();
        return List.of(new double[] {
            BATCH,
            found.length,
            exact,
            Quartiles.quantile(found, 0.5),
            found.length == 0 ? Double.NaN : found[found.length - 1]
        });
    }

    /** The relative cost of one draw; NaN where there is no network. */
    private static double cost(Cell cell, RandomGenerator random) {
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, SAMPLES, random);
        Problem problem = new Problem(data, Optional.empty(), random.nextLong(), Progress.NONE);
        Outcome outcome = construction(cell, random).construct(problem);
        return outcome instanceof Constructed made
                ? Accuracy.of(made.network(), data).relativeCost()
                : Double.NaN;
    }

    private static Construction construction(Cell cell, RandomGenerator random) {
        String scheme = cell.setting().text("scheme");
        int depth = cell.setting().count("depth");
        Activation activation = Activations.byName(cell.setting().text("activation"));
        if (scheme.equals(CHOSEN)) {
            return new ChosenWeights(new Architecture(Collections.nCopies(depth, INPUTS), activation));
        }
        List<Matrix> weights = new ArrayList<>();
        for (int l = 2; l <= depth + 1; l++) {
            Matrix square = scheme.startsWith("identity") ? Matrix.identity(INPUTS) : Draws.orthogonal(INPUTS, random);
            weights.add(l <= depth ? square : square.rows(0, OUTPUTS));
        }
        return new GivenWeights(weights, activation, scheme.endsWith(CENTRED) ? Shift.CENTRING : Shift.DIAGONAL);
    }

    @Override
    public Summary summarize(Results results) {
        Results ours = results.when("depth", depth -> depth <= SHALLOW);
        int draws = 0;
        int exact = 0;
        double worst = 0;
        List<List<String>> rows = new ArrayList<>();
        for (String scheme : results.distinct("scheme")) {
            Results part = ours.where("scheme", scheme);
            Proportion share = share(part);
            double most = worst(part);
            if (!scheme.endsWith(DIAGONAL)) {
                draws += share.trials();
                exact += share.successes();
                worst = Math.max(worst, most);
            }
            rows.add(List.of(
                    scheme, share.brief(), Figures.words(most), Figures.words(worst(results.where("scheme", scheme)))));
        }
        LineFit loss = growth(results, "orthogonal" + DIAGONAL);
        LineFit still = growth(results, "identity" + DIAGONAL);
        boolean expected = exact == draws && loss.low() > 0;
        String answer = "With centring " + new Proportion(exact, draws).words()
                + " draws at depth up to 10 reached a relative cost of 1e-26, the worst " + Figures.words(worst)
                + "; the diagonal shift of the proof lost " + loss.words()
                + " decades of cost per layer under orthogonal softplus weights and " + still.words()
                + " under identities, which do not turn the diagonal" + deeper(results) + ".";
        Summary.Table table = new Summary.Table(
                List.of("scheme", "at most 1e-26, depth ≤ 10", "worst, depth ≤ 10", "worst, any depth"), rows);
        return Summary.of(answer, expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION, table)
                .withPicture("shifts", shifts(results))
                .withPicture("activations", byActivation(results.where("scheme", CHOSEN)));
    }

    /** Where our own scheme is not exact any more behind depth 10. */
    private static String deeper(Results results) {
        List<String> lost = new ArrayList<>();
        Results deep = results.when("depth", depth -> depth > SHALLOW).when("worstCost", cost -> cost > EXACT);
        for (String scheme : deep.distinct("scheme")) {
            for (String activation : deep.where("scheme", scheme).distinct("activation")) {
                Results part = deep.where("scheme", scheme).where("activation", activation);
                if (!scheme.endsWith(DIAGONAL)) {
                    lost.add(scheme + " " + activation + " (worst " + Figures.words(worst(part)) + ")");
                }
            }
        }
        return lost.isEmpty() ? "" : "; deeper than 10, exactness was lost by " + String.join(" and ", lost);
    }

    private static Proportion share(Results part) {
        return new Proportion((int) Arrays.stream(part.numbers("exact")).sum(), (int)
                Arrays.stream(part.numbers("draws")).sum());
    }

    private static double worst(Results part) {
        return Arrays.stream(part.numbers("worstCost"))
                .filter(cost -> !Double.isNaN(cost))
                .max()
                .orElse(Double.NaN);
    }

    /** Decades per layer, over the depths at which some draw was constructed and something of 1 remains to lose. */
    private static LineFit growth(Results results, String scheme) {
        Results part = results.where("scheme", scheme)
                .where("activation", "softplus")
                .when("medianCost", cost -> cost > 0 && cost < 1e-2);
        double[] costs =
                Arrays.stream(part.numbers("medianCost")).map(Math::log10).toArray();
        return LineFit.of(part.numbers("depth"), costs);
    }

    private static Picture shifts(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "Centring stays at rounding, the diagonal shift does not",
                Picture.Axis.linear("hidden layers L"),
                Picture.Axis.log("relative cost (softplus), median"));
        for (String scheme : results.distinct("scheme")) {
            picture = picture.with(curve(scheme, results.where("scheme", scheme).where("activation", "softplus")));
        }
        return picture.with(new Picture.Mark("exact", EXACT, true));
    }

    private static Picture byActivation(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "Chosen weights: rounding at every depth, 11 activations",
                Picture.Axis.linear("hidden layers L"),
                Picture.Axis.log("relative cost, median of draws"));
        for (String activation : results.distinct("activation")) {
            picture = picture.with(curve(activation, results.where("activation", activation)));
        }
        return picture.with(new Picture.Mark("exact", EXACT, true));
    }

    private static Picture.Curve curve(String name, Results part) {
        double[] depths = part.levels("depth");
        double[] medians = Arrays.stream(depths)
                .map(depth -> Quartiles.of(part.where("depth", depth).numbers("medianCost"))
                        .median())
                .toArray();
        return Picture.Curve.of(name, depths, medians, Picture.Form.MARKED_LINE);
    }
}
