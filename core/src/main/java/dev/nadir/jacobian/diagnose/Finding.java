package dev.nadir.jacobian.diagnose;

import dev.nadir.claim.DiagnoseClaim;
import java.util.Objects;

/**
 * One reason why the loss is what it is, with the loss it explains.
 *
 * @param claim what is claimed
 * @param loss the part of C that it explains, measured by projection; 0 where it explains none
 * @param share loss/C in [0, 1]; 0 where C is zero to rounding
 * @param layer the layer it is about, from 1; 0 if it is about none
 * @param samples the samples that carry it, from 0, the heaviest first
 * @param message in words, with the numbers
 * @param advice what to do about it; empty if nothing needs to be done
 */
public record Finding(
        DiagnoseClaim claim, double loss, double share, int layer, int[] samples, String message, String advice) {
    /** Up to this share of the loss a finding is a note, beyond it a reason. */
    public static final double REASON = 0.01;

    /** Checks that the loss is a number. */
    public Finding {
        Objects.requireNonNull(claim, "claim");
        if (!(loss >= 0) || !(share >= 0)) {
            throw new IllegalArgumentException(claim.id() + ": got loss " + loss + " and share " + share
                    + ", expected numbers that are not negative");
        }
        samples = samples.clone();
    }

    /** Whether it explains at least one part in a hundred of the loss. */
    public boolean reason() {
        return share >= REASON;
    }
}
