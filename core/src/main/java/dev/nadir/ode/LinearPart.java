package dev.nadir.ode;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;

/**
 * A symmetric operator L = V T Vᵀ on ℝⁿ, T tridiagonal, zero on the complement of range V.
 *
 * <p>Systems (μ − L)x = b cost 4nr flops for Vᵀ and V and O(r) between, for any μ.
 *
 * @param basis V, n x r with orthonormal columns
 * @param rates the diagonal of T, length r; where T is diagonal the eigenvalues λ, negative where the flow contracts
 * @param beside the entries of T next to the diagonal, one fewer; empty where T is diagonal
 */
public record LinearPart(Matrix basis, double[] rates, double[] beside) {

    /** Checks the shapes. */
    public LinearPart {
        if (basis.columns() != rates.length) {
            throw new IllegalArgumentException(
                    "rates: got " + rates.length + ", expected one per column of the basis = " + basis.columns());
        }
        if (beside.length != 0 && beside.length != rates.length - 1) {
            throw new IllegalArgumentException(
                    "beside: got " + beside.length + ", expected none or one fewer than rates = " + rates.length);
        }
    }

    /** In its eigenbasis. */
    public LinearPart(Matrix basis, double[] rates) {
        this(basis, rates, new double[0]);
    }

    /** Vᵀ v. */
    public double[] coordinates(double[] v) {
        return Products.transposedTimes(basis, v);
    }

    /** V c. */
    public double[] combine(double[] c) {
        return Products.times(basis, c);
    }

    /** L v. */
    public double[] times(double[] v) {
        double[] c = coordinates(v);
        double[] product = c.clone();
        for (int i = 0; i < c.length; i++) {
            product[i] *= rates[i];
        }
        for (int i = 0; i < beside.length; i++) {
            product[i] += beside[i] * c[i + 1];
            product[i + 1] += beside[i] * c[i];
        }
        return combine(product);
    }
}
