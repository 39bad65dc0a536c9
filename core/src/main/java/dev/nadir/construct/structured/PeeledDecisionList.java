package dev.nadir.construct.structured;

import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.structure.DecisionRules;
import dev.nadir.structure.Peeling;
import java.util.List;

/**
 * Any labelled data without contradictions by T half-spaces and three ReLU layers, exact to the last bit (structured.md
 * §4.3d).
 *
 * <p>K = T(M+1) + T(T+1) + (T+1)² + Q(T+2). T is small for structured data and O(N) for random labels.
 */
public record PeeledDecisionList() implements StructuredConstruction {
    /** Layers 2 and 3 hold T² numbers each. */
    static final int MOST_HALF_SPACES = 4000;

    @Override
    public String name() {
        return "peeling";
    }

    @Override
    public Outcome construct(Problem problem) {
        return StructuredProblem.ofClasses(problem, MOST_HALF_SPACES, this::peeled);
    }

    private Outcome peeled(StructuredProblem data) {
        DecisionRules rules = Peeling.peel(
                data.separator(),
                data.classes(),
                MOST_HALF_SPACES,
                data.problem().progress());
        if (!Peeling.complete(rules, data.classes())) {
            boolean full = rules.rules().size() >= MOST_HALF_SPACES;
            return new Refusal(
                    full ? "too-many-half-spaces" : "gap-too-small",
                    full
                            ? "the labels have too little structure: " + MOST_HALF_SPACES
                                    + " half-spaces were not enough"
                            : "after " + rules.rules().size()
                                    + " half-spaces no direction tried cuts off a sample by more than the rounding of its values",
                    full ? "use staircase or pivot-lift" : "centre and scale the inputs");
        }
        return new DecisionListNetwork(data, rules).build(name(), List.of());
    }
}
