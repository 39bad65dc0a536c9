package dev.nadir.construct.structured;

import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.structure.ClassNumbers;
import dev.nadir.structure.DecisionRules;
import dev.nadir.structure.NotSeparable;
import dev.nadir.structure.Separated;
import dev.nadir.structure.Separation;
import dev.nadir.structure.SequentialSeparation;
import dev.nadir.structure.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sequentially linearly separable classes by C − 1 half-spaces and three ReLU layers, exact to the last bit
 * (structured.md §4.3c, after arXiv 2405.07098).
 *
 * <p>K = (C−1)(M+1) + C(C−1) + C² + Q(C+1) for C classes, whatever N.
 */
public record DecisionList() implements StructuredConstruction {
    public static final int MOST_CLASSES = 200;

    @Override
    public String name() {
        return "decision-list";
    }

    @Override
    public Outcome construct(Problem problem) {
        return StructuredProblem.ofClasses(problem, MOST_CLASSES, this::separated);
    }

    private Outcome separated(StructuredProblem data) {
        data.problem().progress().stage("separating " + data.classes().count() + " classes");
        return build(data, SequentialSeparation.search(data.separator(), data.classes()));
    }

    /**
     * The network of an order that has been found already.
     *
     * @param problem distinct samples without contradictions and with at least two classes
     * @param found over the standardized inputs of the same samples
     */
    public Outcome construct(Problem problem, SequentialSeparation found) {
        return build(new StructuredProblem(problem), found);
    }

    private Outcome build(StructuredProblem data, SequentialSeparation found) {
        if (!found.separable()) {
            return refusal(found);
        }
        List<DecisionRules.Rule> rules = new ArrayList<>();
        for (int k = 0; k < found.steps().size(); k++) {
            Separated step = found.steps().get(k);
            int label = found.order().get(k);
            rules.add(new DecisionRules.Rule(
                    step.ofRaw(data.scaling()),
                    label,
                    step.gap(),
                    data.classes().members(label)));
        }
        DecisionRules list = new DecisionRules(rules, found.order().get(rules.size()));
        return new DecisionListNetwork(data, list)
                .build(
                        name(),
                        List.of(String.format(
                                Locale.ROOT,
                                "Separated in the order %s, smallest gap %.3g in standardized inputs.",
                                ClassNumbers.of(found.order()),
                                found.smallestGap())));
    }

    /** R3: the stuck classes and why none of them can be separated. */
    static Refusal refusal(SequentialSeparation found) {
        String why = found.refutations().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> ClassNumbers.of(entry.getKey()) + ": " + words(entry.getValue()))
                .collect(Collectors.joining("; "));
        List<Integer> stuck = found.refutations().keySet().stream().sorted().toList();
        String left = (found.order().isEmpty() ? "" : "after separating " + ClassNumbers.of(found.order()) + " ")
                + "none of " + ClassNumbers.of(stuck);
        boolean proved = found.refutations().values().stream().allMatch(NotSeparable.class::isInstance);
        return new Refusal(
                "not-sequentially-separable",
                left
                        + (proved ? " can be separated from the others: " : " is known to separate from the others: ")
                        + why,
                "use peeling, which needs more half-spaces but no separability");
    }

    private static String words(Separation separation) {
        if (separation instanceof NotSeparable no) {
            return String.format(
                    Locale.ROOT,
                    "convex combinations of %d of its samples and of %d others coincide exactly (Farkas)",
                    no.certificate().first().length,
                    no.certificate().second().length);
        }
        return separation instanceof Undecided open
                ? "not decided: touches the others to within rounding, and " + open.missing()
                : "separable";
    }
}
