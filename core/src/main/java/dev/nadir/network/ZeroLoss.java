package dev.nadir.network;

import dev.nadir.matrix.Matrix;

/**
 * The one rule for "zero loss": the relative cost {@link Cost#relative} is at most 1e-20, that is, residuals of 1e-10 of
 * the labels' own spread. Rescaling the labels and the outputs together does not change the answer.
 */
public final class ZeroLoss {
    /** Up to this relative cost a network fits its labels. */
    public static final double RELATIVE_COST = 1e-20;

    private ZeroLoss() {}

    /** Whether outputs x fit labels y, both Q x N; false for NaN. */
    public static boolean reached(Matrix outputs, Matrix labels) {
        return reached(Cost.relative(outputs, labels));
    }

    /** Whether a relative cost counts as zero loss; false for NaN. */
    public static boolean reached(double relativeCost) {
        return relativeCost <= RELATIVE_COST;
    }
}
