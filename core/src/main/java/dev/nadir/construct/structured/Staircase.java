package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.structure.Hyperplane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Memorizes distinct samples along one line (structured.md §8.3): f = y_last + Σ_k c_k (y_k − y_{k+1}) over the samples
 * sorted by t = ⟨a, x⟩, with codes c_k = σ(1 − σ(s_k t + o_k)) that are exactly 1 up to t_k and 0 from t_{k+1} on.
 *
 * <p>Equal neighbours share a step, so that there are at most N − 1. Of {@value #DIRECTIONS} random directions the one
 * of the widest smallest gap is taken. Labels 0 and 1 are met exactly, real ones to rounding. It memorizes only: it does
 * not generalize.
 */
public record Staircase() implements StructuredConstruction {
    private static final int DIRECTIONS = 200;
    private static final int MOST_STEPS = 6000;
    private static final double PROMISED = 1e-12;

    @Override
    public String name() {
        return "staircase";
    }

    @Override
    public Outcome construct(Problem problem) {
        return StructuredProblem.ofClasses(problem, Integer.MAX_VALUE, this::ofClasses);
    }

    private Outcome ofClasses(StructuredProblem data) {
        Line line = widest(data);
        if (line.steps.size() > MOST_STEPS) {
            return new Refusal(
                    "too-many-steps",
                    "the staircase needs " + line.steps.size() + " steps and the square of that in weights, at most "
                            + MOST_STEPS + " are supported",
                    "use pivot-lift or grouped-hyperplanes");
        }
        Network network = network(data, line);
        RoundingCertificate certificate = RoundingCertificate.ofEveryUnit(network, data.raw());
        if (!certificate.holds()) {
            return new Refusal(
                    "gap-too-small",
                    String.format(
                            Locale.ROOT,
                            "neighbours on the best of %d lines are %.2e apart relative to its length: %s",
                            DIRECTIONS,
                            line.relativeGap(),
                            certificate.words()),
                    "merge or separate the near-duplicates, or use pivot-lift");
        }
        List<String> notes = List.of(
                String.format(
                        Locale.ROOT,
                        "%d steps along one line, smallest gap %.2e of its length, rounding takes up at most %.2g of it.",
                        line.steps.size(),
                        line.relativeGap(),
                        certificate.share()),
                "Memorization only: the values between samples carry no meaning.");
        return data.shortfall(network, PROMISED * data.labelScale())
                .<Outcome>map(refusal -> refusal)
                .orElseGet(() -> new Constructed(network, name(), 0, StructuredProblem.NO_SOLVE, notes));
    }

    private static Line widest(StructuredProblem data) {
        SplittableRandom random = new SplittableRandom(data.problem().seed());
        Line best = null;
        int tries = data.raw().rows() == 1 ? 1 : DIRECTIONS;
        for (int k = 0; k < tries; k++) {
            double[] direction = new double[data.raw().rows()];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = tries == 1 ? 1 : random.nextGaussian();
            }
            Hyperplane raw = new Hyperplane(direction, 0).beforeScaling(data.scaling());
            Line line = Line.of(data, new Hyperplane(raw.normal(), 0));
            best = best == null || line.relativeGap() > best.relativeGap() ? line : best;
        }
        return best;
    }

    private static Network network(StructuredProblem data, Line line) {
        int m = data.raw().rows();
        int steps = line.steps.size();
        int outputs = data.labels().rows();
        Matrix first = Matrix.zeros(steps, m);
        double[] offsets = new double[steps];
        double[] ones = new double[steps];
        Matrix last = Matrix.zeros(outputs, steps);
        for (int k = 0; k < steps; k++) {
            int lower = line.order.get(line.steps.get(k));
            int upper = line.order.get(line.steps.get(k) + 1);
            double factor = 2 / (line.values[upper] - line.values[lower]);
            for (int i = 0; i < m; i++) {
                first.data()[k + i * steps] = factor * line.normal[i];
            }
            offsets[k] = 0.5 - factor * (line.values[lower] + line.values[upper]) / 2;
            ones[k] = 1;
            for (int q = 0; q < outputs; q++) {
                last.data()[q + k * outputs] =
                        data.labels().get(q, lower) - data.labels().get(q, upper);
            }
        }
        double[] end = data.labels().columnArray(line.order.get(line.order.size() - 1));
        return new Network(List.of(
                new Layer(first, offsets, new Relu()),
                new Layer(Matrix.identity(steps).map(value -> 0.0 - value), ones, new Relu()),
                new Layer(last, end, new Identity())));
    }

    /** The samples sorted along one direction, and the positions after which the label changes. */
    private record Line(double[] normal, double[] values, List<Integer> order, List<Integer> steps) {
        static Line of(StructuredProblem data, Hyperplane raw) {
            double[] values = raw.values(data.raw());
            List<Integer> order = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> values[i]))
                    .toList();
            List<Integer> steps = new ArrayList<>();
            for (int k = 0; k + 1 < order.size(); k++) {
                if (data.classes().codes()[order.get(k)] != data.classes().codes()[order.get(k + 1)]) {
                    steps.add(k);
                }
            }
            return new Line(raw.normal(), values, order, steps);
        }

        double relativeGap() {
            double length = values[order.get(order.size() - 1)] - values[order.get(0)];
            return steps.stream()
                            .mapToDouble(k -> values[order.get(k + 1)] - values[order.get(k)])
                            .min()
                            .orElse(length)
                    / length;
        }
    }
}
