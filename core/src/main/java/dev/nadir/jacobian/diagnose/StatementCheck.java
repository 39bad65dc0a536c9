package dev.nadir.jacobian.diagnose;

import java.util.List;

/**
 * A statement of the papers checked at one network and data set.
 *
 * @param name "[CM] Proposition 5"
 * @param statement what it says, as implemented (mathematics §3.5)
 * @param hypotheses each with its measured quantity
 * @param conclusion with its measured quantity
 * @param verdict follows from these
 */
public record StatementCheck(
        String name, String statement, List<Measured> hypotheses, Measured conclusion, Verdict verdict) {

    /**
     * A condition with what was measured.
     *
     * @param condition in words
     * @param value the quantity
     * @param holds whether the condition holds
     * @param decided whether that could be decided
     */
    public record Measured(String condition, double value, boolean holds, boolean decided) {

        /** A condition that is always decidable. */
        public Measured(String condition, double value, boolean holds) {
            this(condition, value, holds, true);
        }
    }

    /** Freezes the list. */
    public StatementCheck {
        hypotheses = List.copyOf(hypotheses);
    }

    /** With the verdict that follows. */
    static StatementCheck of(String name, String statement, List<Measured> hypotheses, Measured conclusion) {
        Verdict verdict;
        if (hypotheses.stream().anyMatch(h -> h.decided() && !h.holds())) {
            verdict = Verdict.HYPOTHESIS_FAILS;
        } else if (hypotheses.stream().anyMatch(h -> !h.decided()) || !conclusion.decided()) {
            verdict = Verdict.UNDECIDED;
        } else {
            verdict = conclusion.holds() ? Verdict.HOLDS : Verdict.VIOLATED;
        }
        return new StatementCheck(name, statement, hypotheses, conclusion, verdict);
    }
}
