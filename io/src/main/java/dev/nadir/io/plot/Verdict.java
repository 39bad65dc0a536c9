package dev.nadir.io.plot;

/** The tone of a verdict box. */
public enum Verdict {
    /** As wished. */
    GOOD,
    /** Undecided or with a condition. */
    WARN,
    /** Not as wished. */
    BAD
}
