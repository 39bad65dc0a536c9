package dev.nadir.flow.field;

/** Which linear part, close to the Jacobian, the implicit stepper is given. */
public enum Linearization {
    /** −DᵀD/N from the eigenbasis of the smaller of DDᵀ (QN x QN) and DᵀD (K x K). */
    NTK,
    /** −∇²C, K x K: for few parameters and residuals that stay large. */
    HESSIAN,
    /** The stiffest directions of −∇²C by Lanczos iteration on products: for large K and QN. */
    KRYLOV
}
