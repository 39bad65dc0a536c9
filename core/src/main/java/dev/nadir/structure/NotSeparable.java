package dev.nadir.structure;

/**
 * No hyperplane separates the two sets.
 *
 * @param certificate the two convex combinations that coincide exactly
 */
public record NotSeparable(FarkasCertificate certificate) implements Separation {}
