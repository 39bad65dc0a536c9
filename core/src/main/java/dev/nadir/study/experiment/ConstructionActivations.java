package dev.nadir.study.experiment;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.pivot.PivotLift;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.ZeroLoss;
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
import dev.nadir.study.statistics.Proportion;
import dev.nadir.study.statistics.Quartiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Success and accuracy of lift, pull-back and solve by activation, width and depth, all on one data set. */
final class ConstructionActivations implements Study {
    private static final int INPUTS = 4;
    private static final int SAMPLES = 24;
    private static final int OUTPUTS = 2;
    private static final int BATCH = 10;
    private static final TrainingSet DATA = Draws.generic(INPUTS, OUTPUTS, SAMPLES, new SplittableRandom(20251));

    @Override
    public About about() {
        return new About(
                "construction-activations",
                "How stable is the construction with each activation, width and depth?",
                Paper.CM,
                "[CM] Theorem 2.1 holds for any activation that is a local diffeomorphism somewhere; fewer inputs than"
                        + " samples need a lift in front.",
                "Zero loss with every activation at every width from N on and every depth.",
                "One data set of N = 24 samples in 4 inputs and 2 outputs, standard normal. All hidden layers have the same"
                        + " width, N, 2N or 4N; the first is random and lifts the data, the second is solved for, the"
                        + " labels are pulled back through the others. A draw of the random layer counts as a success at"
                        + " a relative cost of 1e-20 or less; a construction that finds its features deficient in rank refuses and says so,"
                        + " which counts as no success; a repetition is a batch of 10 draws.",
                "An activation that fails at some width and depth in more than single draws.");
    }

    @Override
    public Grid grid(boolean quick) {
        List<String> names = Activations.all().stream()
                .filter(activation -> !(activation instanceof Identity))
                .map(Activation::name)
                .toList();
        return Grid.of(quick ? 1 : 2)
                .times("activation", names)
                .times("width", quick ? new double[] {1, 2} : new double[] {1, 2, 4})
                .times("depth", quick ? new double[] {1, 5, 20} : new double[] {1, 2, 5, 10, 20, 50});
    }

    @Override
    public List<String> measures() {
        return List.of("draws", "refused", "successes", "medianCost", "worstCost", "medianCondition");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        RandomGenerator random = cell.random();
        double[] costs = new double[BATCH];
        double[] conditions = new double[BATCH];
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        Arrays.fill(conditions, Double.NaN);
        int depth = cell.setting().count("depth");
        int width = SAMPLES * cell.setting().count("width");
        PivotLift lift = new PivotLift(
                new Architecture(
                        Collections.nCopies(depth, width),
                        Activations.byName(cell.setting().text("activation"))),
                2);
        for (int draw = 0; draw < BATCH; draw++) {
            Outcome outcome = lift.construct(new Problem(DATA, Optional.empty(), random.nextLong(), Progress.NONE));
            if (outcome instanceof Constructed made) {
                double cost = Accuracy.of(made.network(), DATA).relativeCost();
                costs[draw] = Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
                conditions[draw] = made.rank().condition();
            }
        }
        double successes = Arrays.stream(costs).filter(ZeroLoss::reached).count();
        double refused = Arrays.stream(conditions).filter(Double::isNaN).count();
        double worst = Arrays.stream(costs).max().orElseThrow();
        return List.of(new double[] {
            BATCH,
            refused,
            successes,
            Quartiles.of(costs).median(),
            worst,
            Quartiles.of(conditions).median()
        });
    }

    @Override
    public Summary summarize(Results results) {
        List<List<String>> rows = new ArrayList<>();
        List<String> failing = new ArrayList<>();
        for (String activation : results.distinct("activation")) {
            Results part = results.where("activation", activation);
            Proportion share = share(part);
            if (share.successes() < share.trials()) {
                failing.add(activation + " in " + (share.trials() - share.successes()) + " of " + share.trials() + " ("
                        + refused(part) + " refused)");
            }
            rows.add(List.of(
                    activation,
                    share.brief(),
                    Integer.toString(refused(part)),
                    Figures.words(worst(part)),
                    Quartiles.of(part.numbers("medianCondition")).brief()));
        }
        Proportion all = share(results);
        String answer = all.words() + " draws reached zero loss with eleven activations, widths N to 4N and depths to "
                + Figures.words(Arrays.stream(results.levels("depth")).max().orElseThrow())
                + (failing.isEmpty() ? ", none failed." : "; failures: " + String.join(", ", failing) + ".");
        Summary.Table table = new Summary.Table(
                List.of("activation", "zero loss", "refused", "worst relative cost", "condition of the solve"), rows);
        return Summary.of(answer, failing.isEmpty() ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION, table)
                .withPicture("cost", heat(results, "Digits of the fit: −log10 of the relative cost", Measure.COST))
                .withPicture("success", heat(results, "Share of draws that reach zero loss", Measure.SUCCESS));
    }

    private enum Measure {
        COST,
        SUCCESS
    }

    private static Picture heat(Results results, String title, Measure measure) {
        List<String> activations = results.distinct("activation");
        double[] depths = results.levels("depth");
        double[] values = new double[activations.size() * depths.length];
        for (int i = 0; i < activations.size(); i++) {
            for (int j = 0; j < depths.length; j++) {
                Results part = results.where("activation", activations.get(i)).where("depth", depths[j]);
                values[i * depths.length + j] = measure == Measure.SUCCESS
                        ? share(part).value()
                        : digits(Quartiles.of(part.numbers("medianCost")).median());
            }
        }
        List<String> columns = Arrays.stream(depths)
                .mapToObj(depth -> "L = " + Figures.words(depth))
                .toList();
        return new Picture.Heat(title, activations, columns, values);
    }

    /** −log10 of a relative cost; 0 where nothing is fitted. */
    private static double digits(double cost) {
        return Math.max(0, -Math.log10(cost));
    }

    private static Proportion share(Results part) {
        return new Proportion((int) Arrays.stream(part.numbers("successes")).sum(), (int)
                Arrays.stream(part.numbers("draws")).sum());
    }

    private static int refused(Results part) {
        return (int) Arrays.stream(part.numbers("refused")).sum();
    }

    private static double worst(Results part) {
        return Arrays.stream(part.numbers("worstCost")).max().orElse(Double.NaN);
    }
}
