package dev.nadir.flow.verdict;

import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.linalg.Products;
import java.util.SplittableRandom;

/**
 * Whether C falls along the directions in which its second derivative does not rise: what tells a saddle of any order
 * from a minimum, as far as it can be measured.
 *
 * <p>Rays of both signs along the eigenvectors with eigenvalues up to rounding and along random combinations of them, from
 * 1e-4 to a tenth of the scale of θ. C falls along a ray if it is lower by more than its rounding, 16 ε (C + signal √2C),
 * and is nowhere on the way above its start by more than that.
 */
final class FlatDirections {
    private static final int EIGENVECTORS = 8;
    private static final int COMBINATIONS = 12;
    private static final double SHORTEST = 1e-4;
    private static final int HALVINGS = 10; // 0.1 = 1e-4 · 2^10
    private static final double NOISE = 16 * Math.ulp(1.0);
    private static final long SEED = 5;

    private FlatDirections() {}

    /** The largest fall of C that was found; 0 if it falls nowhere. */
    static double fall(CostFunction function, StationaryPoint point) {
        Curvature curvature = point.curvature();
        int flat = 0;
        while (flat < curvature.values().length && curvature.values()[flat] <= curvature.error()) {
            flat++;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double fall = 0;
        for (int k = 0; k < Math.min(flat, EIGENVECTORS) + (flat > 1 ? COMBINATIONS : 0); k++) {
            double[] mix = new double[curvature.values().length];
            if (k < Math.min(flat, EIGENVECTORS)) {
                mix[k] = 1;
            } else {
                for (int i = 0; i < flat; i++) {
                    mix[i] = random.nextGaussian();
                }
            }
            double[] direction = Products.times(curvature.vectors(), mix);
            double length = StationaryPoint.norm(direction);
            fall = Math.max(fall, along(function, point, direction, 1 / length));
            fall = Math.max(fall, along(function, point, direction, -1 / length));
        }
        return fall;
    }

    private static double along(CostFunction function, StationaryPoint point, double[] direction, double sign) {
        double cost = point.cost();
        double noise = NOISE * (cost + function.signal(point.state()) * Math.sqrt(2 * cost));
        double fall = 0;
        for (int k = 0; k <= HALVINGS; k++) {
            double radius = SHORTEST * point.scale() * Math.scalb(1.0, k);
            double[] there = StationaryPoint.plus(point.state(), sign * radius, direction);
            double change = function.inOnePiece(point.state(), there) ? function.cost(there) - cost : Double.NaN;
            if (!(change <= noise)) {
                return fall;
            }
            fall = change < -noise ? -change : fall;
        }
        return fall;
    }
}
