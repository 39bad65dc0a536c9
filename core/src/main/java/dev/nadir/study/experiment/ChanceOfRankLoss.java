package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.Step;
import dev.nadir.ode.Trajectory;
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
import dev.nadir.study.statistics.TailExponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** [CM] open question 2: the smallest singular value of D that an overparametrized flow passes. */
final class ChanceOfRankLoss implements Study {
    private static final int SAMPLES = 4;
    private static final double TIME = 1000;

    /** The flow ends at this cost: it is where its last singular values are. */
    private static final double ENOUGH = 1e-10;

    /** σ_min/σ_max that is called near rank loss. */
    private static final double NEAR = 1e-2;

    private static final double FAR = 1e-6;
    private static final double TAIL = 0.1;

    @Override
    public About about() {
        return new About(
                "chance-of-rank-loss",
                "How likely does a flow meet the set where D loses rank?",
                Paper.CM,
                "[CM] open question 2: the probability that gradient flow from a random start meets rank D < QN.",
                "A flow is a curve, which misses a set of codimension 2 or more almost surely; the codimension grows with the"
                        + " width, so no flow loses rank and the chance of coming near falls as M/N grows.",
                "tanh networks of L hidden layers of width M = N, 2N, 4N, 8N on N = 4 samples, one output, inputs and labels"
                        + " standard normal, kaiming start. Standard flow until the relative cost is 1e-10 or t = 1000;"
                        + " σ_min/σ_max of D after every step of the integrator. 250 flows of each kind, 3,000 in all (quick:"
                        + " 5). The tail is the power law fitted to the lowest tenth (Hill).",
                "Flows with wide layers that come below 0.01 as often as narrow ones, or a flow below 1e-6.");
    }

    @Override
    public Grid grid(boolean quick) {
        return Grid.of(quick ? 5 : 250).times("depth", 1, 3, 10).times("wide", 1, 2, 4, 8);
    }

    @Override
    public List<String> measures() {
        return List.of("start", "least", "finalCost", "steps");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        int width = SAMPLES * cell.setting().count("wide");
        int[] dims = new int[cell.setting().count("depth") + 2];
        Arrays.fill(dims, width);
        dims[dims.length - 1] = 1;
        TrainingSet data = Draws.generic(width, 1, SAMPLES, cell.random());
        Network network = Initialization.byName("kaiming").network(dims, new Tanh(), cell.seed());
        LossLandscape landscape = new LossLandscape(network, data);
        double start = ratio(landscape, landscape.start());
        Watch watch = new Watch(landscape, start);
        Trajectory run = Paths.flow(landscape, 1e-3, watch, TIME);
        double cost = Paths.relativeCost(landscape, run.last().state());
        return List.of(new double[] {start, watch.least, cost, watch.steps});
    }

    private static double ratio(LossLandscape landscape, double[] state) {
        JacobianSpectrum spectrum = JacobianSpectrum.of(landscape.jacobian(landscape.forward(state)));
        return spectrum.leastSingularValue() / spectrum.largestSingularValue();
    }

    /** Looks at D after every step. */
    private static final class Watch implements IntegrationListener {
        private final LossLandscape landscape;
        private double least;
        private int steps;

        Watch(LossLandscape landscape, double start) {
            this.landscape = landscape;
            least = start;
        }

        @Override
        public boolean stepped(Step step) {
            least = Math.min(least, ratio(landscape, step.after()));
            steps++;
            return Paths.relativeCost(landscape, step.after()) > ENOUGH;
        }
    }

    @Override
    public Summary summarize(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (String depth : results.distinct("depth")) {
            for (String wide : results.distinct("wide")) {
                Results part = results.where("depth", depth).where("wide", wide);
                rows.add(List.of(
                        depth,
                        wide,
                        near(part, NEAR).words(),
                        Quartiles.of(part.numbers("least")).words(),
                        tail(part)));
            }
        }
        double[] widths = results.levels("wide");
        Proportion narrow = near(results.where("wide", widths[0]), NEAR);
        Proportion wide = near(results.where("wide", widths[widths.length - 1]), NEAR);
        Proportion lost = near(results, FAR);
        boolean falls = wide.high() < narrow.low();
        String answer = lost.words() + " flows came below σ_min/σ_max = 1e-6; below 0.01 came " + narrow.words()
                + " with M = " + Figures.words(widths[0]) + " N and " + wide.words() + " with M = "
                + Figures.words(widths[widths.length - 1]) + " N, so width "
                + (falls ? "keeps flows away from rank loss." : "was not shown to keep flows away from rank loss.");
        Verdict verdict =
                lost.successes() > 0 ? Verdict.AGAINST_EXPECTATION : falls ? Verdict.AS_EXPECTED : Verdict.OPEN;
        return Summary.of(
                        answer,
                        verdict,
                        new Summary.Table(
                                List.of(
                                        "depth L",
                                        "M/N",
                                        "flows below 0.01",
                                        "least σ_min/σ_max",
                                        "chance below 1e-6, by the tail"),
                                rows))
                .withPicture(
                        "survival", survival(results, "wide", "M/N = ", "Wide layers keep flows away from rank loss"))
                .withPicture(
                        "depth", survival(results, "depth", "L = ", "What depth does to the least σ_min of a flow"));
    }

    private static Proportion near(Results part, double below) {
        return Proportion.of(part.numbers("least"), ratio -> ratio < below);
    }

    /** The power law of the lowest tenth, carried on to 1e-6; its band is that of the exponent. */
    private static String tail(Results part) {
        double[] sorted = sorted(part);
        int count = (int) (TAIL * sorted.length);
        if (count < 5) {
            return "too few flows";
        }
        double threshold = sorted[count];
        double logs = 0;
        for (int i = 0; i < count; i++) {
            logs += Math.log(threshold / sorted[i]);
        }
        TailExponent exponent = TailExponent.of(count, logs, 1);
        double share = (double) count / sorted.length;
        return Figures.words(share * Math.pow(FAR / threshold, exponent.exponent())) + " (band "
                + Figures.words(share * Math.pow(FAR / threshold, exponent.high())) + " to "
                + Figures.words(share * Math.pow(FAR / threshold, Math.max(0, exponent.low()))) + "), exponent "
                + exponent.words();
    }

    private static double[] sorted(Results part) {
        return Arrays.stream(part.numbers("least")).sorted().toArray();
    }

    private static Picture survival(Results results, String variable, String label, String title) {
        Picture.Lines picture = Picture.Lines.of(
                title, Picture.Axis.log("least σ_min/σ_max of a flow"), Picture.Axis.log("share of flows below x"));
        for (String value : results.distinct(variable)) {
            double[] sorted = sorted(results.where(variable, value));
            double[] shares = new double[sorted.length];
            double[] low = new double[sorted.length];
            double[] high = new double[sorted.length];
            for (int i = 0; i < sorted.length; i++) {
                Proportion share = new Proportion(i + 1, sorted.length);
                shares[i] = share.value();
                low[i] = share.low();
                high[i] = share.high();
            }
            picture = picture.with(Picture.Curve.of(label + value, sorted, shares, Picture.Form.LINE)
                    .withBand(low, high));
        }
        return picture.with(new Picture.Mark("near", NEAR, false));
    }
}
