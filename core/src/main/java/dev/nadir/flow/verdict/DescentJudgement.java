package dev.nadir.flow.verdict;

import dev.nadir.claim.FlowClaim;
import dev.nadir.claim.Stated;
import dev.nadir.flow.Descent;
import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.Sharpness;
import java.util.Optional;

/**
 * The verdict on the end of descent: that of the flow, unless the step is too long for it. Descent with step η and momentum
 * β is unstable along eigenvectors of ∇²C with eigenvalues above the edge 2(1 + β)/η.
 */
final class DescentJudgement {
    private final FlowEnd end;
    private final Descent descent;

    private DescentJudgement(FlowEnd end, Descent descent) {
        this.end = end;
        this.descent = descent;
    }

    static FlowVerdict of(FlowEnd end, Descent descent) {
        return new DescentJudgement(end, descent).verdict();
    }

    private FlowVerdict verdict() {
        boolean finite = end.landscape().finiteAt(end.state())
                && Double.isFinite(end.landscape().cost(end.state()));
        double cost = finite ? end.landscape().cost(end.state()) : Double.POSITIVE_INFINITY;
        if (cost > end.first().cost()) {
            Optional<FlowVerdict> ranOff = ranOff(finite, cost);
            if (ranOff.isPresent()) {
                return ranOff.get();
            }
        }
        FlowVerdict verdict = new EndJudgement(end).verdict();
        return verdict.kind() == FlowVerdict.Kind.CONVERGING ? settling(verdict) : verdict;
    }

    /** C is above its start, and the step above the edge at the start or at the end; empty if the step is below it. */
    private Optional<FlowVerdict> ranOff(boolean finite, double cost) {
        double sharpness =
                Sharpness.at(end.landscape(), end.landscape().start()).value();
        if (finite && !(sharpness > descent.edge())) {
            sharpness = Sharpness.at(end.landscape(), end.state()).value();
        }
        if (finite && !(sharpness > descent.edge())) {
            return Optional.empty();
        }
        String rose = finite
                ? "C rose from " + EndJudgement.number(end.first().cost()) + " to " + EndJudgement.number(cost)
                : "descent blew up";
        double largest = 2 * (1 + descent.momentum()) / sharpness;
        boolean above = sharpness > descent.edge();
        Stated said = FlowClaim.DESCENT_RAN_OFF.with(rose, descent.stepSize(), edgeName(), largest);
        String otherwise = "not decided why " + rose + ": the sharpness at the start allows steps up to " + edgeName()
                + " = " + EndJudgement.number(largest);
        return Optional.of(new FlowVerdict(
                FlowVerdict.Kind.DIVERGING,
                above ? said.claim().id() : "",
                above ? said.words() : otherwise,
                end.gradientNorm(),
                end.reachableShare(),
                Double.NaN,
                Double.NaN,
                Optional.empty(),
                Optional.empty()));
    }

    private String edgeName() {
        return descent.momentum() == 0 ? "2/sharpness" : "2(1 + β)/sharpness";
    }

    /** The flow converges; descent does only with all samples in every step and below the edge. */
    private FlowVerdict settling(FlowVerdict flow) {
        if (descent.batch() > 0) {
            return moving(
                    flow, "moving: the flow would be " + flow.message() + "; mini-batches keep descent around it");
        }
        double sharpness = Sharpness.at(end.landscape(), end.state()).value();
        return sharpness > descent.edge()
                ? moving(
                        flow,
                        "moving: the flow would be " + flow.message() + ", but descent does not settle: the sharpness "
                                + EndJudgement.number(sharpness) + " is above the edge "
                                + EndJudgement.number(descent.edge())
                                + " of the step")
                : flow;
    }

    private static FlowVerdict moving(FlowVerdict flow, String message) {
        return new FlowVerdict(
                FlowVerdict.Kind.MOVING,
                FlowClaim.MOVING.id(),
                message,
                flow.gradientNorm(),
                flow.reachableShare(),
                flow.growth(),
                Double.NaN,
                flow.limit(),
                flow.hessian());
    }
}
