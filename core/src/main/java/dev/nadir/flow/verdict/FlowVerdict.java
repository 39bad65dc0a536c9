package dev.nadir.flow.verdict;

import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowKind;
import java.util.Locale;
import java.util.Optional;

/**
 * What the end of a run means. A small gradient alone is not stationarity ([CE] (1.7), mathematics §3.4); every kind is
 * decided by what was measured at the end, against scales of the problem itself.
 *
 * @param kind the verdict
 * @param claim the identifier of what is said in the catalogue of claims; empty for what is not decided
 * @param message the verdict in words, with the numbers
 * @param gradientNorm ‖∇_θC‖ at the end
 * @param reachableShare C_reach/C at the end; NaN where the rank of D was not decided
 * @param growth d log ‖θ‖ / d log s over the last decade of time; NaN where the samples do not span three
 * @param timeToMost the time after which nine tenths of the loss that can still be lost are gone, if the linearization
 *     stays as it is; NaN where it is not known or nothing is left
 * @param limit the point that the flow converges to, or sits at
 * @param hessian the least eigenvalues of ∇²C there
 */
public record FlowVerdict(
        Kind kind,
        String claim,
        String message,
        double gradientNorm,
        double reachableShare,
        double growth,
        double timeToMost,
        Optional<Limit> limit,
        Optional<Hessian> hessian) {

    /** The verdicts. */
    public enum Kind {
        /** The cost is zero by the rule of {@link dev.nadir.network.ZeroLoss}. */
        ZERO_LOSS,
        /** The run stands at a stationary point from which no direction leads down. */
        MINIMUM,
        /** The run stands at a stationary point from which some direction leads down. */
        SADDLE,
        /** The least-norm element of Clarke's subdifferential is 0: a stationary point on a kink. */
        CLARKE_STATIONARY,
        /** A minimum near the end draws the flow: Newton's method contracts to it. */
        CONVERGING,
        /** The cost still falls; where to is not foretold. */
        MOVING,
        /**
         * ‖θ‖ has grown over decades while the cost fell, and no stationary point is near ([CE] Remarks 1.1, 1.2); or descent
         * has run off.
         */
        DIVERGING,
        /** What would be needed to tell was not computed or is hidden by rounding. */
        UNDECIDED;

        /** The name in JSON: "zero-loss". */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The point that a flow converges to, or sits at.
     *
     * @param cost C there
     * @param distance ‖θ* − θ‖ from the end of the run
     * @param pathBound of the path left, while the least singular value of D stays as it is; NaN where not known
     */
    public record Limit(double cost, double distance, double pathBound) {}

    /**
     * The second derivative there.
     *
     * @param least eigenvalue of ∇²C
     * @param error of every eigenvalue, by rounding
     * @param nullity how many eigenvalues cannot be told from 0
     * @param surplus K − QN, below which the nullity cannot be at zero loss
     */
    public record Hessian(double least, double error, int nullity, long surplus) {}

    /** Of a run that was stopped on request: nothing was looked at. */
    public static FlowVerdict stopped(double time) {
        return open(String.format(Locale.ROOT, "not decided: stopped on request at t = %.3g", time));
    }

    /** Of a run whose end says nothing. */
    public static FlowVerdict open(String message) {
        return new FlowVerdict(
                Kind.UNDECIDED,
                "",
                message,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Optional.empty(),
                Optional.empty());
    }

    /** Judges the end of a run: a few spectra of D and ∇²C where they are affordable. */
    public static FlowVerdict of(FlowEnd end) {
        if (end.kind() instanceof FlowKind.Straight) {
            return StraightJudgement.of(end);
        } else if (end.kind() instanceof FlowKind.Discrete discrete) {
            return DescentJudgement.of(end, discrete.descent());
        }
        return new EndJudgement(end).verdict();
    }
}
