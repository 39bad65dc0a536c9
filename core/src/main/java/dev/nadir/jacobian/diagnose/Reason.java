package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;

/** What is claimed, the layer it is about (0 for none), the piece of the residual it explains, the samples that carry it. */
record Reason(DiagnoseClaim claim, int layer, Piece piece, int[] samples) {
    Reason(DiagnoseClaim claim, int layer, Piece piece) {
        this(claim, layer, piece, piece.samples());
    }
}
