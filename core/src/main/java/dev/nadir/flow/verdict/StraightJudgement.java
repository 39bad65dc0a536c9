package dev.nadir.flow.verdict;

import dev.nadir.claim.FlowClaim;
import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.network.ZeroLoss;
import java.util.Optional;

/** The verdict on the straight line in output space, which ends at t = 1, with zero loss while D keeps its rank QN. */
final class StraightJudgement {
    private StraightJudgement() {}

    static FlowVerdict of(FlowEnd end) {
        LossLandscape landscape = end.landscape();
        if (ZeroLoss.reached(landscape.outputs(end.state()), landscape.data().labels())) {
            return new EndJudgement(end).verdict();
        }
        FlowSample last = end.last();
        String off = "off the line by " + EndJudgement.number(last.lineDistance()) + " of its length";
        String walked = FlowClaim.LINE_END.with(last.lineDistance()).words();
        if (last.time() < 1) {
            return verdict(
                    end,
                    FlowVerdict.Kind.MOVING,
                    "on the way: " + EndJudgement.number(100 * last.time()) + " % of the line walked, " + off,
                    Optional.empty());
        }
        Optional<ZeroLossPoint> zero =
                end.spectrumAffordable() ? ZeroLossPoint.near(landscape, end.state()) : Optional.empty();
        if (zero.isPresent()) {
            return verdict(
                    end,
                    FlowVerdict.Kind.CONVERGING,
                    walked + "; what is left is the error of the integration: "
                            + "Gauss-Newton steps end at zero loss at distance "
                            + EndJudgement.number(zero.get().distance()),
                    zero.map(point -> new FlowVerdict.Limit(0, point.distance(), point.pathBound())));
        }
        String rank = last.rank() < 0 ? "" : " (rank " + last.rank() + " of QN = " + landscape.outputSize() + ")";
        return verdict(
                end,
                FlowVerdict.Kind.UNDECIDED,
                walked + ", and no point of zero loss was found near: D need not have" + " had rank QN all the way"
                        + rank,
                Optional.empty());
    }

    private static FlowVerdict verdict(
            FlowEnd end, FlowVerdict.Kind kind, String message, Optional<FlowVerdict.Limit> limit) {
        return new FlowVerdict(
                kind,
                end.last().time() < 1 ? "" : FlowClaim.LINE_END.id(),
                message,
                end.gradientNorm(),
                end.reachableShare(),
                Double.NaN,
                Double.NaN,
                limit,
                Optional.empty());
    }
}
