package dev.nadir.claim;

/** The answer to a question that may stay undecided: rounding, cost, or a missing quantity can stand in the way. */
public enum Answer {
    /** It holds, and that is proved or measured beyond its error. */
    YES("yes"),
    /** It does not hold, and that is proved or measured beyond its error. */
    NO("no"),
    /** Neither could be shown. */
    UNDECIDED("not decided");

    private final String words;

    Answer(String words) {
        this.words = words;
    }

    /** As it is written in reports. */
    public String words() {
        return words;
    }

    /** Yes or no. */
    public static Answer of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Whether both hold: one no settles it, one undecided leaves a yes undecided. */
    public Answer and(Answer other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : UNDECIDED;
    }
}
