package dev.nadir.flow.straight;

import dev.nadir.linalg.RankReport;
import dev.nadir.network.Network;
import java.util.List;
import java.util.Optional;

/**
 * Where the straight-line trainer ended.
 *
 * @param status how it ended
 * @param message what was measured, in words
 * @param wayOut what to try; empty if it fitted
 * @param network the network reached, which is the best one also when it stopped early
 * @param progress t in [0, 1]: how much of the line was walked
 * @param residual max |x − y| over all samples given
 * @param deviation the largest distance of the outputs from the line at a knot
 * @param rank of D at the start; empty if the walk was refused before it was needed
 * @param jacobians that were taken
 * @param qrSolves how many of them needed QR
 * @param smallestRatio the smallest estimate of σ_min/σ_max on the way
 * @param change ‖θ − θ_0‖
 * @param relativeChange ‖Δ(W_l, b_l)‖ / ‖(W_l, b_l)‖ per layer; infinity for a layer that was zero
 */
public record StraightLineResult(
        Status status,
        String message,
        String wayOut,
        Network network,
        double progress,
        double residual,
        double deviation,
        Optional<RankReport> rank,
        int jacobians,
        int qrSolves,
        double smallestRatio,
        double change,
        List<Double> relativeChange) {

    /** Freezes the list. */
    public StraightLineResult {
        relativeChange = List.copyOf(relativeChange);
    }

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
                network,
                progress,
                residual,
                deviation,
                Optional.of(found),
                jacobians,
                qrSolves,
                smallestRatio,
                change,
                relativeChange);
    }

    /** Whether the data are fitted. */
    public boolean fitted() {
        return status == Status.FITTED;
    }
}
