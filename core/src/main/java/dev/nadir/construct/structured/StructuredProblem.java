package dev.nadir.construct.structured;

import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.data.Duplicates;
import dev.nadir.data.Standardization;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Cost;
import dev.nadir.network.Network;
import dev.nadir.structure.LabelClasses;
import dev.nadir.structure.Separator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What all structured constructions share: classes, standardized inputs, and the two checks before and after. */
final class StructuredProblem {
    /** For constructions without a linear solve. */
    static final RankReport NO_SOLVE = RankReport.of(new double[0], 0, "no linear solve");

    private final Problem problem;
    private final RowScaling scaling;
    private final Matrix standardized;
    private final LabelClasses classes;

    StructuredProblem(Problem problem) {
        this.problem = problem;
        this.scaling = Standardization.of(problem.data().inputs());
        this.standardized = scaling.apply(problem.data().inputs());
        this.classes = LabelClasses.of(problem.data().labels());
    }

    Problem problem() {
        return problem;
    }

    Matrix raw() {
        return problem.data().inputs();
    }

    Matrix labels() {
        return problem.data().labels();
    }

    RowScaling scaling() {
        return scaling;
    }

    Matrix standardized() {
        return standardized;
    }

    /** Over the inputs, gaps in standardized coordinates. */
    Separator separator() {
        return new Separator(problem.data().inputs(), scaling);
    }

    LabelClasses classes() {
        return classes;
    }

    /** R1: what is constructed for two to so many classes without contradictions, or why it cannot be. */
    static Outcome ofClasses(Problem problem, int mostClasses, Function<StructuredProblem, Outcome> construction) {
        StructuredProblem data = new StructuredProblem(problem);
        Optional<Refusal> obstacle = data.obstacle(mostClasses);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        return data.classes().count() == 1 ? data.oneClass() : construction.apply(data);
    }

    /** R1: the one true obstruction, and a number of classes for which the answer would be of no use. */
    Optional<Refusal> obstacle(int mostClasses) {
        List<Duplicates.Pair> conflicts = Duplicates.of(problem.data()).conflicts();
        if (!conflicts.isEmpty()) {
            Duplicates.Pair pair = conflicts.get(0);
            return Optional.of(new Refusal(
                    "conflicting-duplicates",
                    "samples " + (pair.first() + 1) + " and " + (pair.second() + 1)
                            + " have equal inputs and different labels, as have " + conflicts.size()
                            + " pairs in all: no function fits them",
                    "remove or relabel one of each pair"));
        }
        if (classes.count() > mostClasses) {
            return Optional.of(new Refusal(
                    "too-many-classes",
                    "got " + classes.count() + " distinct label columns, this construction takes at most "
                            + mostClasses,
                    "use staircase, grouped-hyperplanes or pivot-lift for numeric labels"));
        }
        return Optional.empty();
    }

    /** R6: the finished network against the labels. */
    Optional<Refusal> shortfall(Network network, double promised) {
        double residual = Cost.maxResidual(network.evaluate(raw()), labels());
        if (residual <= promised) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "verification-failed",
                String.format(
                        Locale.ROOT,
                        "the finished network has max |f - y| = %.3g on the training data, promised %.3g",
                        residual,
                        promised),
                "use decision-list or peeling, which are exact wherever they apply"));
    }

    /** The largest |y|, at least 1: the unit of promised residuals. */
    double labelScale() {
        return Math.max(1, labels().maxAbs());
    }

    private Refusal oneClass() {
        return new Refusal(
                "one-class",
                "all " + raw().columns() + " samples have the same label",
                "a constant network fits them: use linear-regression");
    }
}
