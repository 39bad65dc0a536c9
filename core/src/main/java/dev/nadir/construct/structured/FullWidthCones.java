package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.structure.ClassNumbers;
import dev.nadir.structure.Hyperplane;
import dev.nadir.structure.LabelClasses;
import dev.nadir.structure.Separated;
import dev.nadir.structure.Separation;
import dev.nadir.structure.Separator;
import dev.nadir.structure.SequentialSeparation;
import dev.nadir.structure.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sequentially linearly separable classes by C truncation cones in the space of the (standardized, rank-reduced)
 * inputs: the textbook variant (structured.md §4.3a, after arXiv 2405.07098).
 *
 * <p>The hyperplane of class j must also have the earlier apexes on its positive side, so this can refuse although an
 * order exists; {@link ScoreSpaceCones} cannot.
 */
public record FullWidthCones() implements StructuredConstruction {
    private static final double PROMISED = 1e-10;

    @Override
    public String name() {
        return "full-width-cones";
    }

    @Override
    public Outcome construct(Problem problem) {
        return StructuredProblem.ofClasses(problem, DecisionList.MOST_CLASSES, this::ofClasses);
    }

    private Outcome ofClasses(StructuredProblem data) {
        SequentialSeparation found = SequentialSeparation.search(data.separator(), data.classes());
        return found.separable() ? new Cones(data, found.order()).build(name()) : DecisionList.refusal(found);
    }

    private static final class Cones {
        private final StructuredProblem data;
        private final List<Integer> order;
        private final PrincipalCoordinates coordinates;
        private final Matrix points;
        private final List<TruncationCone> cones = new ArrayList<>();

        Cones(StructuredProblem data, List<Integer> order) {
            this.data = data;
            this.order = order;
            this.coordinates = PrincipalCoordinates.of(data.standardized(), data.scaling(), false);
            this.points = coordinates.of(data.standardized());
        }

        Outcome build(String name) {
            for (int c : order) {
                Optional<Refusal> refusal = collapse(c);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            Outcome outcome = new ConeNetwork(cones, coordinates.fromRaw(), coordinates.shift())
                    .finish(
                            ScoreSpaceCones.representatives(data),
                            data.classes().targets(),
                            name);
            if (!(outcome instanceof Constructed built)) {
                return outcome;
            }
            return CollapseCheck.obstacle(built.network(), data)
                    .or(() -> data.shortfall(built.network(), PROMISED * data.labelScale()))
                    .<Outcome>map(refusal -> refusal)
                    .orElseGet(() -> described(built));
        }

        private Optional<Refusal> collapse(int c) {
            LabelClasses classes = data.classes();
            int n = points.columns();
            List<Integer> done = order.subList(0, cones.size());
            int[] own = classes.members(c);
            int[] later = IntStream.range(0, n)
                    .filter(i -> classes.codes()[i] != c && !done.contains(classes.codes()[i]))
                    .toArray();
            Matrix all = ScoreSpaceCones.withApexes(points, cones);
            int[] others = IntStream.concat(Arrays.stream(later), IntStream.range(n, all.columns()))
                    .toArray();
            Separation separation = new Separator(all).separate(own, others);
            if (!(separation instanceof Separated found)) {
                return Optional.of(new Refusal(
                        "apex-in-the-way",
                        (separation instanceof Undecided open
                                        ? "not decided (" + open.missing() + "): whether " + ClassNumbers.of(c)
                                                + " can be separated"
                                        : ClassNumbers.of(c) + " cannot be separated")
                                + " from the later classes and the points to which " + ClassNumbers.of(done)
                                + " have collapsed",
                        "use score-space-cones, where this cannot happen"));
            }
            TruncationCone cone = cone(found.hyperplane(), all, own, others);
            cones.add(cone);
            return cone.beta() >= TruncationCone.SMALLEST_BETA
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            "gap-too-small",
                            String.format(
                                    Locale.ROOT,
                                    "the cone of %s would need aperture β = %.2e, at least %.0e is needed",
                                    ClassNumbers.of(c),
                                    cone.beta(),
                                    TruncationCone.SMALLEST_BETA),
                            "use decision-list, which is exact at smaller gaps"));
        }

        private static TruncationCone cone(Hyperplane plane, Matrix all, int[] own, int[] others) {
            Matrix members = all.selectColumns(own);
            double[] apex = members.rowMeans();
            double height = plane.values(Matrix.column(apex))[0];
            for (int i = 0; i < apex.length; i++) {
                apex[i] -= height * plane.normal()[i];
            }
            return TruncationCone.between(apex, plane.normal(), members, all.selectColumns(others));
        }

        private Constructed described(Constructed built) {
            int[] labels = order.stream().mapToInt(c -> c).toArray();
            Interpretation reduced = ClusteredTruncation.inputSpaceCones(cones, labels);
            List<Interpretation.Unit> units = new ArrayList<>();
            for (Interpretation.Unit unit : reduced.units()) {
                double[] standardized = Products.transposedTimes(coordinates.directions(), unit.direction());
                Hyperplane raw = new Hyperplane(standardized, unit.offset()).beforeScaling(data.scaling());
                Hyperplane normalized = raw.affine(1 / raw.norm(), 0);
                units.add(new Interpretation.Unit(
                        unit.label(), normalized.normal(), normalized.offset(), unit.aperture()));
            }
            return new Constructed(
                    built.network(),
                    built.construction(),
                    built.pivot(),
                    built.rank(),
                    List.of("Apertures are angles in standardized inputs."),
                    Optional.of(Interpretation.of(reduced.meaning(), units)));
        }
    }
}
