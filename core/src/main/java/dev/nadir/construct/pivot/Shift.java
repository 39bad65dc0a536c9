package dev.nadir.construct.pivot;

/** How the labels are moved into the range of σ before each inversion. */
public enum Shift {
    /** Subtract the row means first: stable at every depth (mathematics §2.3). */
    CENTRING,
    /** Translate along the diagonal only, as the proof of [CM] Theorem 2.2 does: loses digits like 4^L. */
    DIAGONAL
}
