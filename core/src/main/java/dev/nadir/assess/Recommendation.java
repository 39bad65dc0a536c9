package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Claim;
import dev.nadir.construct.structured.StructuredConstruction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to do next.
 *
 * @param answer the verdict
 * @param trials best first
 * @param network in question, if any
 */
record Recommendation(Attainability answer, List<Trial> trials, Optional<NetworkInQuestion> network) {

    /** A command that leads on: to the contradictions, to the weights, to another network, or to what blocks descent. */
    NextStep step() {
        Claim claim = answer.stated().claim();
        if (claim == AssessClaim.CONFLICTING_DUPLICATES) {
            return NextStep.of("data");
        }
        boolean given = network.isPresent() && network.get().given();
        Map<String, String> options = new LinkedHashMap<>();
        if (given) {
            return new NextStep(claim == AssessClaim.WEIGHTS_TRAINED ? "construct" : "analyze", options, true);
        }
        if (claim == AssessClaim.WEIGHTS_TRAINED) {
            options.put("from", "kaiming");
            architecture(options);
        } else if (claim == AssessClaim.WEIGHTS_CONSTRUCTED && ownConstruction()) {
            architecture(options);
        } else {
            named().ifPresent(name -> options.put("construction", name));
        }
        return new NextStep("construct", options, false);
    }

    private void architecture(Map<String, String> options) {
        NetworkInQuestion wanted = network.orElseThrow();
        String widths = wanted.hidden().stream().map(String::valueOf).collect(Collectors.joining(","));
        options.put("hidden", widths.isEmpty() ? "0" : widths);
        if (!widths.isEmpty()) {
            options.put("activation", wanted.activation().label());
        }
    }

    /** Whether the construction takes the architecture as it is. */
    private boolean ownConstruction() {
        return trials.stream()
                .anyMatch(trial -> trial.reached()
                        && StructuredConstruction.byName(trial.construction()).isEmpty()
                        && answer.stated().words().startsWith(trial.construction()));
    }

    /** The best network, where it is one that the planner might pass over. */
    private Optional<String> named() {
        return trials.stream()
                .filter(Trial::reached)
                .findFirst()
                .map(Trial::construction)
                .filter(name -> StructuredConstruction.byName(name).isPresent() || name.equals("linear-regression"));
    }
}
