package dev.nadir.study.experiment;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.linalg.Svd;
import dev.nadir.linalg.SymmetricEigen;
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
import dev.nadir.study.statistics.Proportion;
import dev.nadir.study.statistics.Quartiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * [CM] open question 3: descent and the flow at rank barriers. With K = QN the set rank D &lt; QN is {det D = 0}: walls
 * where det D changes its sign, and walls v_j = 0, for v_j² divides det D.
 */
final class Tunnelling implements Study {
    private static final int UNITS = 2;
    private static final int SAMPLES = 3 * UNITS + 1;
    private static final int RUNS = 25;
    private static final int STEPS_SEEN = 300;

    /** Duration in units of 1/λ_max of ∇²C at the start. */
    private static final double TIME = 300;

    /** Duration of the adapted flow, whose residual falls as e^{−t}. */
    private static final double ADAPTED_TIME = 25;

    private static final double ZERO = 1e-10;
    private static final String STANDARD = "standard";
    private static final String ADAPTED = "adapted";

    @Override
    public About about() {
        return new About(
                "tunnelling",
                "How far does descent leave the flow at rank barriers?",
                Paper.CM,
                "[CM] open question 3: discrete descent can pass barriers {rank D < QN} that a continuous flow meets.",
                "The standard flow crosses such walls itself, so small steps stay with it and large ones cross others; the"
                        + " adapted flow, whose velocity is D⁺ times the residual, ends at them, and large steps get through.",
                "tanh network 1-2-1 on 7 samples, so K = QN = 7 and the barriers are det D = 0; inputs standard normal, labels"
                        + " from a network of standard normal parameters. Random barriers: a random start. Constructed barriers: the"
                        + " network of the labels with the sign of its first outgoing weight turned, across the wall v_1 = 0 from"
                        + " the labels. Standard: descent with step ηλ_max of 0.05 … 1.9 to t = 300/λ_max beside the flow at 1e-8."
                        + " Adapted: θ − h D⁺(x − y) with h = 0.003 … 1 to t = 25. 100 runs of each kind, 2,400 in all (quick: 25)."
                        + " Sides of the wall are looked at at 300 times, or"
                        + " after each adapted step. Distance: largest ‖θ_k − θ(kη)‖ over the length of the flow's way.",
                "An adapted flow that passes a barrier with small steps as often as with large ones, or descent with small"
                        + " steps that crosses other barriers than the flow.");
    }

    @Override
    public Grid grid(boolean quick) {
        Grid grid = Grid.of(quick ? 1 : 4).times("barrier", List.of("random", "constructed"));
        return grid.times("field", List.of(STANDARD))
                .times("step", 0.05, 0.2, 0.5, 1, 1.5, 1.9)
                .and(grid.times("field", List.of(ADAPTED)).times("step", 0.003, 0.01, 0.03, 0.1, 0.3, 1));
    }

    @Override
    public List<String> measures() {
        return List.of("runs", "reached", "crossed", "crossings", "jumped", "distance", "farthest");
    }

    /** What one run did. */
    private record Run(boolean reached, int crossings, int jumps, double distance) {}

    @Override
    public List<double[]> measure(Cell cell) {
        SplittableRandom random = cell.random();
        boolean constructed = cell.setting().text("barrier").equals("constructed");
        boolean standard = cell.setting().text("field").equals(STANDARD);
        double step = cell.setting().number("step");
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Network teacher = gaussian(random);
            Matrix inputs = Draws.gaussian(1, SAMPLES, random);
            TrainingSet data = new TrainingSet(inputs, teacher.evaluate(inputs));
            double[] start = gaussian(random).parameters();
            if (constructed) {
                start = teacher.parameters();
                start[start.length - 1 - UNITS] *= -1;
            }
            LossLandscape landscape = new LossLandscape(teacher.withParameters(start), data);
            runs.add(standard ? descent(landscape, step) : adapted(landscape, step));
        }
        double[] distances = runs.stream()
                .mapToDouble(Run::distance)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return List.of(new double[] {
            RUNS,
            runs.stream().filter(Run::reached).count(),
            runs.stream().filter(run -> run.crossings > 0).count(),
            runs.stream().mapToInt(Run::crossings).sum(),
            runs.stream().filter(run -> run.jumps > 0).count(),
            Quartiles.quantile(distances, 0.5),
            distances.length == 0 ? Double.NaN : distances[distances.length - 1]
        });
    }

    private static Network gaussian(SplittableRandom random) {
        Network shape = Initialization.byName("zero").network(new int[] {1, UNITS, 1}, new Tanh(), random);
        return Initialization.perturb(shape, 1, random);
    }

    /** Descent beside the flow; a jump is a different number of crossings. */
    private static Run descent(LossLandscape landscape, double step) {
        double[] theta = landscape.start();
        double[] curvatures = SymmetricEigen.valuesOf(landscape.hessian(theta));
        double sharpness = Arrays.stream(curvatures).max().orElseThrow();
        double eta = step / sharpness;
        double[] times = new double[STEPS_SEEN];
        Arrays.setAll(times, i -> (i + 1) * TIME / STEPS_SEEN / sharpness);
        List<Checkpoint> flow =
                Paths.flow(landscape, 1e-8, IntegrationListener.NONE, times).saved();
        double[] before = theta;
        int flowCrossings = 0;
        double way = 0;
        for (Checkpoint at : flow) {
            flowCrossings += side(landscape, before) == side(landscape, at.state()) ? 0 : 1;
            way += distance(before, at.state());
            before = at.state();
        }
        int crossings = 0;
        double farthest = 0;
        int seen = 0;
        int side = side(landscape, theta);
        for (int k = 1; seen < flow.size() && finite(theta); k++) {
            theta = moved(theta, landscape.gradient(theta), eta);
            while (seen < flow.size() && flow.get(seen).time() <= k * eta * (1 + 1e-9)) {
                // between two iterates the flow is compared with the nearer one: off by at most half a step
                farthest = Math.max(farthest, distance(theta, flow.get(seen).state()));
                int here = side(landscape, theta);
                crossings += here == side ? 0 : 1;
                side = here;
                seen++;
            }
        }
        boolean reached = finite(theta) && Paths.relativeCost(landscape, theta) <= ZERO;
        return new Run(
                reached, crossings, Math.abs(crossings - flowCrossings), finite(theta) ? farthest / way : Double.NaN);
    }

    /** Euler's method for the adapted flow. */
    private static Run adapted(LossLandscape landscape, double step) {
        double[] theta = landscape.start();
        int side = side(landscape, theta);
        int crossings = 0;
        for (int k = 0; k * step < ADAPTED_TIME && finite(theta); k++) {
            double[] residual =
                    landscape.outputs(theta).minus(landscape.data().labels()).data();
            if (!Matrix.column(residual).isFinite() || Matrix.column(residual).frobeniusNorm() == 0) {
                break;
            }
            theta = moved(theta, solved(landscape, theta, residual), step);
            int here = finite(theta) ? side(landscape, theta) : side;
            crossings += here == side ? 0 : 1;
            side = here;
        }
        boolean reached = finite(theta) && Paths.relativeCost(landscape, theta) <= ZERO;
        return new Run(reached, crossings, crossings > 0 ? 1 : 0, Double.NaN);
    }

    private static double[] solved(LossLandscape landscape, double[] theta, double[] residual) {
        Svd svd = Svd.of(jacobian(landscape, theta));
        double[] result = new double[residual.length];
        for (int k = 0; k < svd.values().length && svd.values()[k] > 0; k++) {
            double along = 0;
            for (int i = 0; i < residual.length; i++) {
                along += svd.left().get(i, k) * residual[i];
            }
            for (int j = 0; j < result.length; j++) {
                result[j] += svd.rightTransposed().get(k, j) * along / svd.values()[k];
            }
        }
        return result;
    }

    private static Matrix jacobian(LossLandscape landscape, double[] theta) {
        return landscape.jacobian(landscape.forward(theta)).dense();
    }

    /** On which side of the walls: the signs of det D and of the outgoing weights, whose squares divide det D, as bits. */
    private static int side(LossLandscape landscape, double[] theta) {
        if (!landscape.outputs(theta).isFinite()) {
            return 0;
        }
        int side = sign(jacobian(landscape, theta)) > 0 ? 1 : 0;
        for (int j = 0; j < UNITS; j++) {
            side = 2 * side + (theta[theta.length - 2 - j] > 0 ? 1 : 0);
        }
        return side;
    }

    /** The sign of a determinant, by elimination with the largest pivots; 0 where a column vanishes. */
    static int sign(Matrix square) {
        int n = square.rows();
        double[] a = square.data().clone();
        int sign = 1;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(a[i + k * n]) > Math.abs(a[pivot + k * n]) ? i : pivot;
            }
            double head = a[pivot + k * n];
            if (!(head != 0)) {
                return 0;
            }
            sign *= (pivot == k ? 1 : -1) * (head > 0 ? 1 : -1);
            for (int j = k; j < n; j++) {
                double top = a[pivot + j * n];
                a[pivot + j * n] = a[k + j * n];
                a[k + j * n] = top;
                for (int i = k + 1; i < n && j > k; i++) {
                    a[i + j * n] -= a[i + k * n] / head * top;
                }
                // column k itself is needed for the multipliers until the last j
            }
        }
        return sign;
    }

    private static double[] moved(double[] theta, double[] direction, double step) {
        double[] next = theta.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= step * direction[i];
        }
        return next;
    }

    private static double distance(double[] a, double[] b) {
        return Matrix.column(moved(a, b, 1)).frobeniusNorm();
    }

    private static boolean finite(double[] theta) {
        return Matrix.column(theta).isFinite();
    }

    @Override
    public Summary summarize(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (String field : results.distinct("field")) {
            for (String barrier : results.distinct("barrier")) {
                Results kind = results.where("field", field).where("barrier", barrier);
                for (double step : kind.levels("step")) {
                    Results part = kind.where("step", step);
                    rows.add(List.of(
                            field,
                            barrier,
                            Figures.words(step),
                            share(part, "reached").words(),
                            share(part, "crossed").words(),
                            field.equals(STANDARD) ? share(part, "jumped").words() : "–",
                            Figures.words(Quartiles.of(part.numbers("distance")).median())));
                }
            }
        }
        Results standard = results.where("field", STANDARD);
        Results random = results.where("field", ADAPTED).where("barrier", "random");
        Proportion small = share(random.where("step", least(random)), "reached");
        Proportion large = share(random.where("step", most(random)), "reached");
        Proportion few = share(standard.where("step", least(standard)), "jumped");
        Proportion many = share(standard.where("step", most(standard)), "jumped");
        boolean through = large.low() > small.high();
        boolean expected = few.high() < many.low() && through;
        String answer = "Descent crossed other walls than the flow in " + few.words() + " runs at ηλ_max = "
                + Figures.words(least(standard)) + " and in " + many.words() + " at " + Figures.words(most(standard))
                + "; from random starts the adapted flow reached the labels in " + small.words() + " runs with h = "
                + Figures.words(least(random)) + " and " + large.words() + " with h = " + Figures.words(most(random))
                + ", so large steps " + (through ? "get through its walls." : "do not get it through its walls.");
        return Summary.of(
                        answer,
                        expected ? Verdict.AS_EXPECTED : Verdict.AGAINST_EXPECTATION,
                        new Summary.Table(
                                List.of(
                                        "field",
                                        "barrier",
                                        "step",
                                        "zero loss",
                                        "crossed",
                                        "otherwise than the flow",
                                        "distance"),
                                rows))
                .withPicture("jumps", jumps(standard))
                .withPicture("adapted", reaching(results.where("field", ADAPTED)));
    }

    private static double least(Results part) {
        return part.levels("step")[0];
    }

    private static double most(Results part) {
        return part.levels("step")[part.levels("step").length - 1];
    }

    private static Proportion share(Results part, String measure) {
        return new Proportion((int) Arrays.stream(part.numbers(measure)).sum(), (int)
                Arrays.stream(part.numbers("runs")).sum());
    }

    private static Picture jumps(Results standard) {
        Picture.Lines picture = Picture.Lines.of(
                "Large steps of descent cross other walls than the flow",
                Picture.Axis.log("ηλ_max"),
                Picture.Axis.linear("share of runs, 95 % band"));
        return with(picture, standard, "jumped");
    }

    private static Picture reaching(Results adapted) {
        Picture.Lines picture = Picture.Lines.of(
                "Steps of the adapted flow that reach zero loss",
                Picture.Axis.log("step h"),
                Picture.Axis.linear("share of runs, 95 % band"));
        return with(picture, adapted, "reached");
    }

    private static Picture.Lines with(Picture.Lines picture, Results part, String measure) {
        Picture.Lines more = picture;
        for (String barrier : part.distinct("barrier")) {
            Results own = part.where("barrier", barrier);
            double[] steps = own.levels("step");
            double[] shares = new double[steps.length];
            double[] low = new double[steps.length];
            double[] high = new double[steps.length];
            for (int i = 0; i < steps.length; i++) {
                Proportion share = share(own.where("step", steps[i]), measure);
                shares[i] = share.value();
                low[i] = share.low();
                high[i] = share.high();
            }
            more = more.with(Picture.Curve.of(barrier + " barrier", steps, shares, Picture.Form.MARKED_LINE)
                    .withBand(low, high));
        }
        return more;
    }
}
