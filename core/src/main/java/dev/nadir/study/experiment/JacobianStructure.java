package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.IntegrationListener;
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
import dev.nadir.study.statistics.RankCorrelation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** [CE] open question 2: which measured properties of D predict the cost that a flow ends with. */
final class JacobianStructure implements Study {
    private static final int SAMPLES = 12;
    private static final double EARLY = 10;
    private static final double TIME = 1000;

    /** Costs below this are one: the integrator's tolerance decides there. */
    private static final double FLOOR = 1e-16;

    private static final List<String> PREDICTORS =
            List.of("cost0", "sigma0", "stable0", "weak0", "cost10", "sigma10", "stable10", "weak10");
    private static final List<String> WORDS = List.of(
            "relative cost at t = 0",
            "σ_min/σ_max at t = 0",
            "stable rank of D at t = 0",
            "share of the residual in the weak half at t = 0",
            "relative cost at t = 10",
            "σ_min/σ_max at t = 10",
            "stable rank of D at t = 10",
            "share of the residual in the weak half at t = 10");

    @Override
    public About about() {
        return new About(
                "jacobian-structure",
                "Which measured properties of D predict the final cost?",
                Paper.CE,
                "[CE] open question 2: how the structure of D decides what gradient flow reaches.",
                "Nothing is claimed by the paper; the alignment of the residual with weak directions of D is the natural"
                        + " candidate, for it is what the flow removes last.",
                "tanh networks 1-h-1 with h = 2 … 6 (K/QN = 0.75 … 2.1) on 12 samples, inputs and labels standard normal,"
                        + " NTK start, standard flow to t = 1000; 400 repetitions of each h, 2,000 flows (quick: 20 of each)."
                        + " Weak half: the left singular vectors of D with the 6 smallest singular values. Prediction: a line"
                        + " between the logarithms, fitted on the odd repetitions, judged on the even ones by the share of the"
                        + " variance of log10 of the final cost that it explains.",
                "Another predictor with a larger held-out share.");
    }

    @Override
    public Grid grid(boolean quick) {
        return Grid.of(quick ? 20 : 400).times("units", 2, 3, 4, 5, 6);
    }

    @Override
    public List<String> measures() {
        List<String> measures = new ArrayList<>(PREDICTORS);
        measures.add("finalCost");
        return measures;
    }

    @Override
    public List<double[]> measure(Cell cell) {
        TrainingSet data = Draws.generic(1, 1, SAMPLES, cell.random());
        int[] dims = {1, cell.setting().count("units"), 1};
        Network network = Initialization.byName("ntk").network(dims, new Tanh(), cell.seed());
        LossLandscape landscape = new LossLandscape(network, data);
        List<Checkpoint> saved = Paths.flow(landscape, 1e-4, IntegrationListener.NONE, EARLY, TIME)
                .saved();
        double[] row = new double[measures().size()];
        Arrays.fill(row, Double.NaN);
        describe(landscape, network, row, 0);
        if (saved.size() == 2) {
            describe(landscape, network.withParameters(saved.get(0).state()), row, 4);
            row[8] = rounded(Paths.relativeCost(landscape, saved.get(1).state()));
        }
        return List.of(row);
    }

    private static void describe(LossLandscape landscape, Network network, double[] row, int at) {
        Matrix inputs = landscape.data().inputs();
        Svd svd = Svd.of(TrainingJacobian.of(network, inputs).dense());
        double[] values = svd.values();
        double squares = Arrays.stream(values).map(value -> value * value).sum();
        double[] residual =
                network.evaluate(inputs).minus(landscape.data().labels()).data();
        double weak = 0;
        double all = 0;
        for (double r : residual) {
            all += r * r;
        }
        for (int k = 0; k < SAMPLES; k++) {
            double along = 0;
            for (int i = 0; k < svd.left().columns() && i < SAMPLES; i++) {
                along += svd.left().get(i, k) * residual[i];
            }
            weak += k < SAMPLES / 2 ? along * along : 0;
        }
        row[at] = rounded(Paths.relativeCost(landscape, network.parameters()));
        row[at + 1] = rounded(values[values.length - 1] / values[0]);
        row[at + 2] = rounded(squares / (values[0] * values[0]));
        row[at + 3] = rounded(1 - weak / all);
    }

    /** Three digits are enough for a scatter and keep the file small. */
    private static double rounded(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(3)).doubleValue()
                : Double.NaN;
    }

    @Override
    public Summary summarize(Results results) {
        Results ended = results.when("finalCost", Double::isFinite);
        List<List<String>> rows = new ArrayList<>();
        int best = 0;
        double bestShare = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < PREDICTORS.size(); i++) {
            double share = explained(ended, PREDICTORS.get(i));
            if (share > bestShare) {
                bestShare = share;
                best = i;
            }
            rows.add(List.of(
                    WORDS.get(i),
                    Figures.words(correlation(ended, PREDICTORS.get(i))),
                    Figures.words(within(ended, PREDICTORS.get(i))),
                    Figures.percent(share)));
        }
        String answer = "Of eight properties the best single predictor is the " + WORDS.get(best) + ": it explains "
                + Figures.percent(bestShare)
                + " of the variance of log10 of the final cost on runs not used for the fit (rank"
                + " correlation " + Figures.words(correlation(ended, PREDICTORS.get(best))) + ", at equal K "
                + Figures.words(within(ended, PREDICTORS.get(best))) + ", " + ended.size() + " flows).";
        return Summary.of(
                        answer,
                        Verdict.OPEN,
                        new Summary.Table(
                                List.of(
                                        "property",
                                        "rank correlation",
                                        "the same at equal K",
                                        "held-out share explained"),
                                rows))
                .withPicture("scatter", scatter(ended, best));
    }

    private static double[] logs(Results part, String measure) {
        return Arrays.stream(part.numbers(measure))
                .map(value -> Math.log10(Math.max(value, FLOOR)))
                .toArray();
    }

    private static double correlation(Results part, String predictor) {
        return part.size() < 3 ? Double.NaN : RankCorrelation.of(part.numbers(predictor), part.numbers("finalCost"));
    }

    /** The mean over the widths, so that K is not what predicts. */
    private static double within(Results part, String predictor) {
        return Arrays.stream(part.levels("units"))
                .map(units -> correlation(part.where("units", units), predictor))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** 1 − Σ(y − line)²/Σ(y − mean)² over the even repetitions, line and mean from the odd ones. */
    private static double explained(Results part, String predictor) {
        Results odd = part.when(Results.REPETITION, repetition -> repetition % 2 == 1);
        Results even = part.when(Results.REPETITION, repetition -> repetition % 2 == 0);
        double[] x = logs(odd, predictor);
        if (even.size() < 2 || Arrays.stream(x).distinct().count() < 2) {
            return Double.NaN;
        }
        LineFit line = LineFit.of(x, logs(odd, "finalCost"));
        double mean = Arrays.stream(logs(odd, "finalCost")).average().orElseThrow();
        double[] there = logs(even, predictor);
        double[] costs = logs(even, "finalCost");
        double missed = 0;
        double spread = 0;
        for (int i = 0; i < costs.length; i++) {
            missed += Math.pow(costs[i] - line.at(there[i]), 2);
            spread += Math.pow(costs[i] - mean, 2);
        }
        return 1 - missed / spread;
    }

    private static Picture scatter(Results ended, int predictor) {
        Picture.Lines picture = Picture.Lines.of(
                "The best single predictor of the final cost",
                Picture.Axis.log(WORDS.get(predictor)),
                Picture.Axis.log("relative cost at t = 1000"));
        for (double units : ended.levels("units")) {
            Results part = ended.where("units", units).when("finalCost", cost -> cost > 0);
            picture = picture.with(Picture.Curve.of(
                    "h = " + Figures.words(units),
                    part.numbers(PREDICTORS.get(predictor)),
                    part.numbers("finalCost"),
                    Picture.Form.POINTS));
        }
        return picture;
    }
}
