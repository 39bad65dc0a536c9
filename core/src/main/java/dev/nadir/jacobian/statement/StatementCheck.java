package dev.nadir.jacobian.statement;

import dev.nadir.claim.Answer;
import dev.nadir.claim.StatementClaim;
import java.util.List;

/**
 * A statement of the papers checked at one network and data set.
 *
 * @param claim what it says, in the catalogue
 * @param hypotheses each with its measured quantity
 * @param conclusion with its measured quantity
 */
public record StatementCheck(StatementClaim claim, List<Measured> hypotheses, Measured conclusion) {

    /**
     * A condition with what was measured.
     *
     * @param condition in words
     * @param value the quantity
     * @param answer whether the condition holds
     */
    public record Measured(String condition, double value, Answer answer) {

        /** A condition that is always decided. */
        static Measured of(String condition, double value, boolean holds) {
            return new Measured(condition, value, Answer.of(holds));
        }

        /** A condition that holds or not only if it could be decided. */
        static Measured of(String condition, double value, boolean holds, boolean decided) {
            return new Measured(condition, value, decided ? Answer.of(holds) : Answer.UNDECIDED);
        }
    }

    /** Freezes the list. */
    public StatementCheck {
        hypotheses = List.copyOf(hypotheses);
    }

    /** What follows from the answers: a hypothesis that fails comes first, then what is undecided. */
    public Verdict verdict() {
        Answer all = hypotheses.stream().map(Measured::answer).reduce(Answer.YES, Answer::and);
        if (all == Answer.NO) {
            return Verdict.DOES_NOT_APPLY;
        }
        if (all == Answer.UNDECIDED || conclusion.answer() == Answer.UNDECIDED) {
            return Verdict.UNDECIDED;
        }
        return conclusion.answer() == Answer.YES ? Verdict.HOLDS : Verdict.VIOLATED;
    }

    /** The first hypothesis that does not hold, or the conclusion. */
    public Measured decisive() {
        return hypotheses.stream()
                .filter(hypothesis -> hypothesis.answer() != Answer.YES)
                .findFirst()
                .orElse(conclusion);
    }
}
