package dev.nadir.jacobian.statement;

/** How the check of a statement ended. */
public enum Verdict {
    /** All hypotheses hold and so does the conclusion. */
    HOLDS("holds"),
    /** A hypothesis fails, so the statement says nothing here. */
    DOES_NOT_APPLY("does not apply"),
    /** All hypotheses hold and the conclusion does not, beyond rounding: a defect of this software. */
    VIOLATED("violated"),
    /** A hypothesis or the conclusion could not be decided. */
    UNDECIDED("undecided");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As it is written in reports. */
    public String words() {
        return words;
    }
}
