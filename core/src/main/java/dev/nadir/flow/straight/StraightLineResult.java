package dev.nadir.flow.straight;

import dev.nadir.linalg.RankReport;
import java.util.Optional;

/**
 * Where the straight-line trainer ended.
 *
 * @param status how it ended
 * @param message what was measured, in words
 * @param wayOut what to try; empty if it fitted
 * @param theta the trained parameters at the end, of length K
 * @param progress t in [0, 1]: how much of the line was walked
 * @param residual max |x − y| over all samples given
 * @param deviation the largest distance of the outputs from the line at a knot
 * @param rank of D at the start; empty if the walk was refused before it was needed
 * @param jacobians that were taken
 * @param qrSolves how many of them needed QR
 * @param smallestRatio the smallest estimate of σ_min/σ_max on the way
 * @param change ‖θ − θ_0‖
 */
public record StraightLineResult(
        Status status,
        String message,
        String wayOut,
        double[] theta,
        double progress,
        double residual,
        double deviation,
        Optional<RankReport> rank,
        int jacobians,
        int qrSolves,
        double smallestRatio,
        double change) {

    /** How it can end. */
    public enum Status {
        /** The data are fitted. */
        FITTED,
        /** Identical inputs carry different labels. */
        CONFLICTING_DUPLICATES,
        /** D does not have rank QN at the start. */
        RANK_DEFICIENT,
        /** The Jacobian lost its rank, or all but lost it, on the way. */
        RANK_LOST,
        /** Steps became too small or too many. */
        STALLED
    }

    StraightLineResult withRank(RankReport found) {
        return new StraightLineResult(
                status,
                message,
                wayOut,
                theta,
                progress,
                residual,
                deviation,
                Optional.of(found),
                jacobians,
                qrSolves,
                smallestRatio,
                change);
    }

    /** Whether the data are fitted. */
    public boolean fitted() {
        return status == Status.FITTED;
    }
}
