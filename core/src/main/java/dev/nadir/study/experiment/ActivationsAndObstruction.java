package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
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

/** [CE] Theorem 1.3 beyond ReLU: the floor of the loss with K &lt; QN for every activation. */
final class ActivationsAndObstruction implements Study {
    private static final int INPUTS = 3;
    private static final int OUTPUTS = 2;
    private static final int SAMPLES = 20;
    private static final double TIME = 1000;

    /** Relative cost that counts as reached. */
    private static final double ZERO = 1e-10;

    /** K/QN below which the obstruction is expected. */
    private static final double UNDER = 0.9;

    @Override
    public About about() {
        return new About(
                "activations-and-obstruction",
                "Is the obstruction of K < QN the same for other activations than ReLU?",
                Paper.CE,
                "[CE] Theorem 1.3 and check 2: with K < QN and generic data zero loss is not reached, whatever the"
                        + " activation.",
                "No run with K < 0.9 QN comes below a relative cost of 1e-10, with any activation; the floor itself depends"
                        + " on the activation.",
                "Networks 3-h-2 with h = 3, 5 and 10, so K/QN = 0.5, 0.8 and 1.55, on 20 samples, inputs and labels standard"
                        + " normal; data anew in each repetition, the same for all activations. Kaiming start, standard flow to"
                        + " t = 1000, kinks located; 16 repetitions (quick: 1). Cost is relative to the variance of the labels.",
                "One run with K < 0.9 QN that reaches 1e-10, with any activation.");
    }

    @Override
    public Grid grid(boolean quick) {
        List<String> activations = Activations.all().stream()
                .filter(activation -> !(activation instanceof Identity))
                .map(Activation::name)
                .toList();
        return Grid.of(quick ? 1 : 16).times("activation", activations).times("units", 3, 5, 10);
    }

    @Override
    public List<String> measures() {
        return List.of("ratio", "startCost", "finalCost");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, SAMPLES, cell.sharedRandom());
        int[] dims = {INPUTS, cell.setting().count("units"), OUTPUTS};
        Activation activation = Activations.byName(cell.setting().text("activation"));
        Network network = Initialization.of(Initialization.Scheme.KAIMING).network(dims, activation, cell.random());
        LossLandscape landscape = new LossLandscape(network, data);
        double ratio = (double) network.parameterCount() / landscape.outputSize();
        double start = Paths.relativeCost(landscape, landscape.start());
        double end = Paths.relativeCost(landscape, Paths.end(landscape, 1e-4, TIME));
        return List.of(new double[] {ratio, start, end});
    }

    @Override
    public Summary summarize(Results results) {
        Results under = results.when("ratio", ratio -> ratio < UNDER);
        Results over = results.when("ratio", ratio -> ratio > 1);
        Proportion reached = reached(under);
        List<List<String>> rows = new ArrayList<>();
        List<double[]> floors = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (String activation : results.distinct("activation")) {
            double[] floor = least(under, activation);
            floors.add(floor);
            Quartiles quartiles = Quartiles.of(floor);
            least = Math.min(least, quartiles.median());
            most = Math.max(most, quartiles.median());
            rows.add(List.of(
                    activation,
                    reached(under.where("activation", activation)).words(),
                    quartiles.words(),
                    Quartiles.of(least(over, activation)).words()));
        }
        String answer = reached.words() + " runs with K < 0.9 QN reached a relative cost of 1e-10 over "
                + results.distinct("activation").size() + " activations; the median floor at K = 0.5 QN lies between "
                + Figures.words(least) + " and " + Figures.words(most)
                + ", so the obstruction is common and its height is not.";
        Picture floor = new Picture.Boxes(
                "No activation gets below a floor with K = QN/2",
                Picture.Axis.log("relative cost at t = 1000"),
                results.distinct("activation"),
                floors);
        Verdict verdict = reached.successes() == 0 ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION;
        return Summary.of(
                        answer,
                        verdict,
                        new Summary.Table(
                                List.of("activation", "reached, K < 0.9 QN", "cost, K = 0.5 QN", "cost, K = 1.55 QN"),
                                rows))
                .withPicture("floor", floor)
                .withPicture("ratio", byRatio(results));
    }

    private static Proportion reached(Results part) {
        return Proportion.of(part.numbers("finalCost"), cost -> cost <= ZERO);
    }

    /** The finite final costs with the fewest units of the part. */
    private static double[] least(Results part, String activation) {
        Results own = part.where("activation", activation);
        double fewest = own.levels("units").length == 0 ? 0 : own.levels("units")[0];
        return own.where("units", fewest).when("finalCost", Double::isFinite).numbers("finalCost");
    }

    private static Picture byRatio(Results results) {
        Picture.Lines picture = Picture.Lines.of(
                "The cost at t = 1000 falls as K passes QN",
                Picture.Axis.linear("K/QN"),
                Picture.Axis.log("relative cost, median of runs"));
        for (String activation : results.distinct("activation")) {
            Results own = results.where("activation", activation);
            double[] ratios = own.levels("ratio");
            double[] medians = new double[ratios.length];
            for (int i = 0; i < ratios.length; i++) {
                medians[i] = Quartiles.of(own.where("ratio", ratios[i])
                                .when("finalCost", Double::isFinite)
                                .numbers("finalCost"))
                        .median();
            }
            picture = picture.with(Picture.Curve.of(activation, ratios, medians, Picture.Form.MARKED_LINE));
        }
        return picture.with(new Picture.Mark("K = QN", 1, false));
    }
}
