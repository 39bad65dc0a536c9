package dev.nadir.linalg;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.netlib.util.intW;

/**
 * The extreme eigenvalues of a symmetric operator by the Lanczos process with full reorthogonalization.
 *
 * <p>Every new direction is orthogonalized twice against all earlier ones (classical Gram-Schmidt), so no spurious
 * copies appear and the residual bounds |β_k s_k| hold (Parlett, The Symmetric Eigenvalue Problem,
 * doi:10.1137/1.9781611971163, §13). Memory n x steps; cost 8 n steps flops per step beside the operator.
 *
 * @param smallest the smallest Ritz value; never below the smallest eigenvalue but for rounding
 * @param largest the largest Ritz value
 * @param smallestResidual bound of the distance from {@code smallest} to an eigenvalue, absolute
 * @param largestResidual bound of the distance from {@code largest} to an eigenvalue, absolute
 * @param steps products with the operator
 * @param converged whether both residuals meet the tolerance
 */
public record ExtremeEigenvalues(
        double smallest,
        double largest,
        double smallestResidual,
        double largestResidual,
        int steps,
        boolean converged) {

    /**
     * Runs until both ends are settled.
     *
     * @param operator A, symmetric, n x n, as u ↦ A u
     * @param size n, at least 1
     * @param relativeTolerance each residual is to be at most this times the eigenvalue (the smaller one against
     *     rounding, 16 ε times the largest one, at least)
     * @param maxSteps at most so many products; at most n are made
     */
    public static ExtremeEigenvalues of(
            UnaryOperator<double[]> operator, int size, double relativeTolerance, int maxSteps) {
        if (size < 1 || maxSteps < 1 || !(relativeTolerance > 0)) {
            throw new IllegalArgumentException("Lanczos: got size " + size + ", steps " + maxSteps + ", tolerance "
                    + relativeTolerance + ", expected all positive");
        }
        Process process = new Process(operator, size, Math.min(size, maxSteps));
        int check = 20;
        while (process.step()) {
            if (process.steps >= check) {
                ExtremeEigenvalues now = process.ritz(relativeTolerance);
                if (now.converged) {
                    return now;
                }
                check = check + check / 4;
            }
        }
        return process.ritz(relativeTolerance);
    }

    /** The state of one run: basis, tridiagonal matrix. */
    private static final class Process {
        private final UnaryOperator<double[]> operator;
        private final int size;
        private final int limit;
        private double[] basis;
        private final double[] diagonal;
        private final double[] beside;
        private int steps;
        private boolean exhausted;

        Process(UnaryOperator<double[]> operator, int size, int limit) {
            this.operator = operator;
            this.size = size;
            this.limit = limit;
            this.diagonal = new double[limit];
            this.beside = new double[limit];
            this.basis = new double[dev.nadir.matrix.Matrix.length(size, Math.min(limit, 32))];
            SplittableRandom random = new SplittableRandom(1);
            double[] start = random.doubles(size).map(x -> x - 0.5).toArray();
            double norm = norm(start);
            for (int i = 0; i < size; i++) {
                basis[i] = start[i] / norm;
            }
        }

        /** One more step; false when the limit is reached or the subspace is invariant. */
        boolean step() {
            if (exhausted || steps == limit) {
                return false;
            }
            double[] w = operator.apply(Arrays.copyOfRange(basis, steps * size, (steps + 1) * size));
            diagonal[steps] = dotWithLast(w);
            int known = steps + 1;
            orthogonalize(w, known);
            orthogonalize(w, known);
            double beta = norm(w);
            beside[steps] = beta;
            steps = known;
            double scale = Math.max(Math.abs(diagonal[0]), beside[0]);
            exhausted = !(beta > size * Math.ulp(1.0) * scale);
            if (!exhausted && steps < limit) {
                append(w, beta);
            }
            return !exhausted && steps < limit;
        }

        private void append(double[] w, double norm) {
            if ((steps + 1L) * size > basis.length) {
                int columns = Math.min(limit, 2 * (basis.length / size));
                basis = Arrays.copyOf(basis, dev.nadir.matrix.Matrix.length(size, columns));
            }
            for (int i = 0; i < size; i++) {
                basis[steps * size + i] = w[i] / norm;
            }
        }

        private double dotWithLast(double[] w) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += w[i] * basis[steps * size + i];
            }
            return sum;
        }

        private void orthogonalize(double[] w, int columns) {
            double[] components = new double[columns];
            NativeLibraries.blas().dgemv("T", size, columns, 1, basis, size, w, 1, 0, components, 1);
            NativeLibraries.blas().dgemv("N", size, columns, -1, basis, size, components, 1, 1, w, 1);
        }

        ExtremeEigenvalues ritz(double tolerance) {
            double[] values = Arrays.copyOf(diagonal, steps);
            double[] off = Arrays.copyOf(beside, Math.max(1, steps));
            double[] vectors = new double[steps * steps];
            intW info = new intW(0);
            NativeLibraries.lapack()
                    .dstev("V", steps, values, off, vectors, steps, new double[Math.max(1, 2 * steps - 2)], info);
            LapackInfo.requireLegal("dstev", info.val);
            double beta = beside[steps - 1];
            double low = Math.abs(beta * vectors[steps - 1]);
            double high = Math.abs(beta * vectors[steps * steps - 1]);
            double floor = 16 * Math.ulp(1.0) * Math.abs(values[steps - 1]);
            boolean settled = low <= Math.max(tolerance * Math.abs(values[0]), floor)
                    && high <= Math.max(tolerance * Math.abs(values[steps - 1]), floor);
            return new ExtremeEigenvalues(values[0], values[steps - 1], low, high, steps, settled);
        }

        private static double norm(double[] v) {
            return dev.nadir.matrix.Matrix.column(v).frobeniusNorm();
        }
    }
}
