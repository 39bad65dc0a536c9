package dev.nadir.flow.verdict;

import dev.nadir.claim.FlowClaim;
import dev.nadir.claim.Stated;
import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.field.HomotopyFlow;
import dev.nadir.flow.kink.ClarkeGradient;
import dev.nadir.flow.kink.SlidingCost;
import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.network.Cost;
import dev.nadir.network.ZeroLoss;
import java.util.Locale;
import java.util.Optional;

/** The verdict on the end of a flow that follows −∇C or shares its equilibria, in the order in which it is decided. */
final class EndJudgement {
    /** C is still falling if another run as long as this one would lower it by this share, at the present rate. */
    private static final double FALLING = 1e-3;

    private static final int PROBES = 4;
    private static final double NOISE = 16 * Math.ulp(1.0);

    private final FlowEnd end;
    private final LossLandscape landscape;
    private final double[] state;
    private final CostFunction function;
    private Growth growth = new Growth(java.util.List.of(), false);

    EndJudgement(FlowEnd end) {
        this.end = end;
        this.landscape = end.landscape();
        this.state = end.state();
        this.function = end.slides() ? new SlidingCost(landscape.perceptron().orElseThrow()) : landscape;
    }

    FlowVerdict verdict() {
        double relative =
                Cost.relative(landscape.outputs(state), landscape.data().labels());
        boolean square = landscape.square(); // outputs equal to labels are zero loss of the square loss only
        if (square && ZeroLoss.reached(relative)) {
            return zeroLoss(relative);
        }
        Optional<ZeroLossPoint> zero = square && end.spectrumAffordable() && !end.slides()
                ? ZeroLossPoint.near(landscape, state)
                : Optional.empty();
        if (zero.isPresent()) {
            return convergingToZero(zero.get());
        }
        Optional<StationaryPoint> point =
                end.hessianAffordable() ? StationaryPoint.near(function, state) : Optional.empty();
        if (point.isPresent()) {
            Optional<FlowVerdict> verdict = at(point.get());
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        growth = Growth.of(end.samples(), outward());
        if (end.hessianAffordable() && end.spectrumAffordable() && growth.sustained()) {
            return diverging();
        }
        return point.isPresent() && point.get().distance() == 0 ? hiddenByRounding(point.get()) : underWay();
    }

    private FlowVerdict zeroLoss(double relative) {
        Optional<Curvature> curvature =
                end.hessianAffordable() ? Optional.of(Curvature.of(landscape, state)) : Optional.empty();
        String degenerate = curvature
                .map(found -> "; " + nullity(found) + ", so the minimum is "
                        + (found.nullity() > 0 ? "degenerate" : "isolated"))
                .orElse("");
        return verdict(
                FlowVerdict.Kind.ZERO_LOSS,
                said(FlowClaim.ZERO_LOSS.with(relative), degenerate),
                Double.NaN,
                Optional.of(new FlowVerdict.Limit(end.last().cost(), 0, 0)),
                curvature);
    }

    private FlowVerdict convergingToZero(ZeroLossPoint point) {
        double time = LossForecast.ofKernel(landscape, state, end.kind()).timeToMost();
        return verdict(
                FlowVerdict.Kind.CONVERGING,
                said(
                        FlowClaim.CONVERGING_TO_ZERO_LOSS.with(
                                point.distance(), point.pathBound(), point.leastSingular()),
                        soon(time)),
                time,
                Optional.of(new FlowVerdict.Limit(0, point.distance(), point.pathBound())),
                Optional.empty());
    }

    /** Empty where the point says nothing about the flow. */
    private Optional<FlowVerdict> at(StationaryPoint point) {
        double noise = NOISE
                * (end.last().cost()
                        + landscape.signal(state) * Math.sqrt(2 * end.last().cost()));
        boolean below = point.cost() <= end.last().cost() + noise;
        boolean arrived = point.arrived(end.tolerance());
        if (!below || !(arrived || drawn(point))) {
            return Optional.empty();
        }
        long met = kinksMet(point);
        if (met > 0) {
            return Optional.of(atKinks(point, met));
        }
        FlowVerdict.Limit limit = new FlowVerdict.Limit(point.cost(), point.distance(), Double.NaN);
        if (end.slides()) {
            return Optional.of(arrived ? clarkeStationary(point, limit) : convergingTo(point, limit));
        }
        double fall = FlatDirections.fall(landscape, point);
        if (fall > 0) {
            return arrived ? Optional.of(saddle(point, fall, limit)) : Optional.empty();
        }
        boolean doubtful = point.curvature().indefinite();
        if (doubtful) {
            return Optional.empty();
        }
        return Optional.of(arrived ? minimum(point, limit) : convergingTo(point, limit));
    }

    /** At how many kinks the point lies that nobody looked at from both sides. */
    private long kinksMet(StationaryPoint point) {
        boolean unresolved = landscape.kinkCandidates() > 0 && end.clarke().isEmpty();
        return unresolved ? landscape.forward(point.state()).kinks().met() : 0;
    }

    private FlowVerdict atKinks(StationaryPoint point, long met) {
        return verdict(
                FlowVerdict.Kind.UNDECIDED,
                open("not decided: where the gradient of one side vanishes the model stands at " + met
                        + " kinks, and the other sides were not looked at"),
                Double.NaN,
                Optional.empty(),
                Optional.of(point.curvature()));
    }

    private FlowVerdict clarkeStationary(StationaryPoint point, FlowVerdict.Limit limit) {
        ClarkeGradient clarke = end.clarke().orElseThrow();
        return verdict(
                FlowVerdict.Kind.CLARKE_STATIONARY,
                said(
                        FlowClaim.CLARKE_STATIONARY.with(
                                clarke.distance(), clarke.kinks().size(), clarke.oneSided(), point.distance()),
                        ""),
                Double.NaN,
                Optional.of(limit),
                Optional.of(point.curvature()));
    }

    private FlowVerdict saddle(StationaryPoint point, double fall, FlowVerdict.Limit limit) {
        boolean second = point.curvature().indefinite();
        double time = second ? 1 / -point.curvature().least() : Double.NaN;
        String leave = second
                ? "; what little leads away grows e-fold in a time of " + number(time)
                : "; the fall is of higher than second order";
        return verdict(
                FlowVerdict.Kind.SADDLE,
                said(
                        FlowClaim.SADDLE.with(
                                end.gradientNorm(),
                                point.curvature().least(),
                                point.curvature().error(),
                                fall),
                        leave),
                Double.NaN,
                Optional.of(limit),
                Optional.of(point.curvature()));
    }

    private FlowVerdict minimum(StationaryPoint point, FlowVerdict.Limit limit) {
        int nullity = point.curvature().nullity();
        String flat = nullity == 0
                ? ""
                : "; degenerate: " + nullity(point.curvature()) + ", and no fall was found along flat directions";
        return verdict(
                FlowVerdict.Kind.MINIMUM,
                said(
                        FlowClaim.MINIMUM.with(
                                end.gradientNorm(),
                                point.curvature().least(),
                                point.curvature().error()),
                        flat),
                Double.NaN,
                Optional.of(limit),
                Optional.of(point.curvature()));
    }

    private FlowVerdict convergingTo(StationaryPoint point, FlowVerdict.Limit limit) {
        boolean followsGradient = end.kind() instanceof FlowKind.Standard || end.kind() instanceof FlowKind.Discrete;
        double time = followsGradient
                ? LossForecast.ofHessian(function, state, end.kind()).timeToMost()
                : end.spectrumAffordable()
                        ? LossForecast.ofKernel(landscape, state, end.kind()).timeToMost()
                        : Double.NaN;
        return verdict(
                FlowVerdict.Kind.CONVERGING,
                said(
                        FlowClaim.CONVERGING.with(
                                end.slides() ? "a point that is stationary in Clarke's sense" : "a minimum",
                                point.cost(),
                                point.distance(),
                                point.curvature().least(),
                                point.curvature().error()),
                        soon(time)),
                time,
                Optional.of(limit),
                Optional.of(point.curvature()));
    }

    /** Whether C falls towards the point all along the segment from the end of the run. */
    private boolean drawn(StationaryPoint point) {
        double[] towards = StationaryPoint.plus(point.state(), -1, state);
        for (int k = 0; k < PROBES; k++) {
            double[] gradient = function.gradient(StationaryPoint.plus(state, k / (double) PROBES, towards));
            if (!(dot(gradient, towards) < 0)) {
                return false;
            }
        }
        return true;
    }

    private FlowVerdict diverging() {
        return verdict(
                FlowVerdict.Kind.DIVERGING,
                said(FlowClaim.DIVERGING.with(growth.last()), ""),
                Double.NaN,
                Optional.empty(),
                Optional.empty());
    }

    private FlowVerdict hiddenByRounding(StationaryPoint point) {
        return verdict(
                FlowVerdict.Kind.UNDECIDED,
                open("not decided: the gradient norm " + number(point.gradientNorm()) + " is within its rounding "
                        + number(point.gradientNoise())
                        + ", yet the curvature is so small that a Newton step of length "
                        + number(point.nextStep()) + " is left"),
                Double.NaN,
                Optional.empty(),
                Optional.of(point.curvature()));
    }

    private FlowVerdict underWay() {
        FlowSample last = end.last();
        double rate = end.gradientNorm() * end.gradientNorm();
        double elapsed = last.time() - end.first().time();
        boolean known = end.hessianAffordable() && end.spectrumAffordable();
        boolean falls = end.differentiable() && rate * elapsed >= FALLING * last.cost();
        if (!known && !falls) {
            return verdict(FlowVerdict.Kind.UNDECIDED, open(missing()), Double.NaN, Optional.empty(), Optional.empty());
        }
        double time = end.spectrumAffordable()
                ? LossForecast.ofKernel(landscape, state, end.kind()).timeToMost()
                : Double.NaN;
        return verdict(
                FlowVerdict.Kind.MOVING,
                said(FlowClaim.MOVING.with(end.gradientNorm(), last.cost() / rate), soon(time)),
                time,
                Optional.empty(),
                Optional.empty());
    }

    private String missing() {
        if (!end.differentiable()) {
            return "not decided: numbers overflow in the network where the run ended, and derivatives with them";
        }
        String message = "not decided: gradient norm " + number(end.gradientNorm());
        if (!end.spectrumAffordable()) {
            message += ", and the spectrum of D was not computed, for QN = " + landscape.outputSize()
                    + " is above the spectrum limit " + end.spectrumLimit();
        }
        if (!end.hessianAffordable()) {
            message += ", and the Hessian was not, for K = " + landscape.dimension() + " with N = "
                    + landscape.data().samples() + " is too large";
        }
        return message;
    }

    private double outward() {
        double[] velocity = end.kind() instanceof FlowKind.Adapted
                ? HomotopyFlow.adapted(landscape).at(0, state)
                : end.kind() instanceof FlowKind.Homotopy homotopy
                        ? new HomotopyFlow(landscape, homotopy.tau()).at(0, state)
                        : function.gradient(state);
        boolean field = end.kind() instanceof FlowKind.Adapted || end.kind() instanceof FlowKind.Homotopy;
        return (field ? 1 : -1) * dot(state, velocity);
    }

    private FlowVerdict verdict(
            FlowVerdict.Kind kind,
            Said said,
            double time,
            Optional<FlowVerdict.Limit> limit,
            Optional<Curvature> curvature) {
        long surplus = (long) landscape.dimension() - landscape.outputSize();
        return new FlowVerdict(
                kind,
                said.claim,
                said.words,
                end.gradientNorm(),
                end.reachableShare(),
                growth.last(),
                time,
                limit,
                curvature.map(
                        found -> new FlowVerdict.Hessian(found.least(), found.error(), found.nullity(), surplus)));
    }

    /** What is said, and by which claim; none for what is not decided. */
    private record Said(String claim, String words) {}

    private static Said said(Stated stated, String more) {
        return new Said(stated.claim().id(), stated.words() + more);
    }

    private static Said open(String words) {
        return new Said("", words);
    }

    private String nullity(Curvature curvature) {
        return "the Hessian has nullity " + curvature.nullity() + " (K − QN = "
                + (landscape.dimension() - landscape.outputSize()) + ")";
    }

    private static String soon(double time) {
        return Double.isNaN(time)
                ? ""
                : "; as linearized here, 90 % of the loss left to lose is gone after a time of " + number(time);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
