package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.data.Duplicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says why, and what to do next.
 *
 * @param answer the verdict
 * @param attainments best first
 * @param subject the network in question, if any
 * @param duplicates of the data
 * @param affine whether an affine map fits, and the network in question contains it
 */
record Recommendation(
        Attainability answer,
        List<Attainment> attainments,
        Optional<Subject> subject,
        Duplicates duplicates,
        boolean affine) {

    /** One sentence. */
    String why() {
        Optional<Attainment> best = best();
        String built = best.map(attainment -> attainment.construction() + " reaches it with K = "
                        + attainment.counts().orElseThrow().dense() + " parameters"
                        + (attainment.exact() ? ", to the last bit" : ""))
                .orElse("no construction reached it");
        return switch (answer) {
            case IMPOSSIBLE ->
                AssessClaim.CONFLICTING_DUPLICATES
                        .with(
                                duplicates.conflicts().get(0).first() + 1,
                                duplicates.conflicts().get(0).second() + 1,
                                duplicates.conflicts().size())
                        .words();
            case ATTAINABLE, ATTAINABLE_BY_STRUCTURE ->
                affine ? "an affine map fits all samples to rounding, and this network contains it." : built + ".";
            default -> "not by the network in question; another one can: " + built + ".";
        };
    }

    /** The next command with its options. */
    List<String> command() {
        if (answer == Attainability.IMPOSSIBLE) {
            return List.of("data");
        }
        if (subject.isPresent() && subject.get().given()) {
            return List.of("analyze");
        }
        List<String> command = new ArrayList<>(List.of("construct"));
        if (subject.isPresent() && answer == Attainability.ATTAINABLE && fittedByArchitecture()) {
            String widths = subject.get().hidden().stream()
                    .map(width -> Integer.toString(width))
                    .collect(Collectors.joining(","));
            command.addAll(List.of("--hidden", widths.isEmpty() ? "0" : widths));
            command.addAll(List.of("--activation", subject.get().activation().name()));
        } else {
            best().filter(Findings::structured)
                    .ifPresent(attainment -> command.addAll(List.of("--construction", attainment.construction())));
        }
        return command;
    }

    private boolean fittedByArchitecture() {
        return attainments.stream().anyMatch(attainment -> attainment.reached() && !Findings.structured(attainment));
    }

    private Optional<Attainment> best() {
        return attainments.stream().filter(Attainment::reached).findFirst();
    }
}
