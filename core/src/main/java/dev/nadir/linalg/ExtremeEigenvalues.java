package dev.nadir.linalg;

import java.util.function.UnaryOperator;

/**
 * The extreme eigenvalues of a symmetric operator by {@link Lanczos} steps from a random start.
 *
 * <p>Each error adds to the residual what no residual sees, the rounding of the products: 8 √n ε times the largest |Ritz
 * value|, the random-walk growth of n ε ‖A‖.
 *
 * @param smallest the smallest Ritz value; never below the smallest eigenvalue but for rounding
 * @param largest the largest Ritz value
 * @param smallestError bound of the distance from {@code smallest} to an eigenvalue, absolute, rounding included
 * @param largestError bound of the distance from {@code largest} to an eigenvalue, absolute, rounding included
 * @param steps products with the operator
 * @param converged whether both residuals meet the tolerance or are below the rounding
 */
public record ExtremeEigenvalues(
        double smallest, double largest, double smallestError, double largestError, int steps, boolean converged) {
    private static final long SEED = 1;
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    /**
     * Runs until both ends are settled.
     *
     * @param operator A, symmetric, n x n, as u ↦ A u
     * @param size n, at least 1
     * @param relativeTolerance each residual is to be at most this times its eigenvalue, or the rounding
     * @param maxSteps at most so many products; at most n are made
     * @throws IllegalArgumentException if a number is not positive or a product is not finite
     */
    public static ExtremeEigenvalues of(
            UnaryOperator<double[]> operator, int size, double relativeTolerance, int maxSteps) {
        if (size < 1 || maxSteps < 1 || !(relativeTolerance > 0)) {
            throw new IllegalArgumentException("Lanczos: got size " + size + ", steps " + maxSteps + ", tolerance "
                    + relativeTolerance + ", expected all positive");
        }
        Lanczos process = Lanczos.random(operator, size, maxSteps, SEED);
        int check = 20;
        while (process.step()) {
            if (process.steps() >= check) {
                ExtremeEigenvalues now = judged(process, size, relativeTolerance);
                if (now.converged) {
                    return now;
                }
                check = check + check / 4;
            }
        }
        if (!process.finite()) {
            throw new IllegalArgumentException("operator: got NaN or infinite entries in product "
                    + (process.steps() + 1) + ", expected finite ones");
        }
        return judged(process, size, relativeTolerance);
    }

    private static ExtremeEigenvalues judged(Lanczos process, int size, double tolerance) {
        Lanczos.Ritz ritz = process.ritz();
        int last = process.steps() - 1;
        double low = ritz.values()[0];
        double high = ritz.values()[last];
        double rounding = ROUNDING * Math.sqrt(size) * Math.max(Math.abs(low), Math.abs(high));
        boolean settled = ritz.residuals()[0] <= Math.max(tolerance * Math.abs(low), rounding)
                && ritz.residuals()[last] <= Math.max(tolerance * Math.abs(high), rounding);
        return new ExtremeEigenvalues(
                low, high, ritz.residuals()[0] + rounding, ritz.residuals()[last] + rounding, last + 1, settled);
    }
}
