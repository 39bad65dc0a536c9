package dev.nadir.structure;

/**
 * A hyperplane with unit normal halfway between two sets, verified on every sample.
 *
 * @param hyperplane negative on the first set, positive on the second
 * @param gap the distance between the two sides: twice the margin
 * @param rounding a bound of the rounding error of the values from which the gap was computed
 * @param support sample numbers that determine the hyperplane
 * @param method "nnls", or "lp" where the fall-back found it
 */
public record Separated(Hyperplane hyperplane, double gap, double rounding, int[] support, String method)
        implements Separation {}
