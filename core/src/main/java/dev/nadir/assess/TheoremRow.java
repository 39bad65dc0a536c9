package dev.nadir.assess;

import dev.nadir.claim.Answer;
import dev.nadir.claim.AssessClaim;
import java.util.List;

/**
 * A theorem and its hypotheses as measured on these data.
 *
 * @param claim what it says where it applies
 * @param name "[CM] Theorem 2.1"
 * @param hypotheses each with what was measured
 */
public record TheoremRow(AssessClaim claim, String name, List<Hypothesis> hypotheses) {

    /** Freezes the list. */
    public TheoremRow {
        hypotheses = List.copyOf(hypotheses);
    }

    /**
     * One hypothesis.
     *
     * @param statement what must hold
     * @param measured the quantities
     * @param holds whether it does
     */
    public record Hypothesis(String statement, String measured, Answer holds) {}

    /** Whether all hypotheses hold: one that fails settles it, one that is not decided leaves it open. */
    public Answer applies() {
        return hypotheses.stream().map(Hypothesis::holds).reduce(Answer.YES, Answer::and);
    }

    /** "applies", "does not apply; needed: rank [X; 1ᵀ] = N (rank 3, N = 5)", "not decided; needed: …". */
    public String words() {
        Answer answer = applies();
        if (answer == Answer.YES) {
            return "applies";
        }
        Hypothesis first = hypotheses.stream()
                .filter(hypothesis -> hypothesis.holds() == answer)
                .findFirst()
                .orElseThrow();
        String which = first.statement() + " (" + first.measured() + ")";
        return (answer == Answer.NO ? "does not apply; needed: " : "not decided; needed: ") + which;
    }
}
