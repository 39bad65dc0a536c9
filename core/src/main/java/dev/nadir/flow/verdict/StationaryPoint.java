package dev.nadir.flow.verdict;

import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.Optional;

/**
 * A point near the end of a flow where ∇C vanishes to rounding, found by Newton's method: the witness that a flow that has
 * not arrived yet has somewhere to arrive.
 *
 * <p>Newton's steps −H(H² + τ²)⁻¹∇C over the eigenvalues beyond rounding, with τ = 0 and, where that fails, τ = ‖∇C‖/100s with
 * the scale s = max(‖θ‖, √(2C/‖H‖)) at the start, pass over directions in which C is flat (the zero set of [CM] is degenerate). They must contract, each at most 0.6 of the one before but for one
 * exception, or there is no witness: contraction of Newton's method is what the theorem of Newton and Kantorovich asks for.
 * All thresholds are relative to s, C, ‖H‖ and the size of outputs and labels.
 *
 * @param state θ*
 * @param cost C(θ*)
 * @param gradientNorm ‖∇C(θ*)‖
 * @param gradientNoise the rounding of it, 16 ε (‖H‖ s + √‖H‖ signal)
 * @param distance ‖θ* − θ‖ from where the search began
 * @param nextStep the length of the Newton step that would follow, over the eigenvalues beyond rounding
 * @param scale s
 * @param curvature of C at θ*
 */
public record StationaryPoint(
        double[] state,
        double cost,
        double gradientNorm,
        double gradientNoise,
        double distance,
        double nextStep,
        double scale,
        Curvature curvature) {
    private static final int STEPS = 24;
    private static final double CONTRACTION = 0.6;
    private static final double DAMPING = 0.01;
    private static final double NOISE = 16 * Math.ulp(1.0);

    /** Searches from a state; empty where Newton's method does not contract or leaves the smooth piece. */
    public static Optional<StationaryPoint> near(CostFunction function, double[] start) {
        if (!finite(function, start)) {
            return Optional.empty();
        }
        Optional<StationaryPoint> plain = search(function, start, 0);
        return plain.isPresent() ? plain : search(function, start, DAMPING);
    }

    private static Optional<StationaryPoint> search(CostFunction function, double[] start, double damping) {
        double[] state = start.clone();
        double scale = scale(function, start);
        double before = Double.POSITIVE_INFINITY;
        int exceptions = 1;
        for (int k = 0; k < STEPS; k++) {
            if (!finite(function, state)) {
                return Optional.empty();
            }
            StationaryPoint here = at(function, state, start, scale);
            if (here.gradientNorm <= here.gradientNoise) {
                return function.inOnePiece(start, state) ? Optional.of(here) : Optional.empty();
            }
            double[] step = here.newtonStep(function.gradient(state), damping * here.gradientNorm / scale);
            double length = norm(step);
            exceptions -= length <= CONTRACTION * before || k == 0 ? 0 : 1;
            if (exceptions < 0 || !Double.isFinite(length)) {
                return Optional.empty();
            }
            before = length;
            state = plus(state, 1, step);
        }
        return Optional.empty();
    }

    private static boolean finite(CostFunction function, double[] state) {
        return Double.isFinite(function.cost(state)) && Double.isFinite(norm(function.gradient(state)));
    }

    /** max(‖θ‖, √(2C/‖H‖)) where the search begins: the size of θ, or how far ∇²C makes C change by itself. */
    private static double scale(CostFunction function, double[] start) {
        double norm = Curvature.of(function, start).norm();
        double length = norm > 0 ? Math.sqrt(2 * function.cost(start) / norm) : 0;
        return Math.max(norm(start), length);
    }

    private static StationaryPoint at(CostFunction function, double[] state, double[] start, double scale) {
        Curvature curvature = Curvature.of(function, state);
        double cost = function.cost(state);
        double[] gradient = function.gradient(state);
        double noise = NOISE * (curvature.norm() * scale + Math.sqrt(curvature.norm()) * function.signal(state));
        return new StationaryPoint(
                state,
                cost,
                norm(gradient),
                noise,
                norm(plus(state, -1, start)),
                plainStep(curvature, gradient),
                scale,
                curvature);
    }

    private static double plainStep(Curvature curvature, double[] gradient) {
        double[] g = Products.transposedTimes(curvature.vectors(), gradient);
        double square = 0;
        for (int i = 0; i < g.length; i++) {
            boolean seen = Math.abs(curvature.values()[i]) > curvature.error();
            square += seen ? Math.pow(g[i] / curvature.values()[i], 2) : 0;
        }
        return Math.sqrt(square);
    }

    /** −H(H² + τ²)⁻¹∇C over the eigenvalues beyond rounding. */
    private double[] newtonStep(double[] gradient, double tau) {
        double[] g = Products.transposedTimes(curvature.vectors(), gradient);
        for (int i = 0; i < g.length; i++) {
            double h = curvature.values()[i];
            g[i] *= Math.abs(h) > curvature.error() ? -h / (h * h + tau * tau) : 0;
        }
        return Products.times(curvature.vectors(), g);
    }

    /** Whether the search began here already, within a relative accuracy of θ. */
    public boolean arrived(double tolerance) {
        return distance <= tolerance * scale && nextStep <= tolerance * scale;
    }

    static double norm(double[] v) {
        return new Matrix(v.length, 1, v).frobeniusNorm();
    }

    static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }
}
