package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;

/**
 * The orthogonal projector P = U Uᵀ onto the range of D and its complement P⊥ = 1 - P.
 *
 * <p>U holds the left singular vectors above the rank cut. The formula P = D(DᵀD)⁻¹Dᵀ, [CE] (1.6), is not used: it never
 * applies to an exact ReLU network, whose D has dependent columns (mathematics §3.3).
 *
 * @param basis U, QN x rank, orthonormal columns
 */
public record RangeProjector(Matrix basis) {

    /** P u; 4 QN rank flops. */
    public double[] apply(double[] u) {
        return Products.times(basis, Products.transposedTimes(basis, u));
    }

    /** P⊥ u = u - P u, projected twice so that it stays orthogonal to the range when it is small. */
    public double[] complement(double[] u) {
        double[] once = minus(u, apply(u));
        return minus(once, apply(once));
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}
