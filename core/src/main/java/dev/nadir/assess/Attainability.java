package dev.nadir.assess;

import dev.nadir.claim.Answer;
import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import java.util.List;
import java.util.Optional;

/**
 * The answer to "can zero loss be reached": yes with a witness or a theorem, no with a proof, else not decided.
 *
 * @param answer yes, no, or not decided
 * @param stated why
 * @param witness weights of zero loss for the network in question, where there are
 * @param remarks what else is known: how the count stands, and which other network fits
 */
public record Attainability(Answer answer, Stated stated, Optional<Witness> witness, List<Stated> remarks) {

    /** Freezes the list. */
    public Attainability {
        remarks = List.copyOf(remarks);
    }

    static Attainability yes(Witness witness) {
        return new Attainability(Answer.YES, witness.stated(), Optional.of(witness), List.of());
    }

    static Attainability yes(Stated theorem) {
        return new Attainability(Answer.YES, theorem, Optional.empty(), List.of());
    }

    static Attainability no(Obstruction obstruction) {
        return new Attainability(Answer.NO, obstruction.stated(), Optional.empty(), List.of());
    }

    static Attainability undecided(List<String> tried) {
        Stated stated = AssessClaim.NOT_DECIDED.with(tried.isEmpty() ? "nothing applies" : String.join("; ", tried));
        return new Attainability(Answer.UNDECIDED, stated, Optional.empty(), List.of());
    }

    Attainability with(List<Stated> more) {
        return new Attainability(answer, stated, witness, more);
    }

    /** Whether the answer is yes. */
    public boolean yes() {
        return answer == Answer.YES;
    }

    /** The answer in one sentence. */
    public String words() {
        return answer.words() + ": " + stated.words();
    }
}
