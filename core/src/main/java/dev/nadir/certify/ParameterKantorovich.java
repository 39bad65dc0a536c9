package dev.nadir.certify;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Failing;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.enclosure.SpectralBounds;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The theorem of Newton and Kantorovich in the parameters of some layers: γρ/σ² ≤ 1/2 with σ ≤ σ_min(D) and γ a Lipschitz constant of
 * the training Jacobian D on the ball of radius 2ρ/σ.
 *
 * <p>Dᵀ is formed, K x QN, from midpoints; what they miss is bounded column by column. Cost K (QN)² and memory K QN.
 */
final class ParameterKantorovich {
    private static final long LARGEST = 60_000_000; // entries of D, half a gigabyte

    private final Measured measured;
    private final List<Integer> moved;
    private final List<Layer> layers;
    private final double[] norms;

    ParameterKantorovich(Measured measured, List<Integer> moved) {
        this.measured = measured;
        this.moved = List.copyOf(new TreeSet<>(moved));
        this.layers = measured.network().layers();
        this.norms = layers.stream().mapToDouble(PivotArgument::norm).toArray();
    }

    Certification decide() {
        int equations = measured.data().labels().data().length;
        double residual = measured.residual();
        long parameters = parameters();
        if (parameters < equations) {
            return inconclusive(
                    new Bounds(residual, 0, Double.NaN),
                    new Failing("K ≥ QN", parameters, equations, "more parameters: D cannot have rank QN with so few"));
        }
        if (parameters * equations > LARGEST) {
            return inconclusive(
                    new Bounds(residual, 0, Double.NaN),
                    new Failing(
                            "entries of D, K QN, at most what fits in memory",
                            (double) parameters * equations,
                            LARGEST,
                            "move one layer whose features are independent over the samples, or fewer layers"));
        }
        double sigma = sigma();
        if (!(sigma > 0)) {
            return inconclusive(
                    new Bounds(residual, 0, Double.NaN),
                    new Failing(
                            "σ_min(D) > 0",
                            0,
                            0,
                            "nothing within rounding of these parameters has D of full rank, or its condition is beyond 10¹²: move more layers"));
        }
        double radius = Upward.over(Upward.times(2, residual), sigma);
        ParameterBall ball = new ParameterBall(layers, measured.forward(), moved, norms);
        double[] each = IntStream.range(0, measured.samples())
                .parallel()
                .mapToDouble(i -> ball.secondDerivative(i, radius))
                .toArray();
        return judged(new Bounds(residual, sigma, Upward.norm(each)), ball.kinked(radius));
    }

    private Certification judged(Bounds bounds, Optional<String> kinked) {
        double once = Upward.over(bounds.residual(), bounds.sigma());
        double ratio = Upward.over(Upward.times(bounds.lipschitz(), once), bounds.sigma());
        if (ratio <= 0.5) {
            double radius = SampleKantorovich.radius(bounds.residual(), bounds.sigma(), ratio);
            return new Certified(Method.PARAMETERS, moved, bounds, radius, measured.relative(radius));
        }
        return inconclusive(
                bounds,
                kinked.map(words ->
                                new Failing(words, 0, 0, "bring the residual down (--refine), or move other layers"))
                        .orElseGet(() -> new Failing(
                                "γρ/σ² ≤ 1/2",
                                ratio,
                                0.5,
                                "bring the residual down (--refine), or move other layers")));
    }

    private Inconclusive inconclusive(Bounds bounds, Failing failing) {
        return new Inconclusive(Method.PARAMETERS, moved, bounds, failing);
    }

    private long parameters() {
        return moved.stream().mapToLong(l -> layers.get(l - 1).parameterCount()).sum();
    }

    private double sigma() {
        TransposedJacobian jacobian = TransposedJacobian.of(measured, moved, norms);
        Matrix tall = jacobian.centre();
        return Math.max(0, Math.nextDown(SpectralBounds.ofBlas().least(tall) - jacobian.distance()));
    }
}
