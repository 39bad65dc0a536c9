package dev.nadir.flow.verdict;

import dev.nadir.claim.FlowClaim;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.linalg.Products;
import java.util.Arrays;
import java.util.Locale;

/**
 * The limit point of a flow, by Newton's method from its end: what {@code flow --polish} gives.
 *
 * <p>Steps −V diag(1/(|λ| + τ)) Vᵀ∇C over the eigenvalues of ∇²C beyond rounding, so that no step leads up in C to second
 * order. A step is taken if it lowers C or, where C changes within rounding, makes ∇C shorter; else τ grows by tens. It ends with
 * the largest entry of ∇C at most {@link #SMALL}, or where neither falls any more. One eigendecomposition per step, 9 K³ flops.
 *
 * @param kind what the eigenvalues of ∇²C say there
 * @param claim the identifier of what is said in the catalogue of claims; empty for what is not decided
 * @param message the same in words, with the numbers
 * @param state θ*
 * @param cost C(θ*)
 * @param largestGradient the largest entry of ∇C(θ*)
 * @param distance ‖θ* − θ‖ from the end of the flow
 * @param steps of Newton's method
 * @param hessian the least eigenvalue of ∇²C(θ*) and how many cannot be told from 0
 */
public record LimitPoint(
        Kind kind,
        String claim,
        String message,
        double[] state,
        double cost,
        double largestGradient,
        double distance,
        int steps,
        FlowVerdict.Hessian hessian) {
    private static final double SMALL = 1e-14;
    private static final double NOISE = 16 * Math.ulp(1.0);
    private static final int MOST = 200;
    private static final int DAMPINGS = 18;

    /** What a limit point is. */
    public enum Kind {
        /** All eigenvalues are above 0 beyond rounding. */
        MINIMUM,
        /** None is below 0 beyond rounding, some cannot be told from 0, and C falls along none of the flat directions tried. */
        DEGENERATE_MINIMUM,
        /** C falls along an eigenvector, or to higher order along a flat direction. */
        SADDLE,
        /** ∇C is not 0 to rounding, or the smallest eigenvalue is below 0 without C falling along it. */
        UNDECIDED;

        /** The name in JSON: "degenerate-minimum". */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * From the end of a flow.
     *
     * @throws IllegalArgumentException if the cost there, or what it is computed from, is not finite
     */
    public static LimitPoint from(LossLandscape landscape, double[] end) {
        if (!landscape.finiteAt(end) || !Double.isFinite(landscape.cost(end))) {
            throw new IllegalArgumentException(
                    "state: got a network that overflows on the data, expected finite numbers");
        }
        double[] state = end.clone();
        double[] gradient = landscape.gradient(state);
        Curvature curvature = Curvature.of(landscape, state);
        int steps = 0;
        while (steps < MOST && largest(gradient) > SMALL) {
            double[] next = shorter(landscape, state, gradient, curvature);
            if (next.length == 0) {
                break;
            }
            state = next;
            gradient = landscape.gradient(state);
            curvature = Curvature.of(landscape, state);
            steps++;
        }
        return classified(landscape, new Arrived(end, state, gradient, curvature, steps));
    }

    private record Arrived(double[] end, double[] state, double[] gradient, Curvature curvature, int steps) {}

    /** A state with a lower cost, or with the same and a shorter gradient; or an empty array. */
    private static double[] shorter(LossLandscape landscape, double[] state, double[] gradient, Curvature curvature) {
        double norm = StationaryPoint.norm(gradient);
        double scale = Math.max(StationaryPoint.norm(state), Double.MIN_NORMAL);
        double cost = landscape.cost(state);
        double noise = NOISE * (cost + landscape.signal(state) * Math.sqrt(2 * cost));
        double tau = 0;
        for (int k = 0; k < DAMPINGS; k++) {
            double[] there = StationaryPoint.plus(state, 1, step(gradient, curvature, tau));
            double change = landscape.cost(there) - cost;
            boolean better =
                    change < -noise || (change <= noise && StationaryPoint.norm(landscape.gradient(there)) < norm);
            if (better && landscape.finiteAt(there)) {
                return there;
            }
            tau = tau == 0 ? 1e-3 * norm / scale : 10 * tau;
        }
        return new double[0];
    }

    private static double[] step(double[] gradient, Curvature curvature, double tau) {
        double[] g = Products.transposedTimes(curvature.vectors(), gradient);
        for (int i = 0; i < g.length; i++) {
            double size = Math.abs(curvature.values()[i]);
            g[i] = size > curvature.error() ? -g[i] / (size + tau) : 0;
        }
        return Products.times(curvature.vectors(), g);
    }

    private static LimitPoint classified(LossLandscape landscape, Arrived at) {
        double cost = landscape.cost(at.state);
        double norm = StationaryPoint.norm(at.gradient);
        double distance = StationaryPoint.norm(StationaryPoint.plus(at.state, -1, at.end));
        double scale = Math.max(StationaryPoint.norm(at.state), distance);
        double bend = at.curvature.norm();
        double noise = NOISE * (bend * scale + Math.sqrt(bend) * landscape.signal(at.state));
        StationaryPoint point = new StationaryPoint(
                at.state, cost, norm, noise, distance, 0, Math.max(scale, Double.MIN_NORMAL), at.curvature);
        double largest = largest(at.gradient);
        boolean stationary = largest <= SMALL || norm <= noise;
        double fall = stationary ? FlatDirections.fall(landscape, point) : 0;
        Kind kind = kind(at.curvature, stationary, fall);
        Curvature curvature = at.curvature;
        FlowVerdict.Hessian hessian = new FlowVerdict.Hessian(
                curvature.least(),
                curvature.error(),
                curvature.nullity(),
                (long) landscape.dimension() - landscape.outputSize());
        String claim = "";
        String message;
        switch (kind) {
            case MINIMUM, DEGENERATE_MINIMUM -> {
                claim = FlowClaim.MINIMUM.id();
                message = FlowClaim.MINIMUM
                                .with(norm, curvature.least(), curvature.error())
                                .words()
                        + (kind == Kind.MINIMUM
                                ? ""
                                : "; degenerate: " + curvature.nullity()
                                        + " eigenvalues of the Hessian cannot be told from 0, and no fall was found along flat"
                                        + " directions");
            }
            case SADDLE -> {
                claim = FlowClaim.SADDLE.id();
                message = FlowClaim.SADDLE
                        .with(norm, curvature.least(), curvature.error(), fall)
                        .words();
            }
            default ->
                message = String.format(
                        Locale.ROOT,
                        "not decided: the gradient norm is %.3g, its rounding %.3g, the least eigenvalue %.3g ± %.3g",
                        norm,
                        noise,
                        curvature.least(),
                        curvature.error());
        }
        return new LimitPoint(kind, claim, message, at.state, cost, largest, distance, at.steps, hessian);
    }

    private static Kind kind(Curvature curvature, boolean stationary, double fall) {
        if (!stationary) {
            return Kind.UNDECIDED;
        }
        if (fall > 0) {
            return Kind.SADDLE;
        }
        if (curvature.indefinite()) {
            return Kind.UNDECIDED;
        }
        return curvature.nullity() == 0 ? Kind.MINIMUM : Kind.DEGENERATE_MINIMUM;
    }

    private static double largest(double[] v) {
        return Arrays.stream(v).map(Math::abs).max().orElse(0);
    }
}
