package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;

/**
 * Descending singular values and left singular vectors in the same order.
 *
 * @param values min(QN, K) values, or estimates of them
 * @param left QN x min(QN, K), orthonormal columns
 */
public record SingularPairs(double[] values, Matrix left) {

    /** From λ, U of DDᵀ: σ = √λ, with negative λ from rounding counted as 0. */
    static SingularPairs ofKernel(SymmetricEigen eigen, int count) {
        int size = eigen.values().length;
        double[] values = new double[count];
        int[] order = new int[count];
        for (int k = 0; k < count; k++) {
            order[k] = size - 1 - k;
            values[k] = Math.sqrt(Math.max(0, eigen.values()[size - 1 - k]));
        }
        return new SingularPairs(values, eigen.vectors().selectColumns(order));
    }

    /** The first columns only. */
    SingularPairs first(int count) {
        return new SingularPairs(java.util.Arrays.copyOf(values, count), left.columns(0, count));
    }

    /** σ_1/σ_k, or infinity where σ_k is 0; 1 for k = 0. */
    double condition(int k) {
        return k == 0 ? 1 : values[0] / values[k - 1];
    }
}
