package dev.nadir.assess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command to go on with, on the same data file and target.
 *
 * @param command "construct"
 * @param options names without dashes, with their values, in the order to be written
 * @param withModel whether the model in question is an argument too
 */
public record NextStep(String command, Map<String, String> options, boolean withModel) {

    /** Freezes the options. */
    public NextStep {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    static NextStep of(String command) {
        return new NextStep(command, Map.of(), false);
    }
}
