package dev.nadir.linalg;

import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The largest eigenvalue of a symmetric positive semidefinite operator by Lanczos steps with full
 * reorthogonalization (Golub and Van Loan, Matrix Computations, chapter 10) from a fixed random start vector.
 */
final class Lanczos {
    private static final int STEPS = 40;
    private static final double CONVERGED = 1e-4; // change in each of four steps; fewer stop on a plateau at σ_2
    private static final long SEED = 20261122;

    private Lanczos() {}

    /** The largest Ritz value, never above the eigenvalue but for rounding; the operator works in place. */
    static double largest(int n, Consumer<double[]> operator) {
        List<double[]> basis = new ArrayList<>();
        Matrix tridiagonal = Matrix.zeros(Math.min(n, STEPS), Math.min(n, STEPS));
        double[] next = start(n);
        double ritz = 0;
        int quiet = 0;
        for (int k = 0; k < tridiagonal.rows() && quiet < 4; k++) {
            double[] current = next;
            basis.add(current);
            next = current.clone();
            operator.accept(next);
            double diagonal = dot(next, current);
            if (!Double.isFinite(diagonal)) {
                return diagonal;
            }
            tridiagonal.data()[k + k * tridiagonal.rows()] = diagonal;
            double before = ritz;
            double[] values = SymmetricEigen.valuesOf(tridiagonal.rows(0, k + 1).columns(0, k + 1));
            ritz = values[k];
            quiet = Math.abs(ritz - before) <= CONVERGED * ritz ? quiet + 1 : 0;
            double beta = orthogonalize(next, basis);
            if (!(beta > n * Math.ulp(ritz))) {
                return ritz; // the basis is invariant
            }
            if (k + 1 < tridiagonal.rows()) {
                tridiagonal.data()[k + 1 + k * tridiagonal.rows()] = beta; // lower triangle, all that is read
            }
        }
        return ritz;
    }

    private static double[] start(int n) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
        }
        orthogonalize(x, List.of());
        return x;
    }

    /** Removes the basis from x twice, divides it by the norm left, which it returns. */
    private static double orthogonalize(double[] x, List<double[]> basis) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] v : basis) {
                double along = dot(x, v);
                for (int i = 0; i < x.length; i++) {
                    x[i] -= along * v[i];
                }
            }
        }
        double norm = Matrix.column(x).frobeniusNorm();
        for (int i = 0; i < x.length; i++) {
            x[i] /= norm;
        }
        return norm;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
