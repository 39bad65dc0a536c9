package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.matrix.Matrix;
import dev.nadir.structure.ClassNumbers;
import dev.nadir.structure.Hyperplane;
import dev.nadir.structure.LabelClasses;
import dev.nadir.structure.SequentialSeparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sequentially linearly separable classes by C truncation cones in the space of their C scores (structured.md §4.3b):
 * hidden width C and depth C whatever M and N, K = C(M + 1) + C²(C − 1) + C(C − 1) + Q(C + 1).
 *
 * <p>Score S_j is the j-th hyperplane, 0 in the middle of the gap, scaled by its median size; the last one is −1. The
 * j-th cone has axis e_j and apex 0 there; the other coordinates of the apex are the medians of the scores on later
 * classes, which makes the apexes affinely independent.
 */
public record ScoreSpaceCones() implements StructuredConstruction {
    private static final double PROMISED = 1e-11;

    @Override
    public String name() {
        return "score-space-cones";
    }

    @Override
    public Outcome construct(Problem problem) {
        return StructuredProblem.ofClasses(
                problem,
                DecisionList.MOST_CLASSES,
                data -> construct(problem, SequentialSeparation.search(data.separator(), data.classes())));
    }

    /**
     * The network of an order that has been found already.
     *
     * @param problem distinct samples without contradictions and with at least two classes
     * @param found over the standardized inputs of the same samples
     */
    public Outcome construct(Problem problem, SequentialSeparation found) {
        if (found.steps().stream().anyMatch(step -> step.exact().isPresent())) {
            return new Refusal(
                    "gap-too-small",
                    "a gap between classes is below the rounding of doubles: "
                            + String.format(Locale.ROOT, "%.2g in standardized inputs", found.smallestGap()),
                    "use decision-list or peeling, which are exact at smaller gaps");
        }
        return found.separable()
                ? new Scores(new StructuredProblem(problem), found).build(name())
                : DecisionList.refusal(found);
    }

    /** The scores of all samples and the cones they allow. */
    private static final class Scores {
        private final StructuredProblem data;
        private final int[] order;
        private final Matrix into;
        private final double[] shift;
        private final Matrix scores;
        private final int[] position;

        Scores(StructuredProblem data, SequentialSeparation found) {
            this.data = data;
            this.order = found.order().stream().mapToInt(c -> c).toArray();
            int count = order.length;
            this.position = new int[count];
            for (int k = 0; k < count; k++) {
                position[order[k]] = k;
            }
            this.into = Matrix.zeros(count, data.raw().rows());
            this.shift = new double[count];
            shift[count - 1] = -1;
            for (int k = 0; k < count - 1; k++) {
                fold(k, found.steps().get(k).hyperplane().beforeScaling(data.scaling()));
            }
            this.scores = dev.nadir.linalg.Products.affine(into, data.raw(), shift);
        }

        private void fold(int k, Hyperplane raw) {
            double[] values = raw.values(data.raw());
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            double[] sizes = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                int at = position[data.classes().codes()[i]];
                low = at == k ? Math.max(low, values[i]) : low;
                high = at > k ? Math.min(high, values[i]) : high;
            }
            for (int i = 0; i < values.length; i++) {
                sizes[i] = Math.abs(values[i] - (low + high) / 2);
            }
            Hyperplane score = raw.affine(1 / median(sizes), 0);
            for (int i = 0; i < score.normal().length; i++) {
                into.data()[k + i * into.rows()] = score.normal()[i];
            }
            shift[k] = score.offset() - (low + high) / 2 / median(sizes);
        }

        Outcome build(String name) {
            List<TruncationCone> cones = new ArrayList<>();
            for (int k = 0; k < order.length; k++) {
                TruncationCone cone = cone(k, cones);
                if (!(cone.beta() >= TruncationCone.SMALLEST_BETA)) {
                    return new Refusal(
                            "gap-too-small",
                            String.format(
                                    Locale.ROOT,
                                    "the cone of %s would need aperture β = %.2e, at least %.0e is needed for an"
                                            + " exact collapse",
                                    ClassNumbers.of(order[k]),
                                    cone.beta(),
                                    TruncationCone.SMALLEST_BETA),
                            "use decision-list, which is exact at smaller gaps");
                }
                cones.add(cone);
            }
            Outcome outcome = new ConeNetwork(cones, into, shift)
                    .finish(representatives(data), data.classes().targets(), name);
            if (!(outcome instanceof Constructed built)) {
                return outcome;
            }
            return CollapseCheck.obstacle(built.network(), data)
                    .or(() -> data.shortfall(built.network(), PROMISED * data.labelScale()))
                    .<Outcome>map(refusal -> refusal)
                    .orElseGet(() -> described(built, cones));
        }

        private TruncationCone cone(int k, List<TruncationCone> before) {
            int n = order.length;
            double[] axis = new double[n];
            axis[k] = 1;
            double[] apex = new double[n];
            for (int i = 0; i < n; i++) {
                apex[i] = i == k ? 0 : i == n - 1 ? 1 : medianOfLater(i);
            }
            BitSet later = new BitSet();
            BitSet own = new BitSet();
            for (int j = 0; j < scores.columns(); j++) {
                int at = position[data.classes().codes()[j]];
                own.set(j, at == k);
                later.set(j, at > k);
            }
            Matrix forward = withApexes(scores.selectColumns(later.stream().toArray()), before);
            return TruncationCone.between(
                    apex, axis, scores.selectColumns(own.stream().toArray()), forward);
        }

        private double medianOfLater(int i) {
            return median(java.util.stream.IntStream.range(0, scores.columns())
                    .filter(j -> position[data.classes().codes()[j]] > i)
                    .mapToDouble(j -> scores.get(i, j))
                    .toArray());
        }

        private Constructed described(Constructed built, List<TruncationCone> cones) {
            List<Interpretation.Unit> units = new ArrayList<>();
            double smallest = 1;
            for (int k = 0; k < order.length; k++) {
                Hyperplane score = new Hyperplane(into.rowArray(k), shift[k]);
                Hyperplane unit = k < order.length - 1 ? score.affine(1 / score.norm(), 0) : score;
                smallest = Math.min(smallest, cones.get(k).beta());
                units.add(new Interpretation.Unit(
                        order[k], unit.normal(), unit.offset(), cones.get(k).halfAngle()));
            }
            String meaning =
                    "Layer by layer the side ⟨direction, x⟩ + offset < 0 of one class collapses to a point, by a"
                            + " cone of that aperture in the space of scores.";
            List<String> notes = List.of(String.format(Locale.ROOT, "Smallest aperture β = %.2e.", smallest));
            return new Constructed(
                    built.network(),
                    built.construction(),
                    built.pivot(),
                    built.rank(),
                    notes,
                    Optional.of(Interpretation.of(meaning, units)));
        }
    }

    /** The columns together with the apexes of earlier cones, which later ones must leave alone. */
    static Matrix withApexes(Matrix points, List<TruncationCone> cones) {
        int n = cones.isEmpty() ? points.rows() : cones.get(0).apex().length;
        double[] all = Arrays.copyOf(points.data(), Matrix.length(n, points.columns() + (long) cones.size()));
        for (int k = 0; k < cones.size(); k++) {
            System.arraycopy(cones.get(k).apex(), 0, all, (points.columns() + k) * n, n);
        }
        return new Matrix(n, points.columns() + cones.size(), all);
    }

    /** The first sample of every class. */
    static Matrix representatives(StructuredProblem data) {
        LabelClasses classes = data.classes();
        int[] first = new int[classes.count()];
        for (int j = classes.samples() - 1; j >= 0; j--) {
            first[classes.codes()[j]] = j;
        }
        return data.raw().selectColumns(first);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
