package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.network.Cost;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
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

/** [CE] Theorem 1.3 on generic data: the cost that the gradient flow reaches on both sides of K = QN. */
final class UnderparametrizedFloor implements Study {
    private static final int INPUTS = 4;
    private static final int OUTPUTS = 2;
    private static final int SAMPLES = 20;
    private static final int ROWS = OUTPUTS * SAMPLES;

    /** Below it a cost counts as zero loss here. */
    private static final double ZERO = 1e-10;

    private static final double UNDER = 0.9;

    @Override
    public About about() {
        return new About(
                "underparametrized-floor",
                "Does generic data keep the loss positive when there are fewer parameters than K = QN?",
                Paper.CE,
                "[CE] Theorem 1.3: for K < QN the flow is confined, rank P⊥ ≥ QN − K, and on generic data the loss stays"
                        + " positive.",
                "No run below C = 1e-10 while K < 0.9 QN, and rank P⊥ ≥ QN − K in every run. Of K ≥ QN nothing is promised.",
                "N = 20 samples, 4 inputs, 2 outputs, standard normal; one hidden layer of 1 to 20 units, ReLU or tanh,"
                        + " Xavier start. The gradient flow is followed to time 1e4 (kinks of ReLU located, slides along"
                        + " them followed); at its end the cost, its blocked part and the rank of P⊥, which is QN minus the"
                        + " rank of D.",
                "One run with K < 0.9 QN that ends below 1e-10, or a rank of P⊥ below QN − K.");
    }

    @Override
    public Grid grid(boolean quick) {
        double[] units = quick ? new double[] {1, 3, 5, 8, 14} : new double[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17};
        return Grid.of(quick ? 3 : 10)
                .times("activation", List.of("relu", "tanh"))
                .times("units", units);
    }

    @Override
    public List<String> measures() {
        return List.of(
                "parameters",
                "ratio",
                "startCost",
                "cost",
                "blocked",
                "rankOfComplement",
                "decided",
                "completed",
                "time");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, SAMPLES, cell.sharedRandom());
        int units = cell.setting().count("units");
        Network network = Initialization.byName("xavier")
                .network(
                        new int[] {INPUTS, units, OUTPUTS},
                        Activations.byName(cell.setting().text("activation")),
                        cell.random());
        FlowResult run = Flows.standard(network, data, 1e-5, Flows.times(0, 4, 1));
        FlowSample end = run.samples().get(run.samples().size() - 1);
        double parameters = network.parameterCount();
        return List.of(new double[] {
            parameters,
            parameters / ROWS,
            Cost.of(network.evaluate(data.inputs()), data.labels()),
            end.cost(),
            end.blocked(),
            ROWS - end.rank(),
            end.rankDecided() ? 1 : 0,
            run.ending().completed() ? 1 : 0,
            end.time()
        });
    }

    @Override
    public Summary summarize(Results results) {
        Results under = results.when("ratio", ratio -> ratio < UNDER);
        Proportion below = Proportion.of(under.numbers("cost"), cost -> cost < ZERO);
        Proportion confined = confined(results);
        Results over = results.when("ratio", ratio -> ratio > 1);
        Proportion reached = Proportion.of(over.numbers("cost"), cost -> cost < ZERO);
        LineFit line = LineFit.of(under.numbers("ratio"), under.numbers("cost"));
        boolean expected = below.successes() == 0 && confined.successes() == confined.trials();
        String answer = "Of the runs with K < 0.9 QN " + below.words() + " ended below 1e-10, the least at C = "
                + Figures.words(Arrays.stream(under.numbers("cost")).min().orElse(Double.NaN))
                + ", and rank P⊥ ≥ QN − K held in " + confined.words() + " of all; with K > QN " + reached.words()
                + " ended below 1e-10 by time 1e4, half of them from " + half(results)
                + " on; below the threshold C fell by " + Figures.words(-line.slope())
                + " per QN parameters (95 % band "
                + Figures.words(-line.high()) + " to " + Figures.words(-line.low()) + ").";
        return Summary.of(answer, expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION, table(results))
                .withPicture("floor", floor(results))
                .withPicture("blocked", blocked(results));
    }

    /** The least K/QN at which half of the runs reached zero loss, by activation. */
    private static String half(Results results) {
        List<String> words = new ArrayList<>();
        for (String activation : results.distinct("activation")) {
            Results part = results.where("activation", activation);
            double least = Arrays.stream(part.levels("ratio"))
                    .filter(ratio -> Quartiles.of(part.where("ratio", ratio).numbers("cost"))
                                    .median()
                            < ZERO)
                    .min()
                    .orElse(Double.NaN);
            words.add("K/QN = " + Figures.words(least) + " (" + activation + ")");
        }
        return String.join(" and ", words);
    }

    private static Proportion confined(Results results) {
        double[] rank = results.numbers("rankOfComplement");
        double[] parameters = results.numbers("parameters");
        double[] margin = new double[rank.length];
        Arrays.setAll(margin, i -> rank[i] - (ROWS - parameters[i]));
        return Proportion.of(margin, difference -> difference >= 0);
    }

    private static Summary.Table table(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (String activation : results.distinct("activation")) {
            for (double ratio : results.levels("ratio")) {
                Results part = results.where("activation", activation).where("ratio", ratio);
                rows.add(List.of(
                        activation,
                        Figures.words(ratio),
                        Quartiles.of(part.numbers("cost")).brief(),
                        Figures.words(Arrays.stream(part.numbers("cost")).min().orElse(Double.NaN)),
                        Quartiles.of(part.numbers("rankOfComplement")).brief(),
                        Figures.words(Math.max(0, ROWS * (1 - ratio))),
                        Proportion.of(part.numbers("completed"), done -> done == 1)
                                        .successes() + " of " + part.size()));
            }
        }
        return new Summary.Table(
                List.of("activation", "K/QN", "final cost", "least", "rank P⊥", "QN − K", "reached time 1e4"), rows);
    }

    private static Picture floor(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "Below K = QN the loss keeps a floor",
                Picture.Axis.linear("K/QN"),
                Picture.Axis.log("final cost, median and quartiles"));
        for (String activation : results.distinct("activation")) {
            Results part = results.where("activation", activation);
            picture = picture.with(MedianCurve.of(activation, part, "ratio", "cost"));
        }
        return picture.with(new Picture.Mark("K = QN", 1, false)).with(new Picture.Mark("zero loss", ZERO, true));
    }

    private static Picture blocked(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "Rank of P⊥ at the end, beside its bound QN − K",
                Picture.Axis.linear("K/QN"),
                Picture.Axis.linear("rank of P⊥"));
        for (String activation : results.distinct("activation")) {
            picture = picture.with(
                    MedianCurve.of(activation, results.where("activation", activation), "ratio", "rankOfComplement"));
        }
        double[] ratios = results.levels("ratio");
        double[] bound = Arrays.stream(ratios)
                .map(ratio -> Math.max(0, ROWS * (1 - ratio)))
                .toArray();
        return picture.with(Picture.Curve.of("QN − K", ratios, bound, Picture.Form.LINE));
    }
}
