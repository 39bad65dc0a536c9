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
 * @param trials what was built or refused
 */
record StructuredTrials(StructureReport report, List<Trial> trials) {
    private static final int MOST_CLASSES = 100;
    private static final int MOST_MEMORIZED = 3000;

    /** Looks at few distinct label columns as classes, and at many as numbers to be memorized. */
    static StructuredTrials of(Problem problem) {
        LabelClasses classes = LabelClasses.of(problem.data().labels());
        boolean classLike =
                classes.count() > 1 && classes.count() <= Math.min(MOST_CLASSES, Math.max(2, classes.samples() / 2));
        return classLike ? ofClasses(problem, classes) : ofNumbers(problem, classes);
    }

    private static StructuredTrials ofNumbers(Problem problem, LabelClasses classes) {
        List<Trial> trials = new ArrayList<>();
        if (problem.data().samples() <= MOST_MEMORIZED && classes.count() > 1) {
            problem.progress().stage("grouping samples on hyperplanes");
            trials.add(tried(new GroupedHyperplanes(), problem));
        }
        StructureReport report = StructureReport.ofNumbers(classes.count());
        return new StructuredTrials(report, trials);
    }

    private static StructuredTrials ofClasses(Problem problem, LabelClasses classes) {
        problem.progress().stage("separating " + classes.count() + " classes");
        Matrix inputs = problem.data().inputs();
        SequentialSeparation found =
                SequentialSeparation.search(new Separator(inputs, Standardization.of(inputs)), classes);
        List<Trial> trials = new ArrayList<>();
        trials.add(measured(new DecisionList(), new DecisionList().construct(problem, found), problem.data()));
        if (!trials.get(0).reached()) {
            trials.add(tried(new PeeledDecisionList(), problem));
        }
        trials.add(measured(new ScoreSpaceCones(), new ScoreSpaceCones().construct(problem, found), problem.data()));
        trials.add(tried(new ClusteredTruncation(), problem));
        return new StructuredTrials(report(inputs, classes, found), trials);
    }

    /** Clusters are measured after division by a power of two, so that no square under- or overflows. */
    private static StructureReport report(Matrix inputs, LabelClasses classes, SequentialSeparation found) {
        double largest = inputs.maxAbs();
        int exponent = largest == 0 ? 0 : Math.max(-1000, Math.getExponent(largest));
        ClusterGeometry clusters = ClusterGeometry.of(inputs.map(x -> Math.scalb(x, -exponent)), classes);
        return new StructureReport(
                classes.count(),
                Optional.of(found),
                Math.scalb(clusters.radius(), exponent),
                Math.scalb(clusters.radiusBound(), exponent));
    }

    private static Trial tried(StructuredConstruction construction, Problem problem) {
        return measured(construction, construction.construct(problem), problem.data());
    }

    private static Trial measured(StructuredConstruction construction, Outcome outcome, TrainingSet data) {
        return Trial.of(construction.name(), outcome, data);
    }
}
