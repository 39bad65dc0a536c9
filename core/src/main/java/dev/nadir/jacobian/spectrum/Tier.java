package dev.nadir.jacobian.spectrum;

/** How the singular values of D were found, from cheap to exact (mathematics §3.2). */
public enum Tier {
    /** Square roots of the eigenvalues of DDᵀ; values below about √(QN ε) σ_max are invisible. */
    KERNEL,
    /** Singular values of the rank-one sketch D Ω with s = 4QN columns; each within a factor of about 0.7 to 1.2. */
    SKETCH,
    /** Singular values of the triangular factor of all of D, streamed; each to a few ε σ_max. */
    EXACT
}
