package dev.nadir.jacobian.diagnose;

/** How the check of a statement ended. */
public enum Verdict {
    /** All hypotheses hold and so does the conclusion. */
    HOLDS,
    /** A hypothesis fails, so the statement says nothing here. */
    HYPOTHESIS_FAILS,
    /** All hypotheses hold and the conclusion does not: rounding, or a defect; look closely. */
    VIOLATED,
    /** A rank could not be decided. */
    UNDECIDED
}
