package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.structure.Hyperplane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One hidden layer of at most N − 1 units that interpolates any labels of distinct samples along one line: with
 * t = ⟨a, x⟩ different for every sample, f = b + Σ_k c_k σ(t − t_k), k = 0 … N − 2, is the piecewise linear function
 * through all of them. In exact arithmetic its residual is 0, for any Q.
 *
 * <p>Fewer units are needed where the slope does not change, and where samples of one label share t; coordinates, sums
 * and differences of two coordinates and the sum of all are tried for that,
 * and {@value #DIRECTIONS} random directions, of which the one of the widest smallest gap is best. Cost: sorting N
 * numbers per direction. The weights are as large as labels over gaps, about N²: beyond some hundreds of samples
 * {@link Staircase} is the more accurate of the two.
 *
 * @param activation ReLU or leaky ReLU
 */
public record LineInterpolant(Activation activation) implements StructuredConstruction {
    private static final int DIRECTIONS = 100;

    /** Sums and differences of two coordinates are tried up to this M. */
    private static final int PAIRED = 20;

    /** Checks the activation. */
    public LineInterpolant {
        if (!(activation instanceof Relu) && !(activation instanceof LeakyRelu)) {
            throw new IllegalArgumentException("activation: got " + activation.name()
                    + ", expected relu or leaky-relu, which are piecewise linear");
        }
    }

    /** Of ReLU units. */
    public LineInterpolant() {
        this(new Relu());
    }

    @Override
    public String name() {
        return "line-interpolant";
    }

    @Override
    public Outcome construct(Problem problem) {
        StructuredProblem data = new StructuredProblem(problem);
        Optional<Refusal> obstacle = data.obstacle(Integer.MAX_VALUE);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<Polyline> best = directions(data).stream()
                .flatMap(direction -> Polyline.along(direction, data.raw(), data.labels()).stream())
                .min(Comparator.comparingInt(Polyline::units)
                        .thenComparing(Comparator.comparingDouble(Polyline::relativeGap)
                                .reversed()));
        return best.<Outcome>map(this::constructed).orElseGet(LineInterpolant::coinciding);
    }

    private Constructed constructed(Polyline line) {
        Network network = line.network(activation);
        return new Constructed(
                network,
                name(),
                0,
                StructuredProblem.NO_SOLVE,
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%d units for %d different places along one line, smallest gap %.2e of its length.",
                                line.units(),
                                line.knots().length,
                                line.relativeGap()),
                        "Memorization only: the values between samples carry no meaning."));
    }

    private static Refusal coinciding() {
        return new Refusal(
                "gap-too-small",
                "along every direction tried two samples of different labels coincide in double precision",
                "merge or separate the near-duplicates, or use pivot-lift");
    }

    private static List<double[]> directions(StructuredProblem data) {
        int m = data.raw().rows();
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            all.add(pair(m, i, i, 0));
            for (int j = 0; m <= PAIRED && j < i; j++) {
                all.add(pair(m, i, j, 1));
                all.add(pair(m, i, j, -1));
            }
        }
        double[] ones = new double[m];
        Arrays.fill(ones, 1);
        all.add(ones);
        SplittableRandom random = new SplittableRandom(data.problem().seed());
        for (int k = 0; m > 1 && k < DIRECTIONS; k++) {
            double[] drawn = new double[m];
            Arrays.setAll(drawn, i -> random.nextGaussian());
            all.add(new Hyperplane(drawn, 0).beforeScaling(data.scaling()).normal());
        }
        return all;
    }

    private static double[] pair(int m, int i, int j, double factor) {
        double[] direction = new double[m];
        direction[j] = factor;
        direction[i] = 1;
        return direction;
    }
}
