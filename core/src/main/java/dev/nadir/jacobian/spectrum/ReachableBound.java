package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;

/**
 * A lower bound of C_reach = 1/(2N) |P(x − y)|² of the square loss from one direction v, without DDᵀ, rank or projector.
 *
 * <p>For every v, w = Dv lies in the range of D, so |P r| ≥ ⟨r, w⟩/|w| with r = y − x. The direction comes from conjugate gradients
 * for min |Dv − r| (Hestenes and Stiefel 1952, doi:10.6028/jres.049.044), which let ⟨r, w⟩/|w| grow from step to step; the bound is
 * measured anew at the end, so nothing that happened on the way can spoil it. From below nothing is known of C_block.
 *
 * @param cost C
 * @param gradientNorm ‖∇_θC‖
 * @param reachable at least so much of C is reachable to first order; what rounding of Dv may pretend is taken off
 * @param steps of conjugate gradients, one product with D and one with Dᵀ each
 * @param settled whether the last ten steps added less than a thousandth of the bound
 */
public record ReachableBound(double cost, double gradientNorm, double reachable, int steps, boolean settled) {
    private static final int WINDOW = 10;
    private static final double SLOW = 1e-3;

    /**
     * At the parameters of an evaluation.
     *
     * @param labels Y, Q x N
     * @param norm ‖D‖, about: of the rounding
     * @param most at most so many steps
     * @throws IllegalArgumentException if an output is not finite or the labels do not fit
     */
    public static ReachableBound of(Evaluation at, Matrix labels, double norm, int most) {
        Matrix residual = labels.minus(at.outputs());
        if (!residual.isFinite()) {
            throw new IllegalArgumentException("outputs: got NaN or infinite numbers, expected finite ones; "
                    + "check the weights, or standardize the inputs");
        }
        double[] r = residual.data();
        Search search = new Search(at, r);
        double gradientNorm = Math.sqrt(search.slope) / at.samples();
        int steps = 0;
        while (steps < most && !search.slow() && search.step()) {
            steps++;
        }
        double size = norm(r);
        double cost = size * (size / (2.0 * at.samples()));
        double part = Math.min(size, projection(at, r, search.v, norm));
        boolean settled = search.slow() || steps < most;
        return new ReachableBound(cost, gradientNorm, part * (part / (2.0 * at.samples())), steps, settled);
    }

    /** ⟨r, w⟩/|w| less what rounding of w may add: a random walk over the K + QN terms of a product, 8 √(K + QN) ε ‖D‖ |v|. */
    private static double projection(Evaluation at, double[] r, double[] v, double norm) {
        double[] w = at.times(v);
        double length = norm(w);
        if (!(length > 0)) {
            return 0;
        }
        double rounding = 8 * Math.sqrt(at.columns() + (double) r.length) * Math.ulp(1.0) * (norm * norm(v) + length);
        double along = Products.transposedTimes(new Matrix(w.length, 1, w), r)[0];
        return Math.max(0, (along - norm(r) * rounding) / (length + rounding));
    }

    private static double norm(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }

    /** Conjugate gradients for the normal equations DᵀD v = Dᵀ r. */
    private static final class Search {
        private final Evaluation at;
        private final double[] v;
        private final double[] left; // r − Dv
        private double[] direction;
        private double slope; // |Dᵀ(r − Dv)|²
        private double gained; // |r|² − |r − Dv|²
        private final double[] lately = new double[WINDOW];
        private int steps;

        Search(Evaluation at, double[] r) {
            this.at = at;
            this.left = r.clone();
            this.direction = at.transposedTimes(left);
            this.v = new double[direction.length];
            this.slope = squared(direction);
        }

        boolean slow() {
            double sum = 0;
            for (double gain : lately) {
                sum += gain;
            }
            return steps >= WINDOW && sum < SLOW * gained;
        }

        /** False where nothing is left to gain. */
        boolean step() {
            double[] moved = at.times(direction);
            double bend = squared(moved);
            double length = slope / bend;
            if (!(slope > 0 && bend > 0 && Double.isFinite(length))) {
                return false;
            }
            add(length, direction, v);
            add(-length, moved, left);
            double[] next = at.transposedTimes(left);
            double slopeThere = squared(next);
            lately[steps % WINDOW] = length * slope;
            gained += length * slope;
            steps++;
            add(slopeThere / slope, direction, next);
            direction = next;
            slope = slopeThere;
            return true;
        }

        private static void add(double factor, double[] summand, double[] sum) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += factor * summand[k];
            }
        }

        private static double squared(double[] v) {
            double sum = 0;
            for (double entry : v) {
                sum += entry * entry;
            }
            return sum;
        }
    }
}
