package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.study.About;
import dev.nadir.study.Cell;
import dev.nadir.study.Figures;
import dev.nadir.study.Grid;
import dev.nadir.study.Paper;
import dev.nadir.study.Picture;
import dev.nadir.study.Results;
import dev.nadir.study.Setting;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import dev.nadir.study.statistics.Quartiles;
import dev.nadir.study.statistics.TailExponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The set {rank D &lt; QN} in parameter space, measured by its small-ball exponent: Prob(σ_min &lt; ε σ_max) ~ ε^c, c its
 * codimension where σ_min grows linearly with the distance.
 */
final class RankDeficientSet implements Study {
    private static final double[] STARTS = {1e-8, 1e-6, 1e-4, 1e-2};
    private static final double[] TIMES = {0, 0.01, 0.1, 1, 10, 100};
    private static final int THRESHOLDS = 25;
    private static final int ENOUGH = 300;
    private static final String BALL = "ball";

    @Override
    public About about() {
        return new About(
                "rank-deficient-set",
                "What is the geometry of the set where the Jacobian loses rank?",
                Paper.CM,
                "[CM] open question 1: the set of parameters with rank D < QN is thin; how thin is it, and what lies in it?",
                "The exponent of Prob(σ_min < ε σ_max) is at most the codimension of any stratum, and equal to it where no"
                        + " other is larger and σ_min grows linearly off it: for a network with one"
                        + " output, units of the last hidden layer whose outgoing weight is 0 cost one condition each and take"
                        + " M_{L-1} + 1 columns of D, so c = ⌈(K − N + 1)/(M_{L-1} + 1)⌉; for a linear network with one hidden"
                        + " layer of h units, rank D < QN exactly where W₂ and the features [W₁X + b₁; 1] both lose rank,"
                        + " so c = (h − Q + 1) + (h − N + 2).",
                "Inputs are standard normal, one data set per family and N; all parameters are standard normal, drawn anew; D is formed and its singular values computed for each draw,"
                        + " 50,000 draws a repetition (quick: 15,000). The exponent is the maximum-likelihood one (Hill) below the"
                        + " smallest threshold with 300 draws under it; the bands hold for all families together at 95 %. The"
                        + " flows start with one outgoing weight equal to ε, tanh 3-4-1, N = 18.",
                "A linear family whose exponent is not the derived one, any exponent above it, or a flow that stays beside the set.");
    }

    @Override
    public Grid grid(boolean quick) {
        Grid grid = Grid.of(quick ? 1 : 10);
        return family(grid, "sin 3-4-1", 18, 14, 10)
                .and(family(grid, "sin 3-3-3-1", 25, 21))
                .and(family(grid, "tanh 3-4-1", 18, 14))
                .and(family(grid, "identity 3-2-2", 3, 2))
                .and(grid.times("family", List.of("tanh 3-4-1"))
                        .times("samples", 18)
                        .times("start", STARTS)
                        .times("draws", quick ? 1 : 3));
    }

    private static Grid family(Grid grid, String family, double... samples) {
        return grid.times("family", List.of(family))
                .times("samples", samples)
                .times("start", List.of(BALL))
                .times("draws", grid.repetitions() == 1 ? 15_000 : 50_000);
    }

    @Override
    public List<String> measures() {
        return List.of("epsilon", "below", "logSum", "time", "ratio");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        return cell.setting().text("start").equals(BALL) ? ball(cell) : flows(cell);
    }

    /** How many draws lie below each threshold, and Σ log(ε/ratio) over them. */
    private static List<double[]> ball(Cell cell) {
        SplittableRandom random = cell.random();
        double[] ratios = new double[cell.setting().count("draws")];
        Matrix inputs = inputs(cell.setting());
        for (int i = 0; i < ratios.length; i++) {
            Network network = drawn(cell.setting(), random);
            ratios[i] = ratio(network, inputs);
        }
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < THRESHOLDS; i++) {
            double epsilon = Math.pow(10, -i / 4.0);
            double[] below =
                    Arrays.stream(ratios).filter(ratio -> ratio < epsilon).toArray();
            double logs =
                    Arrays.stream(below).map(ratio -> Math.log(epsilon / ratio)).sum();
            rows.add(new double[] {epsilon, below.length, logs, Double.NaN, Double.NaN});
        }
        return rows;
    }

    /** One data set for a family and a number of samples, whatever the repetition: the set lies in parameter space. */
    private static Matrix inputs(Setting setting) {
        String family = setting.text("family");
        int samples = setting.count("samples");
        return Draws.gaussian(dims(family)[0], samples, new SplittableRandom(family.hashCode() + samples));
    }

    private static int[] dims(String family) {
        return Arrays.stream(family.split(" ")[1].split("-"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static Network drawn(Setting setting, SplittableRandom random) {
        String family = setting.text("family");
        Network shape = Initialization.of(Initialization.Scheme.ZERO)
                .network(dims(family), Activations.byName(family.split(" ")[0]), random);
        return shape.withParameters(Draws.gaussian(1, Math.toIntExact(shape.parameterCount()), random)
                .data());
    }

    private static double ratio(Network network, Matrix inputs) {
        double[] values = Svd.valuesOf(TrainingJacobian.of(network, inputs).dense());
        return values[values.length - 1] / values[0];
    }

    /** Flows that begin with the first outgoing weight equal to ε. */
    private static List<double[]> flows(Cell cell) {
        SplittableRandom random = cell.sharedRandom();
        List<double[]> rows = new ArrayList<>();
        for (int flow = 0; flow < cell.setting().count("draws"); flow++) {
            Network network = drawn(cell.setting(), random);
            double[] theta = network.parameters();
            int units = network.layers().get(0).outputDim();
            theta[theta.length - 1 - units] = cell.setting().number("start");
            TrainingSet data =
                    Draws.generic(network.inputDim(), 1, cell.setting().count("samples"), random);
            LossLandscape landscape = new LossLandscape(network.withParameters(theta), data);
            for (Checkpoint at :
                    Paths.flow(landscape, 1e-6, IntegrationListener.NONE, TIMES).saved()) {
                double ratio = ratio(network.withParameters(at.state()), data.inputs());
                rows.add(new double[] {Double.NaN, Double.NaN, Double.NaN, at.time(), ratio});
            }
        }
        return rows;
    }

    /** The codimension of the largest stratum known. */
    static int derived(String family, int samples) {
        int[] dims = dims(family);
        if (family.startsWith("identity")) {
            return dims[1] - dims[2] + 1 + dims[1] - samples + 2;
        }
        int parameters = 0;
        for (int l = 1; l < dims.length; l++) {
            parameters += dims[l] * (dims[l - 1] + 1);
        }
        int lost = dims[dims.length - 3] + 1;
        return (parameters - samples + lost) / lost;
    }

    @Override
    public Summary summarize(Results results) {
        Results balls = results.where("start", BALL);
        List<List<String>> rows = new ArrayList<>();
        int agree = 0;
        int decided = 0;
        int above = 0;
        int proved = 0;
        Picture.Lines picture = Picture.Lines.of(
                "The rank-deficient set has the derived codimension c",
                Picture.Axis.log("ε, for σ_min/σ_max"),
                Picture.Axis.log("share of draws below ε"));
        for (String family : balls.distinct("family")) {
            for (double samples : balls.where("family", family).levels("samples")) {
                Results part = balls.where("family", family).where("samples", samples);
                int derived = derived(family, (int) samples);
                Optional<TailExponent> exponent = exponent(part);
                boolean agrees = exponent.map(found -> found.low() <= derived && derived <= found.high())
                        .orElse(false);
                decided += exponent.isPresent() ? 1 : 0;
                agree += agrees ? 1 : 0;
                above += exponent.map(found -> found.low() > derived).orElse(false) ? 1 : 0;
                proved += agrees && family.startsWith("identity") ? 1 : 0;
                rows.add(List.of(
                        family,
                        Figures.words(samples),
                        Integer.toString(derived),
                        exponent.map(TailExponent::words).orElse("too few draws"),
                        exponent.isEmpty() ? "not decided" : agrees ? "agrees" : "differs"));
                picture = picture.with(curve(family + ", N = " + Figures.words(samples) + ", c = " + derived, part));
            }
        }
        Results flows = results.when("ratio", ratio -> true);
        String answer =
                "The small-ball exponent agrees with the derived codimension, 1 to 3, in " + agree + " of " + decided
                        + " families within a joint 95 % band, among them " + proved
                        + " of the 2 linear ones, for which it is proved, and"
                        + " is above it in " + above + "; " + left(flows) + ".";
        boolean expected = proved == 2;
        Verdict verdict = decided < 9 ? Verdict.OPEN : expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION;
        return Summary.of(
                        answer,
                        verdict,
                        new Summary.Table(
                                List.of("family", "samples N", "derived codimension", "measured exponent", "verdict"),
                                rows))
                .withPicture("small-ball", picture)
                .withPicture("flows", leaving(flows));
    }

    /** Below the smallest threshold with enough draws, the bands of all nine families together at 95 %. */
    private static Optional<TailExponent> exponent(Results part) {
        for (double epsilon : part.levels("epsilon")) {
            Results at = part.where("epsilon", epsilon);
            int below = (int) Arrays.stream(at.numbers("below")).sum();
            if (below >= ENOUGH) {
                return Optional.of(TailExponent.of(
                        below, Arrays.stream(at.numbers("logSum")).sum(), 9));
            }
        }
        return Optional.empty();
    }

    private static Picture.Curve curve(String name, Results part) {
        double[] epsilons = part.levels("epsilon");
        double[] shares = new double[epsilons.length];
        for (int i = 0; i < epsilons.length; i++) {
            Results at = part.where("epsilon", epsilons[i]);
            double share = Arrays.stream(at.numbers("below")).sum()
                    / Arrays.stream(at.numbers("draws")).sum();
            shares[i] = share > 0 ? share : Double.NaN;
        }
        return Picture.Curve.of(name, epsilons, shares, Picture.Form.LINE);
    }

    private static String left(Results flows) {
        double least = Double.NaN;
        for (String start : flows.distinct("start")) {
            double median = Quartiles.of(
                            flows.where("start", start).where("time", 1).numbers("ratio"))
                    .median();
            least = Double.isNaN(least) ? median : Math.min(least, median);
        }
        return "flows that start beside it leave at once: at t = 1 the least median σ_min/σ_max is "
                + Figures.words(least) + ", from outgoing weights down to 1e-8";
    }

    private static Picture leaving(Results flows) {
        Picture.Lines picture = Picture.Lines.of(
                "A flow that starts beside the set leaves it",
                Picture.Axis.log("time t"),
                Picture.Axis.log("σ_min/σ_max, median of flows"));
        for (String start : flows.distinct("start")) {
            Results part = flows.where("start", start).when("time", time -> time > 0);
            double[] times = part.levels("time");
            double[] medians = Arrays.stream(times)
                    .map(time -> Quartiles.of(part.where("time", time).numbers("ratio"))
                            .median())
                    .toArray();
            picture = picture.with(
                    Picture.Curve.of("outgoing weight " + start, times, medians, Picture.Form.MARKED_LINE));
        }
        return picture;
    }
}
