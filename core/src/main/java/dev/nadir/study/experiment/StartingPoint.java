package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.verdict.LimitPoint;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
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
import java.util.List;
import java.util.SplittableRandom;

/** [CE] open question 3: whether the start decides which loss a flow reaches. */
final class StartingPoint implements Study {
    private static final int INPUTS = 3;
    private static final int OUTPUTS = 2;
    private static final double TIME = 1e4;
    private static final double NOISE = 0.1;
    private static final double ZERO = 1e-10;
    private static final List<String> SCHEMES = List.of("kaiming", "xavier", "ntk", "torch", "orthogonal", "zero");
    private static final String EXPLICIT = "explicit";
    private static final String GENERIC = "generic K < QN";
    private static final String TEACHER = "teacher K < QN";
    private static final String WIDE = "generic K > QN";

    @Override
    public About about() {
        return new About(
                "initialization",
                "Does the start decide what is reached?",
                Paper.CE,
                "[CE] open question 3: which losses are reached from which initial parameters?",
                "From zero parameters only the last bias learns and the flow stops at a saddle; random starts differ little"
                        + " from each other; with K < QN and labels that a network of this kind fits, a start near its weights"
                        + " reaches zero and random ones mostly do not.",
                "tanh networks, inputs standard normal, data anew in each repetition. Generic: 3-6-2, K = 38, QN = 60, labels"
                        + " standard normal. Teacher: the same with labels from a network of standard normal parameters."
                        + " Generic K > QN: 3-16-2, K = 98, QN = 20. Explicit: the teacher's weights, or random features with"
                        + " the last layer solved, each parameter moved by 0.1 standard normal. Standard flow to t = 10000, then Newton's"
                        + " method to its limit point;"
                        + " 20 repetitions (quick: 3). Zero loss: relative cost at most 1e-10.",
                "A zero start that reaches the loss of the others, or random starts that reach zero on teacher labels as"
                        + " often as the explicit one.");
    }

    @Override
    public Grid grid(boolean quick) {
        List<String> all = new ArrayList<>(SCHEMES);
        all.add(EXPLICIT);
        Grid grid = Grid.of(quick ? 3 : 20);
        return grid.times("data", List.of(GENERIC))
                .times("start", SCHEMES)
                .and(grid.times("data", List.of(TEACHER, WIDE)).times("start", all));
    }

    @Override
    public List<String> measures() {
        return List.of("startCost", "finalCost");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        String kind = cell.setting().text("data");
        SplittableRandom shared = cell.sharedRandom();
        boolean wide = kind.equals(WIDE);
        int[] dims = {INPUTS, wide ? 16 : 6, OUTPUTS};
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, wide ? 10 : 30, shared);
        Network teacher = gaussian(dims, shared);
        if (kind.equals(TEACHER)) {
            data = new TrainingSet(data.inputs(), teacher.evaluate(data.inputs()));
        }
        Network start = start(cell, wide ? solved(teacher, data) : teacher);
        LossLandscape landscape = new LossLandscape(start, data);
        double before = Paths.relativeCost(landscape, landscape.start());
        double[] limit =
                LimitPoint.from(landscape, Paths.end(landscape, 1e-4, TIME)).state();
        return List.of(new double[] {before, Paths.relativeCost(landscape, limit)});
    }

    private static Network gaussian(int[] dims, SplittableRandom random) {
        Network shape = Initialization.byName("zero").network(dims, new Tanh(), random);
        return Initialization.perturb(shape, 1, random);
    }

    /** The same features with the last layer solved by least norm. */
    private static Network solved(Network features, TrainingSet data) {
        Layer first = features.layers().get(0);
        Layer last = features.layers().get(1);
        Matrix hidden = first.activation().apply(first.preActivation(data.inputs()));
        Matrix target = data.labels().minus(last.preActivation(hidden));
        Matrix change = Qr.of(hidden).leastNormRight(target);
        return new Network(List.of(first, new Layer(last.weight().plus(1, change), last.bias(), new Identity())));
    }

    private static Network start(Cell cell, Network explicit) {
        String name = cell.setting().text("start");
        if (name.equals(EXPLICIT)) {
            return Initialization.perturb(explicit, NOISE, cell.random());
        }
        if (!name.equals("orthogonal")) {
            return Initialization.byName(name).redraw(explicit, cell.random());
        }
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : explicit.layers()) {
            int rows = layer.outputDim();
            int columns = layer.inputDim();
            Matrix square = Draws.orthogonal(Math.max(rows, columns), cell.random());
            Matrix weight = square.rows(0, rows).transpose().rows(0, columns).transpose();
            layers.add(new Layer(weight, new double[rows], layer.activation()));
        }
        return new Network(layers);
    }

    @Override
    public Summary summarize(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (String kind : results.distinct("data")) {
            for (String start : results.where("data", kind).distinct("start")) {
                Results part = results.where("data", kind).where("start", start);
                rows.add(List.of(
                        kind,
                        start,
                        Quartiles.of(part.numbers("finalCost")).words(),
                        reached(part).words()));
            }
        }
        Results teacher = results.where("data", TEACHER);
        Proportion near = reached(teacher.where("start", EXPLICIT));
        Proportion drawn =
                reached(teacher.when("startCost", cost -> true), "kaiming", "xavier", "ntk", "torch", "orthogonal");
        double zero = median(results.where("data", WIDE).where("start", "zero"));
        double kaiming = median(results.where("data", WIDE).where("start", "kaiming"));
        boolean expected = near.low() > drawn.high() && zero > 100 * kaiming;
        String answer = "Yes on teacher labels with K < QN: near the explicit minimizer " + near.words()
                + " flows reached zero loss, from random starts " + drawn.words()
                + "; with K > QN zero parameters stop at a median of " + Figures.words(zero) + ", kaiming at "
                + Figures.words(kaiming) + ".";
        if (!expected) {
            answer = "Not clearly: on teacher labels " + near.words() + " flows near the explicit minimizer and "
                    + drawn.words()
                    + " from random starts reached zero loss; with K > QN the medians are " + Figures.words(zero)
                    + " from zero parameters and " + Figures.words(kaiming) + " from kaiming.";
        }
        return Summary.of(
                        answer,
                        expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION,
                        new Summary.Table(List.of("data", "start", "relative cost at the end", "zero loss"), rows))
                .withPicture("teacher", boxes("Teacher labels, K < QN: the start decides", teacher))
                .withPicture(
                        "generic", boxes("Generic labels, K < QN: one floor for all", results.where("data", GENERIC)))
                .withPicture(
                        "wide", boxes("Generic labels, K > QN: all but zero go down", results.where("data", WIDE)));
    }

    private static double median(Results part) {
        return Quartiles.of(part.numbers("finalCost")).median();
    }

    private static Proportion reached(Results part, String... starts) {
        List<String> chosen = List.of(starts);
        int successes = 0;
        int trials = 0;
        for (String start : part.distinct("start")) {
            if (chosen.isEmpty() || chosen.contains(start)) {
                Proportion share = Proportion.of(part.where("start", start).numbers("finalCost"), cost -> cost <= ZERO);
                successes += share.successes();
                trials += share.trials();
            }
        }
        return new Proportion(successes, trials);
    }

    private static Picture boxes(String title, Results part) {
        List<double[]> samples = new ArrayList<>();
        for (String start : part.distinct("start")) {
            samples.add(part.where("start", start).numbers("finalCost"));
        }
        return new Picture.Boxes(
                title, Picture.Axis.log("relative cost at the limit point"), part.distinct("start"), samples);
    }
}
