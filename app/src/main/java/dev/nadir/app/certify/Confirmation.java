package dev.nadir.app.certify;

import dev.nadir.claim.CertifyClaim;
import dev.nadir.claim.Stated;
import java.util.Optional;

/**
 * What {@code --check} found of a certificate.
 *
 * @param outcome that the certificate claims: certified or refuted
 * @param contradiction why the recomputation does not confirm it; empty if it does
 */
record Confirmation(String outcome, Optional<String> contradiction) {
    boolean confirmed() {
        return contradiction.isEmpty();
    }

    /** What a confirmed certificate is worth. */
    Stated said() {
        return CertifyClaim.CONFIRMED.with(outcome);
    }
}
