package dev.nadir.study.experiment;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.pivot.ChosenWeights;
import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowResult;
import dev.nadir.flow.verdict.ZeroLossPoint;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
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
import java.util.SplittableRandom;

/** [CM] experiment 2: descent started beside the explicit minimizer. */
final class DescentNearMinimizer implements Study {
    private static final int INPUTS = 8;
    private static final int SAMPLES = 6;
    private static final int OUTPUTS = 2;
    private static final int HIDDEN = 8;
    private static final int STEPS = 20_000;

    /** Up to here the landscape is quadratic around the minimizer to a percent or so. */
    private static final double SMALL = 1e-2;

    @Override
    public About about() {
        return new About(
                "descent-near-minimizer",
                "Does gradient descent stay at the explicit minimizer when it starts beside it?",
                Paper.CM,
                "[CM] experiment 2: the explicit minimizer of Theorem 2.1 is a degenerate minimum, and D has full rank there;"
                        + " nearby starts should reach zero loss nearby.",
                "Zero loss in proportion to the displacement, but at another point: of the displacement only its part in the"
                        + " range of Dᵀ, QN of K directions, is taken back, so √(1 − QN/K) of the distance remains.",
                "Generic data, 8 inputs, 2 outputs, N = 6, tanh network 8-8-8-2 (K = 162, QN = 12) at the explicit minimizer"
                        + " θ*; every parameter is moved by ε times the root mean square of θ* times a standard normal"
                        + " number. From there the gradient flow to time 1e6, and descent with half the largest stable step"
                        + " for 20,000 steps. Distances are relative to the norm of θ*; the distance to the zero set is that"
                        + " of the point which Gauss-Newton steps find. The paths of the first repetition are drawn in the two"
                        + " principal directions of their residuals.",
                "Runs from small ε that miss zero loss, or a final distance that is not in proportion to ε.");
    }

    @Override
    public Grid grid(boolean quick) {
        double[] displacements = quick
                ? new double[] {1e-8, 1e-6, 1e-4, 1e-2, 1e-1, 1}
                : new double[] {1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1};
        return Grid.of(quick ? 3 : 10).times("path", List.of("flow", "descent")).times("epsilon", displacements);
    }

    @Override
    public List<String> measures() {
        return List.of(
                "last",
                "time",
                "cost",
                "startDistance",
                "distance",
                "moved",
                "zeroSetDistance",
                "parameters",
                "first",
                "second");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        SplittableRandom shared = cell.sharedRandom();
        TrainingSet data = Draws.generic(INPUTS, OUTPUTS, SAMPLES, shared);
        Problem problem = new Problem(data, Optional.empty(), shared.nextLong(), Progress.NONE);
        Network minimizer = ((Constructed)
                        new ChosenWeights(new Architecture(List.of(HIDDEN, HIDDEN), new Tanh())).construct(problem))
                .network();
        double[] best = minimizer.parameters();
        double norm = Matrix.column(best).frobeniusNorm();
        double deviation = cell.setting().number("epsilon") * norm / Math.sqrt(best.length);
        // the same direction for every ε and both paths
        Network start = Initialization.perturb(minimizer, deviation, shared);
        List<double[]> states = new ArrayList<>();
        FlowResult run = cell.setting().text("path").equals("flow")
                ? Flows.standard(start, data, 1e-8, states, Flows.times(-2, 6, 2))
                : Flows.descent(start, data, 0.5, STEPS, states);
        Optional<ZeroLossPoint> zero = ZeroLossPoint.near(new LossLandscape(start, data), start.parameters());
        double[] distances = {
            distance(start.parameters(), best) / norm,
            distance(run.state(), best) / norm,
            distance(run.state(), start.parameters()) / norm,
            zero.map(point -> point.distance() / norm).orElse(Double.NaN)
        };
        return rows(cell, run.samples(), distances, best.length, plane(start, data, states));
    }

    /** All samples of the first repetition, of the others the last. */
    private static List<double[]> rows(
            Cell cell, List<FlowSample> samples, double[] distances, int parameters, double[][] plane) {
        List<double[]> rows = new ArrayList<>();
        int from = cell.repetition() == 1 ? 0 : samples.size() - 1;
        for (int i = from; i < samples.size(); i++) {
            FlowSample sample = samples.get(i);
            boolean last = i == samples.size() - 1;
            rows.add(new double[] {
                last ? 1 : 0,
                sample.time(),
                sample.cost(),
                distances[0],
                last ? distances[1] : Double.NaN,
                last ? distances[2] : Double.NaN,
                last ? distances[3] : Double.NaN,
                parameters,
                plane[i][0],
                plane[i][1]
            });
        }
        return rows;
    }

    /** The residuals of the states in their two principal directions, the first residual at norm 1. */
    private static double[][] plane(Network network, TrainingSet data, List<double[]> states) {
        List<double[]> residuals = states.stream()
                .map(state -> network.withParameters(state)
                        .evaluate(data.inputs())
                        .minus(data.labels())
                        .data())
                .toList();
        return PrincipalPlane.of(residuals);
    }

    private static double distance(double[] a, double[] b) {
        return Matrix.column(a).minus(Matrix.column(b)).frobeniusNorm();
    }

    @Override
    public Summary summarize(Results all) {
        Results results = all.where("last", 1);
        Results small = results.when("epsilon", epsilon -> epsilon <= SMALL);
        Results flow = small.where("path", "flow");
        LineFit exponent = LineFit.ofPower(flow.numbers("epsilon"), flow.numbers("distance"));
        Quartiles ratio = Quartiles.of(ratios(flow, "distance"));
        double parameters = flow.numbers("parameters")[0];
        double theory = Math.sqrt(1 - OUTPUTS * SAMPLES / parameters);
        Proportion zero = zero(flow);
        boolean expected = zero.successes() == zero.trials()
                && Math.abs(exponent.slope() - 1) < 0.01
                && Math.abs(ratio.median() - theory) < 0.05;
        String answer = "It stays near, not at it: from ε ≤ 0.01 the flow reached zero loss in " + zero.words()
                + " runs and ended at a distance from the minimizer proportional to ε to the power " + exponent.words()
                + ", " + ratio.words() + " of the distance at the start (√(1 − QN/K) = " + Figures.words(theory)
                + "); descent did so in " + zero(small.where("path", "descent")).words() + " runs.";
        return Summary.of(answer, expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION, table(results))
                .withPicture("distance", distances(results, theory))
                .withPicture("paths", paths(all));
    }

    /** A distance in parts of that at the start. */
    private static double[] ratios(Results part, String measure) {
        double[] distance = part.numbers(measure);
        double[] start = part.numbers("startDistance");
        double[] ratios = new double[distance.length];
        Arrays.setAll(ratios, i -> distance[i] / start[i]);
        return ratios;
    }

    /** C is absolute here: the labels are standard normal. */
    private static Proportion zero(Results part) {
        return Proportion.of(part.numbers("cost"), cost -> cost <= 1e-20);
    }

    private static Summary.Table table(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (String path : results.distinct("path")) {
            for (double epsilon : results.levels("epsilon")) {
                Results part = results.where("path", path).where("epsilon", epsilon);
                rows.add(List.of(
                        path,
                        Figures.words(epsilon),
                        zero(part).brief(),
                        Quartiles.of(part.numbers("distance")).brief(),
                        Quartiles.of(part.numbers("moved")).brief(),
                        Quartiles.of(part.numbers("zeroSetDistance")).brief()));
            }
        }
        return new Summary.Table(
                List.of("path", "ε", "C ≤ 1e-20", "distance to θ* at the end", "moved", "start to the zero set"), rows);
    }

    private static Picture distances(Results results, double theory) {
        Picture.Lines picture = Picture.Lines.of(
                "Descent ends beside the minimizer, not at it",
                Picture.Axis.log("displacement ε of the start, relative to θ*"),
                Picture.Axis.linear("part of the distance at start"));
        for (String path : results.distinct("path")) {
            Results part = results.where("path", path);
            picture = picture.with(MedianCurve.of(
                            "end of " + path + " to θ*", part, "epsilon", rows -> ratios(rows, "distance")))
                    .with(MedianCurve.of("moved by " + path, part, "epsilon", rows -> ratios(rows, "moved")));
        }
        return picture.with(MedianCurve.of(
                        "start to the zero set",
                        results.where("path", "flow"),
                        "epsilon",
                        rows -> ratios(rows, "zeroSetDistance")))
                .with(new Picture.Mark("√(1 − QN/K)", theory, true));
    }

    private static Picture paths(Results all) {
        Picture.Lines picture = Picture.Lines.of(
                "Outputs on their way to the labels, which lie at 0",
                Picture.Axis.linear("first principal direction, start at norm 1"),
                Picture.Axis.linear("second principal direction"));
        Results first = all.where(Results.REPETITION, 1);
        for (String path : first.distinct("path")) {
            for (double epsilon : new double[] {1e-4, 1e-1, 1}) {
                Results part = first.where("path", path).where("epsilon", epsilon);
                picture = picture.with(Picture.Curve.of(
                        path + ", ε = " + Figures.words(epsilon),
                        part.numbers("first"),
                        part.numbers("second"),
                        Picture.Form.MARKED_LINE));
            }
        }
        return picture;
    }
}
