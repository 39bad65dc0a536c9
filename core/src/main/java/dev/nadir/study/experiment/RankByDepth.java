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
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** [CM] experiment 3: the rank of D along training, for depth 2 to 10. */
final class RankByDepth implements Study {
    private static final int INPUTS = 25;
    private static final int SAMPLES = 20;
    private static final int OUTPUTS = 2;
    private static final int WIDTH = 50;
    private static final int ROWS = OUTPUTS * SAMPLES;
    private static final double TRAINED = 1e-6;

    /** Labels are standard normal, so a cost above it is that of a descent whose step was too long for where it came. */
    private static final double BLOWN_UP = 1e3;

    @Override
    public About about() {
        return new About(
                "rank-by-depth",
                "Does the training Jacobian keep its full rank along training, at every depth?",
                Paper.CM,
                "[CM] Proposition 5: D has full rank wherever W_2 … W_{L+1} and X have; experiment 3 and check 2 follow it"
                        + " along training.",
                "Rank QN at every saved time; the deeper the network, the nearer to losing it.",
                "Generic data, 25 inputs, 2 outputs, N = 20 (QN = 40), tanh networks of width 50 with 2, 5 and 10 hidden"
                        + " layers. Start: what PyTorch draws (standard), or orthogonal weights and zero biases. From the same"
                        + " start the gradient flow to time 1e3, and descent with half the largest stable step for 2,000"
                        + " steps. At every saved time the rank of D by the rule of the analysis, and σ_min/σ_max.",
                "A saved time at which the rank is decided and below QN, other than of a descent that has blown up.");
    }

    @Override
    public Grid grid(boolean quick) {
        return Grid.of(quick ? 2 : 10)
                .times("depth", quick ? new double[] {2, 5} : new double[] {2, 5, 10})
                .times("start", List.of("standard", "orthogonal"))
                .times("path", List.of("flow", "descent"));
    }

    @Override
    public List<String> measures() {
        return List.of("time", "cost", "rank", "decided", "sigmaRatio");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, SAMPLES, cell.sharedRandom());
        Network start = start(cell);
        List<double[]> states = new ArrayList<>();
        FlowResult run = cell.setting().text("path").equals("flow")
                ? Flows.standard(start, data, 1e-4, states, Flows.times(-1, 3, 2))
                : Flows.descent(start, data, 0.5, 2000, states);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            FlowSample sample = run.samples().get(i);
            JacobianSpectrum spectrum =
                    JacobianSpectrum.of(TrainingJacobian.of(start.withParameters(states.get(i)), data.inputs()));
            double[] sigma = spectrum.singularValues();
            rows.add(new double[] {
                sample.time(),
                sample.cost(),
                spectrum.rank().rank(),
                spectrum.rank().decided() ? 1 : 0,
                sigma[ROWS - 1] / sigma[0]
            });
        }
        return rows;
    }

    /** The same start for both paths. */
    private static Network start(Cell cell) {
        RandomGenerator random = cell.sharedRandom();
        int depth = cell.setting().count("depth");
        int[] dims = IntStream.concat(
                        IntStream.of(INPUTS),
                        IntStream.concat(
                                Collections.nCopies(depth, WIDTH).stream().mapToInt(w -> w), IntStream.of(OUTPUTS)))
                .toArray();
        return cell.setting().text("start").equals("standard")
                ? Initialization.byName("torch").network(dims, new Tanh(), random)
                : Draws.orthogonalNetwork(dims, new Tanh(), random);
    }

    @Override
    public Summary summarize(Results results) {
        Results lost = results.where("decided", 1).when("rank", rank -> rank < ROWS);
        Results undecided = results.where("decided", 0);
        Proportion full =
                new Proportion(results.where("decided", 1).where("rank", ROWS).size(), results.size());
        double least = Arrays.stream(
                        results.when("cost", cost -> cost < BLOWN_UP).numbers("sigmaRatio"))
                .min()
                .orElse(Double.NaN);
        double[] depths = results.levels("depth");
        Results trained = lost.when("cost", cost -> cost < BLOWN_UP);
        String answer = "D had rank QN = 40 at " + full.words() + " saved times of all runs (" + lost.size()
                + " below, of which " + (lost.size() - trained.size()) + " in descents that had blown up; "
                + undecided.size() + " undecided); the least σ_min/σ_max otherwise was "
                + Figures.words(least)
                + ", its median along the flow from a standard start fell from "
                + Figures.words(ratio(results, depths[0]))
                + " with " + Figures.words(depths[0]) + " hidden layers to "
                + Figures.words(ratio(results, depths[depths.length - 1])) + " with "
                + Figures.words(depths[depths.length - 1]) + ".";
        Verdict verdict = trained.size() > 0
                ? Verdict.AGAINST_EXPECTATION
                : undecided.size() == 0 ? Verdict.AS_EXPECTED : Verdict.OPEN;
        return Summary.of(answer, verdict, table(results))
                .withPicture(
                        "sigma",
                        lines(
                                results,
                                "sigmaRatio",
                                "How near D comes to losing rank along the flow",
                                "σ_min/σ_max of D"))
                .withPicture("cost", lines(results, "cost", "The cost along the flow, by depth and start", "cost C"));
    }

    private static double ratio(Results results, double depth) {
        return Quartiles.of(results.where("depth", depth)
                        .where("path", "flow")
                        .where("start", "standard")
                        .numbers("sigmaRatio"))
                .median();
    }

    private static Summary.Table table(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (double depth : results.levels("depth")) {
            for (String start : results.distinct("start")) {
                for (String path : results.distinct("path")) {
                    Results part =
                            results.where("depth", depth).where("start", start).where("path", path);
                    double[] trained = timesTo(part);
                    rows.add(List.of(
                            Figures.words(depth),
                            start,
                            path,
                            Proportion.of(part.numbers("rank"), rank -> rank == ROWS)
                                    .brief(),
                            Quartiles.of(part.numbers("sigmaRatio")).brief(),
                            Quartiles.of(trained).brief(),
                            Arrays.stream(trained).filter(Double::isFinite).count() + " of " + trained.length));
                }
            }
        }
        return new Summary.Table(
                List.of(
                        "L",
                        "start",
                        "path",
                        "rank QN at saved times",
                        "σ_min/σ_max",
                        "time to C = 1e-6",
                        "runs that reach it"),
                rows);
    }

    /** The first saved time with a cost below 1e-6, per run; infinite where there is none. */
    private static double[] timesTo(Results part) {
        return Arrays.stream(part.levels(Results.REPETITION))
                .map(repetition -> Arrays.stream(part.where(Results.REPETITION, repetition)
                                .when("cost", cost -> cost < TRAINED)
                                .numbers("time"))
                        .min()
                        .orElse(Double.POSITIVE_INFINITY))
                .toArray();
    }

    private static Picture lines(Results results, String measure, String title, String label) {
        Picture.Lines picture = Picture.Lines.of(
                title, Picture.Axis.log("time s of the flow"), Picture.Axis.log(label + ", median, quartiles"));
        Results flow = results.where("path", "flow").when("time", time -> time > 0);
        for (String start : results.distinct("start")) {
            for (double depth : results.levels("depth")) {
                Results part = flow.where("depth", depth).where("start", start);
                picture = picture.with(
                        MedianCurve.of("L = " + Figures.words(depth) + ", " + start, part, "time", measure));
            }
        }
        return picture;
    }
}
