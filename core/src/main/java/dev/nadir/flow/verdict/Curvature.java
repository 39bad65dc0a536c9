package dev.nadir.flow.verdict;

import dev.nadir.flow.landscape.CostFunction;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;

/**
 * The spectrum of ∇²C at a state.
 *
 * @param values ascending, K of them
 * @param vectors the eigenvectors in the same order
 * @param error of every eigenvalue: 8 K ε ‖∇²C‖ by rounding, and where ∇²C comes from differences ten times the part of it that is
 *     not symmetric, for errors of differences are not either
 */
public record Curvature(double[] values, Matrix vectors, double error) {
    private static final double SKEW = 10;

    /**
     * By a dense eigendecomposition, 9 K³ flops.
     *
     * @throws IllegalArgumentException if the Hessian is not finite
     */
    public static Curvature of(CostFunction function, double[] state) {
        Matrix hessian = function.hessian(state);
        Matrix skew = hessian.minus(hessian.transpose()).map(entry -> entry / 2);
        SymmetricEigen eigen = SymmetricEigen.of(hessian.minus(skew));
        double[] values = eigen.values();
        double norm = values.length == 0 ? 0 : Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
        return new Curvature(
                values, eigen.vectors(), 8 * values.length * Math.ulp(1.0) * norm + SKEW * skew.frobeniusNorm());
    }

    /** The smallest eigenvalue. */
    public double least() {
        return values[0];
    }

    /** ‖∇²C‖₂. */
    public double norm() {
        return Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
    }

    /** How many eigenvalues cannot be told from 0. */
    public int nullity() {
        int count = 0;
        for (double value : values) {
            count += Math.abs(value) <= error ? 1 : 0;
        }
        return count;
    }

    /** Whether an eigenvalue is below 0 beyond rounding. */
    public boolean indefinite() {
        return least() < -error;
    }
}
