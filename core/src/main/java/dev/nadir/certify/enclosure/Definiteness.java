package dev.nadir.certify.enclosure;

import dev.nadir.linalg.Cholesky;
import dev.nadir.matrix.Matrix;

/**
 * Whether a symmetric matrix of doubles is positive semidefinite, up to a number that is proved.
 *
 * <p>Rump (Verification of positive definiteness, BIT 46, 2006) bounds S − L Lᵀ for a floating-point Cholesky factor a priori by
 * γ_{n+1}/(1 − γ_{n+1}) tr S. Here L Lᵀ is multiplied out instead and its rounding bounded by γ_n ‖L‖_F²: the same size, and
 * nothing is assumed about how LAPACK arrived at L.
 *
 * @param products what multiplies L Lᵀ out
 */
record Definiteness(RoundedProducts products) {

    /**
     * A number δ with λ_min(S) ≥ −δ; infinite if the Cholesky factorization does not go through.
     *
     * @param symmetric S, exactly symmetric
     */
    double slack(Matrix symmetric) {
        if (!symmetric.isFinite()) {
            return Double.POSITIVE_INFINITY;
        }
        return Cholesky.of(symmetric)
                .map(factor -> distance(symmetric, factor.lower()))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** A number not below ‖S − L Lᵀ‖₂, for any L. */
    double distance(Matrix symmetric, Matrix lower) {
        double measured = Upward.norm(symmetric.minus(products.outerGram(lower)).data());
        double size = Upward.norm(lower.data());
        double rounding = Upward.times(Upward.gamma(lower.rows() + 2L), Upward.times(size, size));
        double flushed = Upward.times(lower.data().length, lower.rows() * Upward.TINY);
        double total = Upward.plus(measured, Upward.plus(rounding, flushed));
        return Double.isNaN(total) ? Double.POSITIVE_INFINITY : total;
    }
}
