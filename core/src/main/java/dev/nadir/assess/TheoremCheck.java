package dev.nadir.assess;

import java.util.List;

/**
 * A theorem and its hypotheses as measured on these data.
 *
 * @param name "[CM] Theorem 2.1"
 * @param statement what it says, in one sentence
 * @param hypotheses each with what was measured
 */
public record TheoremCheck(String name, String statement, List<Hypothesis> hypotheses) {

    /** Freezes the list. */
    public TheoremCheck {
        hypotheses = List.copyOf(hypotheses);
    }

    /**
     * One hypothesis.
     *
     * @param statement what must hold
     * @param measured the quantities
     * @param holds whether it does
     */
    public record Hypothesis(String statement, String measured, boolean holds) {}

    /** Whether all hypotheses hold. */
    public boolean applies() {
        return hypotheses.stream().allMatch(Hypothesis::holds);
    }
}
