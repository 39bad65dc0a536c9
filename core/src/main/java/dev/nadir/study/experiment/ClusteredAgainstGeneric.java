package dev.nadir.study.experiment;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Constructed;
import dev.nadir.construct.Problem;
import dev.nadir.construct.structured.ClusteredTruncation;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.Descent;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Relu;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ClusterGeometry;
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
import java.util.Optional;
import java.util.SplittableRandom;

/** [CE] open question 1: whether descent finds the zero loss that clustered data allow with K &lt; QN. */
final class ClusteredAgainstGeneric implements Study {
    private static final int CLASSES = 3;
    private static final int PER_CLASS = 10;
    private static final int STARTS = 20;
    private static final int STEPS = 10_000;
    private static final double ZERO = 1e-12;
    private static final String CLUSTERED = "classes";
    private static final String GENERIC = "normal";

    @Override
    public About about() {
        return new About(
                "clustered-against-generic",
                "Can descent reach zero loss on clustered data with K < QN?",
                Paper.CE,
                "[CE] open question 1: explicit weights of zero loss exist for clustered data with K < QN; does gradient"
                        + " descent find such weights?",
                "On clustered data some starts reach zero loss, more of them the smaller the clusters and the wider the"
                        + " layers; with normal labels on the same inputs none does.",
                "Three clusters of 10 samples in three dimensions, uniform in balls of radius δ about the unit vectors; labels"
                        + " are the unit vectors, or standard normal. ReLU networks 3-3-3-3-3 (K = 48, the theorem's) and 3-6-6-3"
                        + " (K = 87), QN = 90. Descent with η = 0.1 and momentum 0.9, at most 10,000 steps from kaiming starts; a start"
                        + " counts at C < 1e-12. 200 starts of each kind (quick: 20). Beside it the explicit minimizer.",
                "No start that reaches zero on clusters of radius below δ*, or one that does with normal labels at δ > 0.");
    }

    @Override
    public Grid grid(boolean quick) {
        double[] radii = quick ? new double[] {0, 0.5, 1.5} : new double[] {0, 0.25, 0.5, 0.75, 1, 1.5, 2};
        Grid grid = Grid.of(quick ? 1 : 10).times("network", List.of("3-3-3-3-3", "3-6-6-3"));
        return grid.times("labels", List.of(CLUSTERED))
                .times("radius", radii)
                .and(grid.times("labels", List.of(GENERIC)).times("radius", 0, 0.5, 2));
    }

    @Override
    public List<String> measures() {
        return List.of("starts", "reached", "medianCost", "leastCost", "explicitCost");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        TrainingSet data = data(cell);
        int[] dims = Arrays.stream(cell.setting().text("network").split("-"))
                .mapToInt(Integer::parseInt)
                .toArray();
        SplittableRandom random = cell.random();
        double[] costs = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            Network network = Initialization.byName("kaiming").network(dims, new Relu(), random);
            LossLandscape landscape = new LossLandscape(network, data);
            double[] end = new Descent(0.1, 0.9, 0, 1)
                    .run(
                            landscape,
                            Descent.Iterate.start(landscape.start()),
                            STEPS,
                            (before, after) -> after.step() % 100 != 0 || landscape.cost(after.state()) >= ZERO / 10)
                    .state();
            costs[i] = landscape.cost(end);
        }
        double[] finite = Arrays.stream(costs).filter(Double::isFinite).sorted().toArray();
        long reached = Arrays.stream(finite).filter(cost -> cost < ZERO).count();
        return List.of(new double[] {
            STARTS,
            reached,
            Quartiles.quantile(finite, 0.5),
            finite.length == 0 ? Double.NaN : finite[0],
            cell.setting().text("labels").equals(CLUSTERED) ? explicit(data) : Double.NaN
        });
    }

    /** Uniform in balls; the same directions for every radius. */
    private static TrainingSet data(Cell cell) {
        SplittableRandom random = cell.sharedRandom();
        Matrix centres = Matrix.identity(CLASSES);
        double radius =
                cell.setting().number("radius") * ClusterGeometry.of(centres, 0).radiusBound();
        Matrix inputs = Matrix.zeros(CLASSES, CLASSES * PER_CLASS);
        Matrix labels = Matrix.zeros(CLASSES, CLASSES * PER_CLASS);
        boolean clustered = cell.setting().text("labels").equals(CLUSTERED);
        for (int j = 0; j < inputs.columns(); j++) {
            double[] direction = Draws.gaussian(1, CLASSES, random).data();
            double size = Matrix.column(direction).frobeniusNorm();
            double distance = radius * Math.cbrt(random.nextDouble());
            for (int i = 0; i < CLASSES; i++) {
                boolean own = i == j % CLASSES;
                inputs.data()[i + j * CLASSES] = (own ? 1 : 0) + distance * direction[i] / size;
                double normal = random.nextGaussian();
                labels.data()[i + j * CLASSES] = clustered ? (own ? 1 : 0) : normal;
            }
        }
        return new TrainingSet(inputs, labels);
    }

    /** The cost of the explicit minimizer; NaN where its hypothesis fails. */
    private static double explicit(TrainingSet data) {
        Problem problem = new Problem(data, Optional.empty(), 1, Progress.NONE);
        return new ClusteredTruncation().construct(problem) instanceof Constructed made
                ? Accuracy.of(made.network(), data).cost()
                : Double.NaN;
    }

    @Override
    public Summary summarize(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (String network : results.distinct("network")) {
            for (String labels : results.distinct("labels")) {
                for (double radius : results.where("labels", labels).levels("radius")) {
                    Results part = results.where("network", network)
                            .where("labels", labels)
                            .where("radius", radius);
                    rows.add(List.of(
                            network,
                            labels,
                            Figures.words(radius),
                            reached(part).words(),
                            Figures.words(
                                    Quartiles.of(part.numbers("medianCost")).median()),
                            labels.equals(CLUSTERED) ? explicit(part) : "–"));
                }
            }
        }
        Results clustered = results.where("labels", CLUSTERED);
        Results below = clustered.when("radius", radius -> radius > 0 && radius < 1);
        Proportion small = reached(below);
        Proportion large = reached(clustered.when("radius", radius -> radius > 1));
        Proportion normal = reached(results.where("labels", GENERIC));
        String answer = "With K < QN descent reached zero loss from " + small.words()
                + " starts on clusters of 0 < δ < δ*, from "
                + large.words() + " on clusters of δ > δ*, and from " + normal.words()
                + " with normal labels; below δ* the explicit minimizer was built and fits in "
                + below.when("explicitCost", cost -> cost < ZERO).size() + " of " + below.size() + " cases.";
        boolean expected = small.low() > 0 && normal.successes() == 0 && small.value() >= large.value();
        return Summary.of(
                        answer,
                        expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION,
                        new Summary.Table(
                                List.of("network", "labels", "δ/δ*", "zero loss", "median cost", "explicit minimizer"),
                                rows))
                .withPicture("frequency", frequency(results));
    }

    private static Proportion reached(Results part) {
        return new Proportion((int) Arrays.stream(part.numbers("reached")).sum(), (int)
                Arrays.stream(part.numbers("starts")).sum());
    }

    private static String explicit(Results part) {
        Results made = part.when("explicitCost", Double::isFinite);
        return made.size() == 0
                ? "refused"
                : made.size() + " of " + part.size() + ", C ≤ "
                        + Figures.words(Arrays.stream(made.numbers("explicitCost"))
                                .max()
                                .orElseThrow());
    }

    private static Picture frequency(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "Descent fits some clusters, and never normal labels",
                Picture.Axis.linear("cluster radius δ/δ*"),
                Picture.Axis.linear("share with C < 1e-12, 95 % band"));
        for (String labels : results.distinct("labels")) {
            for (String network : results.distinct("network")) {
                Results part = results.where("network", network).where("labels", labels);
                double[] radii = part.levels("radius");
                double[] shares = new double[radii.length];
                double[] low = new double[radii.length];
                double[] high = new double[radii.length];
                for (int i = 0; i < radii.length; i++) {
                    Proportion share = reached(part.where("radius", radii[i]));
                    shares[i] = share.value();
                    low[i] = share.low();
                    high[i] = share.high();
                }
                picture =
                        picture.with(Picture.Curve.of(labels + ", " + network, radii, shares, Picture.Form.MARKED_LINE)
                                .withBand(low, high));
            }
        }
        return picture.with(new Picture.Mark("δ*", 1, false));
    }
}
