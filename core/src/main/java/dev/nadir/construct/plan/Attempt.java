package dev.nadir.construct.plan;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * One run of planner, construction and measurement.
 *
 * @param reasons why this construction, in whole sentences; empty if the data refuse every construction
 * @param outcome the network, or the refusal
 * @param accuracy measured on all samples, wherever a network was built, also one refused for its cost
 * @param distinctSamples N after merging identical samples
 */
public record Attempt(List<String> reasons, Outcome outcome, Optional<Accuracy> accuracy, int distinctSamples) {

    /** Freezes the reasons. */
    public Attempt {
        reasons = List.copyOf(reasons);
    }
}
