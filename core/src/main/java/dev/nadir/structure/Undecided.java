package dev.nadir.structure;

import java.util.Optional;

/**
 * The two sets touch to within rounding, and exact arithmetic was too much.
 *
 * @param bestGap the largest positive gap that a candidate had, below its rounding error
 * @param mismatch how far the two convex combinations that came closest are apart, relative to the size of the data
 * @param missing what a decision would take
 */
public record Undecided(Optional<Double> bestGap, Optional<Double> mismatch, String missing) implements Separation {}
