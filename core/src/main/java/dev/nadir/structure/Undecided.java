package dev.nadir.structure;

/**
 * The two sets touch to within rounding: no hyperplane passed the check on all samples, and no two convex combinations
 * coincide closely enough to refute one.
 *
 * @param bestGap the largest gap a candidate had; not positive, or below its rounding error
 * @param mismatch the best refutation found; infinity if none
 */
public record Undecided(double bestGap, double mismatch) implements Separation {}
