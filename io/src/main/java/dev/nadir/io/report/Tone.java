package dev.nadir.io.report;

/** The tone of a verdict box. */
public enum Tone {
    /** As wished. */
    GOOD,
    /** Undecided or with a condition. */
    WARN,
    /** Not as wished. */
    BAD
}
