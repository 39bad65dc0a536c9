package dev.nadir.linalg;

import java.util.function.UnaryOperator;

/**
 * The extreme singular values of a triangular factor without an SVD.
 *
 * <p>Lanczos on RᵀR for σ_max and on R⁻¹R⁻ᵀ for σ_min with full reorthogonalization and a fixed start vector. Both are
 * bounds from inside: σ_max from below, σ_min from above, within 5 % after at most 40 steps wherever the
 * spectrum is not adversarial. Cost 2n² flops per product or solve, 4n² per step, about 20 to 80 of them.
 *
 * @param sigmaMax the estimate of ‖R‖₂; 1 for an empty factor
 * @param sigmaMin the estimate of 1/‖R⁻¹‖₂; 0 if R has a zero on the diagonal or R⁻¹ overflows
 */
public record TriangularCondition(double sigmaMax, double sigmaMin) {
    private static final int STEPS = 40;
    private static final double CONVERGED = 1e-4; // change in each of four steps; fewer stop on a plateau at σ_2
    private static final int QUIET_STEPS = 4;
    private static final long SEED = 20261122;

    /** Estimates both for R of A = Q R, hence for A. */
    public static TriangularCondition of(Qr qr) {
        int n = qr.columns();
        if (n == 0) {
            return new TriangularCondition(1, 1);
        }
        double scale = largestEntry(qr);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            return new TriangularCondition(scale, Double.isFinite(scale) ? 0 : Double.NaN);
        }
        double half = Math.sqrt(scale); // divided by before and after, so that nothing in between overflows
        double largest = Math.sqrt(largest(n, x -> {
            scaled(x, 1 / half, () -> qr.timesR(x, "N"));
            scaled(x, 1 / half, () -> qr.timesR(x, "T"));
            return x;
        }));
        return new TriangularCondition(largest * scale, smallest(qr, scale));
    }

    private static double smallest(Qr qr, double scale) {
        for (int j = 0; j < qr.columns(); j++) {
            if (qr.diagonal(j) == 0) {
                return 0;
            }
        }
        double half = Math.sqrt(scale);
        double inverse = Math.sqrt(largest(qr.columns(), x -> {
            scaled(x, half, () -> qr.solveR(x, "T"));
            scaled(x, half, () -> qr.solveR(x, "N"));
            return x;
        }));
        return Double.isFinite(inverse) ? scale / inverse : 0;
    }

    /** The largest Ritz value of a positive semidefinite operator; NaN if a product overflows. */
    private static double largest(int n, UnaryOperator<double[]> operator) {
        Lanczos process = Lanczos.random(operator, n, STEPS, SEED);
        double ritz = 0;
        int quiet = 0;
        boolean more = true;
        while (more && quiet < QUIET_STEPS) {
            more = process.step();
            if (!process.finite()) {
                return Double.NaN;
            }
            double before = ritz;
            ritz = process.ritz().values()[process.steps() - 1];
            quiet = Math.abs(ritz - before) <= CONVERGED * ritz ? quiet + 1 : 0;
        }
        return ritz;
    }

    /** σ_max / σ_min; infinity if σ_min is 0, 1 for an empty factor. */
    public double condition() {
        return sigmaMin == 0 ? Double.POSITIVE_INFINITY : sigmaMax / sigmaMin;
    }

    private static double largestEntry(Qr qr) {
        return qr.r().maxAbs();
    }

    private static void scaled(double[] x, double factor, Runnable inPlace) {
        multiply(x, factor);
        inPlace.run();
        multiply(x, factor);
    }

    private static void multiply(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }
}
