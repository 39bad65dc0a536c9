package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
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
import java.util.List;

/** [CE] experiment 2: the same data on both sides of K = QN, along the gradient flow. */
final class OverAgainstUnder implements Study {
    private static final int INPUTS = 4;
    private static final int OUTPUTS = 2;
    private static final int SAMPLES = 20;
    private static final int ROWS = OUTPUTS * SAMPLES;
    private static final double END = 1e4;

    /** Below it a cost counts as zero loss here. */
    private static final double ZERO = 1e-10;

    @Override
    public About about() {
        return new About(
                "over-against-under",
                "How do the dynamics differ on the two sides of K = QN?",
                Paper.CE,
                "[CE] Theorems 1.1 and 1.2: with rank QN the loss falls at least like exp(−2λs/N), λ the least eigenvalue of"
                        + " DDᵀ; below K = QN a part of the residual is invisible to the gradient.",
                "Above the threshold nothing is blocked, the loss goes to zero and the bound of Theorem 1.1 holds; below it"
                        + " the blocked share rises and the loss stays positive.",
                "The same generic data (4 inputs, 2 outputs, N = 20, QN = 40) for tanh networks with one hidden layer of 3,"
                        + " 5, 7 and 14 units (K = 23, 37, 51 and 100), Xavier start, gradient flow to time 1e4. At saved"
                        + " times the reachable and the blocked loss, the rank of D and its largest and least singular values"
                        + " above the cut; the fastest and the slowest time are N/σ².",
                "A run with K > QN of which more than half the loss is blocked, one with K < QN whose loss goes to zero, or a"
                        + " saved time at which the bound fails.");
    }

    @Override
    public Grid grid(boolean quick) {
        return Grid.of(quick ? 4 : 20).times("units", 3, 5, 7, 14);
    }

    @Override
    public List<String> measures() {
        return List.of("parameters", "time", "cost", "reachable", "blocked", "rank", "fastest", "slowest", "bound");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, SAMPLES, cell.sharedRandom());
        int[] dims = {INPUTS, cell.setting().count("units"), OUTPUTS};
        Network start = Initialization.byName("xavier").network(dims, new Tanh(), cell.random());
        List<double[]> states = new ArrayList<>();
        FlowResult run = Flows.standard(start, data, 1e-5, states, Flows.times(-1, 4, 2));
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            FlowSample sample = run.samples().get(i);
            JacobianSpectrum spectrum =
                    JacobianSpectrum.of(TrainingJacobian.of(start.withParameters(states.get(i)), data.inputs()));
            double first = spectrum.largestSingularValue();
            double last = spectrum.leastSingularValue();
            rows.add(new double[] {
                start.parameterCount(),
                sample.time(),
                sample.cost(),
                sample.reachable(),
                sample.blocked(),
                spectrum.rank().rank(),
                SAMPLES / (first * first),
                SAMPLES / (last * last),
                sample.orbit().bound()
            });
        }
        return rows;
    }

    @Override
    public Summary summarize(Results results) {
        Results end = results.where("time", END);
        Results above = end.when("parameters", k -> k > ROWS);
        Results below = end.when("parameters", k -> k < ROWS);
        double mostBlocked = Arrays.stream(shares(above)).max().orElse(Double.NaN);
        Proportion over = Proportion.of(above.numbers("cost"), cost -> cost < ZERO);
        Proportion under = Proportion.of(below.numbers("cost"), cost -> cost < ZERO);
        Proportion bound = bound(results);
        boolean expected = under.successes() == 0
                && mostBlocked < 0.5
                && bound.successes() == bound.trials()
                && Arrays.stream(below.levels("parameters")).allMatch(k -> rises(results.where("parameters", k)));
        String answer = "With K > QN " + over.words() + " runs were below C = 1e-10 at time 1e4, at most "
                + Figures.percent(mostBlocked) + " of a loss was blocked, and the bound of Theorem 1.1 held at "
                + bound.successes() + " of " + bound.trials() + " saved times; with K < QN " + under.words()
                + " were, and the blocked share of the loss rose to " + ends(results, below) + ".";
        return Summary.of(answer, expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION, table(results))
                .withPicture("split", split(results))
                .withPicture("times", times(results));
    }

    /** Saved times at which C ≤ C_0 e^{−2λs/N} to the accuracy of the flow, of those with a bound above rounding. */
    private static Proportion bound(Results results) {
        Results part = results.when("bound", bound -> bound > 1e-20);
        double[] cost = part.numbers("cost");
        double[] bound = part.numbers("bound");
        double[] excess = new double[cost.length];
        Arrays.setAll(excess, i -> cost[i] / bound[i]);
        return Proportion.of(excess, ratio -> ratio <= 1.001);
    }

    private static boolean rises(Results run) {
        double first = Quartiles.of(shares(run.where("time", 0))).median();
        return Quartiles.of(shares(run.where("time", END))).median() > first;
    }

    private static String ends(Results results, Results below) {
        List<String> ends = new ArrayList<>();
        for (double parameters : below.levels("parameters")) {
            Results run = results.where("parameters", parameters);
            ends.add(Quartiles.of(shares(run.where("time", END))).words() + " at K/QN = "
                    + Figures.words(parameters / ROWS));
        }
        return String.join(" and ", ends);
    }

    private static double[] shares(Results part) {
        double[] blocked = part.numbers("blocked");
        double[] cost = part.numbers("cost");
        double[] shares = new double[cost.length];
        Arrays.setAll(shares, i -> cost[i] == 0 ? 0 : blocked[i] / cost[i]);
        return shares;
    }

    private static Summary.Table table(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (double parameters : results.levels("parameters")) {
            for (double time : new double[] {0, 1, 100, END}) {
                Results part = results.where("parameters", parameters).where("time", time);
                if (part.size() > 0) {
                    rows.add(List.of(
                            Figures.words(parameters / ROWS),
                            Figures.words(time),
                            Quartiles.of(part.numbers("cost")).brief(),
                            Quartiles.of(shares(part)).brief(),
                            Quartiles.of(part.numbers("rank")).brief(),
                            Quartiles.of(part.numbers("fastest")).brief(),
                            Quartiles.of(part.numbers("slowest")).brief()));
                }
            }
        }
        return new Summary.Table(
                List.of("K/QN", "time", "cost", "blocked share", "rank of D", "fastest time", "slowest time"), rows);
    }

    private static Picture split(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "Below K = QN the loss ends blocked, above it goes",
                Picture.Axis.log("time s"),
                Picture.Axis.log("loss, median and quartiles"));
        Results moving = results.when("time", time -> time > 0);
        double[] sizes = results.levels("parameters");
        for (double parameters : new double[] {sizes[0], sizes[sizes.length - 1]}) {
            Results part = moving.where("parameters", parameters);
            String name = "K/QN = " + Figures.words(parameters / ROWS);
            picture = picture.with(MedianCurve.of("reachable, " + name, part, "time", "reachable"));
            if (parameters < ROWS) {
                picture = picture.with(MedianCurve.of("blocked, " + name, part, "time", "blocked"));
            }
        }
        return picture;
    }

    private static Picture times(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "The slowest direction along the flow",
                Picture.Axis.log("time s"),
                Picture.Axis.log("slowest time N/σ², median, quartiles"));
        for (double parameters : results.levels("parameters")) {
            Results part = results.where("parameters", parameters).when("time", time -> time > 0);
            picture =
                    picture.with(MedianCurve.of("K/QN = " + Figures.words(parameters / ROWS), part, "time", "slowest"));
        }
        return picture;
    }
}
