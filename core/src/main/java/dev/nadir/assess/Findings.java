package dev.nadir.assess;

import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.structured.ClusteredTruncation;
import dev.nadir.construct.structured.DecisionList;
import dev.nadir.construct.structured.GroupedHyperplanes;
import dev.nadir.construct.structured.PeeledDecisionList;
import dev.nadir.construct.structured.ScoreSpaceCones;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.structure.ClusterGeometry;
import dev.nadir.structure.LabelClasses;
import dev.nadir.structure.Separator;
import dev.nadir.structure.SequentialSeparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The structure of distinct samples without contradictions, and the structured networks that were built from it.
 *
 * @param report what was found
 * @param attainments what was built or refused
 */
record Findings(StructureReport report, List<Attainment> attainments) {
    private static final int MOST_CLASSES = 100;
    private static final int MOST_MEMORIZED = 3000;

    /** Looks at few distinct label columns as classes, and at many as numbers to be memorized. */
    static Findings of(Problem problem) {
        LabelClasses classes = LabelClasses.of(problem.data().labels());
        boolean classLike =
                classes.count() > 1 && classes.count() <= Math.min(MOST_CLASSES, Math.max(2, classes.samples() / 2));
        return classLike ? ofClasses(problem, classes) : ofNumbers(problem, classes);
    }

    private static Findings ofNumbers(Problem problem, LabelClasses classes) {
        List<Attainment> attainments = new ArrayList<>();
        if (problem.data().samples() <= MOST_MEMORIZED && classes.count() > 1) {
            problem.progress().stage("grouping samples on hyperplanes");
            attainments.add(tried(new GroupedHyperplanes(), problem));
        }
        StructureReport report = StructureReport.ofNumbers(classes.count());
        return new Findings(report, attainments);
    }

    private static Findings ofClasses(Problem problem, LabelClasses classes) {
        problem.progress().stage("separating " + classes.count() + " classes");
        Matrix inputs = problem.data().inputs();
        SequentialSeparation found =
                SequentialSeparation.search(new Separator(inputs, Standardization.of(inputs)), classes);
        List<Attainment> attainments = new ArrayList<>();
        attainments.add(measured(new DecisionList(), new DecisionList().construct(problem, found), problem.data()));
        if (!attainments.get(0).reached()) {
            attainments.add(tried(new PeeledDecisionList(), problem));
        }
        attainments.add(
                measured(new ScoreSpaceCones(), new ScoreSpaceCones().construct(problem, found), problem.data()));
        attainments.add(tried(new ClusteredTruncation(), problem));
        ClusterGeometry clusters = ClusterGeometry.of(inputs, classes);
        return new Findings(
                new StructureReport(classes.count(), Optional.of(found), clusters.radius(), clusters.radiusBound()),
                attainments);
    }

    private static Attainment tried(StructuredConstruction construction, Problem problem) {
        return measured(construction, construction.construct(problem), problem.data());
    }

    private static Attainment measured(StructuredConstruction construction, Outcome outcome, TrainingSet data) {
        return Attainment.of(construction.name(), outcome, data);
    }

    /** The reached one with the fewest parameters whose layers fit into the given hidden ReLU widths, if any. */
    Optional<Attainment> fittingInto(List<Integer> hidden) {
        return attainments.stream()
                .filter(Attainment::reached)
                .filter(attainment -> fits(attainment.hiddenWidths(), hidden))
                .min(Findings::byParameters);
    }

    /** Whether a network of ReLU layers built for structure in the data. */
    static boolean structured(Attainment attainment) {
        return StructuredConstruction.byName(attainment.construction()).isPresent();
    }

    static int byParameters(Attainment a, Attainment b) {
        return Long.compare(parameters(a), parameters(b));
    }

    private static long parameters(Attainment attainment) {
        return attainment.counts().map(counts -> counts.dense()).orElse(Long.MAX_VALUE);
    }

    /**
     * Units too many can be set to 0. The last hidden states are not negative, so ReLU layers too many can pass them on,
     * if they are as wide.
     */
    static boolean fits(List<Integer> needed, List<Integer> hidden) {
        if (hidden.size() < needed.size()) {
            return false;
        }
        for (int l = 0; l < hidden.size(); l++) {
            if (hidden.get(l) < needed.get(Math.min(l, needed.size() - 1))) {
                return false;
            }
        }
        return true;
    }
}
