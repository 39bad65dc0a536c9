package dev.nadir.study.experiment;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.pivot.ChosenWeights;
import dev.nadir.construct.pivot.PivotLift;
import dev.nadir.construct.plan.Planner;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Tanh;
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
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** From generic to problematic data: the closed form on inputs of prescribed condition, directly and behind a lift. */
final class Conditioning implements Study {
    private static final int INPUTS = 20;
    private static final int SAMPLES = 15;
    private static final int OUTPUTS = 2;
    private static final int LIFTED = 30;
    private static final String DIRECT = "direct";
    private static final String LIFT = "lift";

    /** From here on the condition decides the cost, rather than the rounding of the evaluation. */
    private static final double DECIDES = 1e3;

    @Override
    public About about() {
        return new About(
                "conditioning",
                "What becomes of the closed form as the inputs go from generic to rank deficient?",
                Paper.CM,
                "[CM] Theorem 2.1 needs X of full rank and says nothing of how near X may be to losing it.",
                "Solved directly the residual is at most rounding times the condition of X, so the cost grows with it, no"
                        + " faster than its square; behind a random lift every draw reaches zero loss.",
                "X is 20 x 15 with singular values from 1 down to 1/condition, equally spaced in their logarithm, between"
                        + " random orthogonal factors; Y is 2 x 15, standard normal. Directly: the first layer of a tanh"
                        + " network 20-8-2 is solved for. Lift: a random tanh layer of 30 units in front, the output layer is"
                        + " solved for; of four scales of the random weights the best conditioned is kept. The planner is"
                        + " asked which it would take. Cost is relative to the variance of the labels.",
                "A direct cost that does not grow, or grows faster than the square, or a draw behind the lift above 1e-20.");
    }

    @Override
    public Grid grid(boolean quick) {
        double[] conditions = IntStream.rangeClosed(0, 14)
                .filter(decade -> !quick || decade % 2 == 0)
                .mapToDouble(decade -> Math.pow(10, decade))
                .toArray();
        return Grid.of(quick ? 20 : 100).times("condition", conditions);
    }

    @Override
    public List<String> measures() {
        return List.of("directCost", "directCondition", "liftCost", "liftCondition", "plannerDirect");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        RandomGenerator random = cell.random();
        Matrix inputs = ofCondition(cell.setting().number("condition"), random);
        TrainingSet data = new TrainingSet(inputs, Draws.gaussian(OUTPUTS, SAMPLES, random));
        Problem problem = new Problem(data, Optional.empty(), random.nextLong(), Progress.NONE);
        double[] direct = solved(new ChosenWeights(new Architecture(List.of(8), new Tanh())), problem);
        double[] lift = solved(new PivotLift(new Architecture(List.of(LIFTED), new Tanh()), 2), problem);
        boolean planned = Planner.plan(problem, Wishes.none()).construction() instanceof ChosenWeights;
        return List.of(new double[] {direct[0], direct[1], lift[0], lift[1], planned ? 1 : 0});
    }

    private static Matrix ofCondition(double condition, RandomGenerator random) {
        Matrix scaled = Draws.orthogonal(INPUTS, random).columns(0, SAMPLES);
        for (int j = 0; j < SAMPLES; j++) {
            double sigma = Math.pow(condition, -j / (SAMPLES - 1.0));
            for (int i = 0; i < INPUTS; i++) {
                scaled.data()[i + j * INPUTS] *= sigma;
            }
        }
        return Products.timesTransposed(scaled, Draws.orthogonal(SAMPLES, random));
    }

    /** Relative cost and condition of the solve; NaN where it is refused. */
    private static double[] solved(Construction construction, Problem problem) {
        Outcome outcome = construction.construct(problem);
        return outcome instanceof Constructed made
                ? new double[] {
                    Accuracy.of(made.network(), problem.data()).relativeCost(),
                    made.rank().condition()
                }
                : new double[] {Double.NaN, Double.NaN};
    }

    @Override
    public Summary summarize(Results results) {
        LineFit growth = growth(results);
        double[] lift = results.numbers("liftCost");
        double worst = Arrays.stream(lift).max().orElse(Double.NaN);
        Proportion good = Proportion.of(lift, cost -> cost <= 1e-20);
        boolean expected = growth.low() > 0 && growth.low() <= 2 && good.successes() == good.trials();
        String answer = "The direct cost grew like the condition of X to the power " + growth.words()
                + "; behind a lift " + good.words() + " draws reached a relative cost of 1e-20, the worst "
                + Figures.words(worst) + "; the planner lifts from condition " + switching(results) + " on.";
        Summary.Table table = new Summary.Table(
                List.of(
                        "condition of X",
                        "cost, direct",
                        "cost, lift",
                        "condition of the solve behind the lift",
                        "planned direct"),
                rows(results));
        return Summary.of(answer, expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION, table)
                .withPicture("cost", cost(results))
                .withPicture("condition", condition(results));
    }

    private static LineFit growth(Results results) {
        Results part =
                results.when("condition", condition -> condition >= DECIDES).when("directCost", cost -> cost > 0);
        return LineFit.ofPower(part.numbers("condition"), part.numbers("directCost"));
    }

    private static String switching(Results results) {
        return Arrays.stream(results.levels("condition"))
                .filter(condition ->
                        Quartiles.of(results.where("condition", condition).numbers("plannerDirect"))
                                        .median()
                                < 0.5)
                .mapToObj(Figures::words)
                .findFirst()
                .orElse("(none)");
    }

    private static List<List<String>> rows(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (double condition : results.levels("condition")) {
            Results part = results.where("condition", condition);
            rows.add(List.of(
                    Figures.words(condition),
                    Quartiles.of(part.numbers("directCost")).brief(),
                    Quartiles.of(part.numbers("liftCost")).brief(),
                    Quartiles.of(part.numbers("liftCondition")).brief(),
                    Proportion.of(part.numbers("plannerDirect"), direct -> direct == 1)
                            .brief()));
        }
        return rows;
    }

    private static Picture cost(Results results) {
        return Picture.Lines.of(
                        "A lift frees the cost from the condition of X",
                        Picture.Axis.log("condition of X"),
                        Picture.Axis.log("relative cost, median and quartiles"))
                .with(MedianCurve.of(DIRECT, results, "condition", "directCost"))
                .with(MedianCurve.of(LIFT, results, "condition", "liftCost"))
                .with(new Picture.Mark("zero loss", 1e-20, true));
    }

    private static Picture condition(Results results) {
        return Picture.Lines.of(
                        "What is solved: condition with and without a lift",
                        Picture.Axis.log("condition of X"),
                        Picture.Axis.log("condition of the solve, median"))
                .with(MedianCurve.of(DIRECT, results, "condition", "directCondition"))
                .with(MedianCurve.of(LIFT, results, "condition", "liftCondition"));
    }
}
