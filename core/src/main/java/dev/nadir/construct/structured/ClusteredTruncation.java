package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.matrix.Matrix;
import dev.nadir.structure.ClassNumbers;
import dev.nadir.structure.ClusterGeometry;
import dev.nadir.structure.LabelClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Well separated clusters by C truncation cones in input space, from centres and radius alone (structured.md §3.1,
 * after arXiv 2309.10639): layer j collapses cluster j to a point and leaves everything else where it is.
 *
 * <p>Hypothesis δ below δ* (see {@link ClusterGeometry}). Apex p_j = μ_j + 2δ f_j, aperture
 * β_j = min(1, min_{i≠j} (s_ij − 4δ)/(D_ij + 2δ))/√(n−1). K = C(M² + M) + QM + Q, which is Q(Q+1)² for M = Q = C,
 * independent of N; interpretable numbers C(M + 2).
 */
public record ClusteredTruncation() implements StructuredConstruction {
    private static final double PROMISED = 1e-11;

    @Override
    public String name() {
        return "clustered-truncation";
    }

    @Override
    public Outcome construct(Problem problem) {
        return StructuredProblem.ofClasses(problem, DecisionList.MOST_CLASSES, this::ofClasses);
    }

    private Outcome ofClasses(StructuredProblem data) {
        LabelClasses classes = data.classes();
        ClusterGeometry geometry = ClusterGeometry.of(data.raw(), classes);
        Outcome outcome = fromClusters(geometry, classes.targets());
        if (!(outcome instanceof Constructed built)) {
            return outcome;
        }
        return CollapseCheck.obstacle(built.network(), data)
                .or(() -> data.shortfall(built.network(), PROMISED * data.labelScale()))
                .<Outcome>map(refusal -> refusal)
                .orElse(built);
    }

    /**
     * The network for any samples within the given radius of the centres, of which there may be any number.
     *
     * @param geometry of C centres in R^M
     * @param targets their labels, Q x C
     */
    public Outcome fromClusters(ClusterGeometry geometry, Matrix targets) {
        if (!geometry.holds()) {
            return new Refusal(
                    "clusters-too-wide",
                    String.format(
                            Locale.ROOT,
                            "radius δ = %.6g is not below δ* = %.6g, set by %s and %s",
                            geometry.radius(),
                            geometry.radiusBound(),
                            ClassNumbers.of(geometry.blockingClass()),
                            ClassNumbers.of(geometry.blockedClass())),
                    "use decision-list, which needs only separability");
        }
        List<TruncationCone> cones = new ArrayList<>();
        for (int j = 0; j < geometry.centres().columns(); j++) {
            cones.add(cone(geometry, j));
        }
        Outcome outcome = new ConeNetwork(cones, geometry.centres().rows()).finish(geometry.centres(), targets, name());
        return outcome instanceof Constructed built ? described(built, cones, geometry) : outcome;
    }

    private static TruncationCone cone(ClusterGeometry geometry, int j) {
        double delta = geometry.radius();
        double[] axis = geometry.axes().columnArray(j);
        double[] apex = geometry.centres().columnArray(j);
        double beta = 1;
        for (int i = 0; i < geometry.centres().columns(); i++) {
            if (i != j) {
                beta = Math.min(
                        beta,
                        (geometry.along().get(i, j) - 4 * delta)
                                / (geometry.across().get(i, j) + 2 * delta));
            }
        }
        for (int k = 0; k < apex.length; k++) {
            apex[k] += 2 * delta * axis[k];
        }
        return new TruncationCone(apex, axis, apex.length == 1 ? 1 : beta / Math.sqrt(apex.length - 1.0));
    }

    private Constructed described(Constructed built, List<TruncationCone> cones, ClusterGeometry geometry) {
        List<String> notes = List.of(String.format(
                Locale.ROOT,
                "Cluster radius δ = %.6g, bound δ* = %.6g set by %s and %s.",
                geometry.radius(),
                geometry.radiusBound(),
                ClassNumbers.of(geometry.blockingClass()),
                ClassNumbers.of(geometry.blockedClass())));
        return new Constructed(
                built.network(),
                name(),
                built.pivot(),
                built.rank(),
                notes,
                Optional.of(inputSpaceCones(
                        cones, java.util.stream.IntStream.range(0, cones.size()).toArray())));
    }

    /** Cones of input space as direction, offset and aperture. */
    static Interpretation inputSpaceCones(List<TruncationCone> cones, int[] labels) {
        List<Interpretation.Unit> units = new ArrayList<>();
        for (int l = 0; l < cones.size(); l++) {
            TruncationCone cone = cones.get(l);
            double offset = 0;
            for (int k = 0; k < cone.axis().length; k++) {
                offset -= cone.axis()[k] * cone.apex()[k];
            }
            units.add(new Interpretation.Unit(labels[l], cone.axis(), offset, cone.halfAngle()));
        }
        return Interpretation.of(
                "Layer by layer a cone opening against direction, with its apex on ⟨direction, x⟩ + offset = 0, collapses"
                        + " one class to the apex.",
                units);
    }
}
