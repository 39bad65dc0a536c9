package dev.nadir.construct;

/**
 * Why a construction cannot be carried out on these data: a numerical outcome, not an error.
 *
 * @param reason what is in the way, as a stable word for machines: "conflicting-duplicates"
 * @param message the hypothesis that fails and the measured quantity
 * @param wayOut what to try instead
 */
public record Refusal(String reason, String message, String wayOut) implements Outcome {}
