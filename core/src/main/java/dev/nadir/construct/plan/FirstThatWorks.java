package dev.nadir.construct.plan;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tries constructions in order and returns the first network, with the refusals before it as notes; the last refusal if
 * none works.
 *
 * @param candidates at least one
 */
record FirstThatWorks(List<Construction> candidates) implements Construction {

    FirstThatWorks {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("candidates: got none, expected at least one");
        }
    }

    @Override
    public String name() {
        return candidates.stream().map(Construction::name).collect(Collectors.joining(", else "));
    }

    @Override
    public Outcome construct(Problem problem) {
        List<String> notes = new ArrayList<>();
        Outcome outcome = candidates.get(0).construct(problem);
        for (Construction next : candidates.subList(1, candidates.size())) {
            if (!(outcome instanceof Refusal refusal)) {
                break;
            }
            notes.add(refusal.message());
            outcome = next.construct(problem);
        }
        return outcome instanceof Constructed constructed ? constructed.withNotesBefore(notes) : outcome;
    }
}
