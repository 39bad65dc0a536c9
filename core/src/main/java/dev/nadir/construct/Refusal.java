package dev.nadir.construct;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a construction cannot be carried out on these data: a numerical outcome, not an error.
 *
 * @param reason what is in the way, as a stable word for machines: "conflicting-duplicates"
 * @param message the hypothesis that fails and the measured quantity
 * @param wayOut what to try instead
 * @param settings what to ask for instead, by the name of the quantity ("hidden", "pivot", "construction"); empty where
 *     the way out is no matter of settings
 */
public record Refusal(String reason, String message, String wayOut, Map<String, String> settings) implements Outcome {
    /** Keeps the order of the settings. */
    public Refusal {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A refusal that no other setting mends. */
    public Refusal(String reason, String message, String wayOut) {
        this(reason, message, wayOut, Map.of());
    }
}
