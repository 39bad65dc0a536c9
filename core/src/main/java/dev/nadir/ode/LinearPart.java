package dev.nadir.ode;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;

/**
 * A symmetric operator L = V diag(λ) Vᵀ on ℝⁿ, zero on the complement of range V.
 *
 * <p>For any φ, φ(hL) v = φ(0) v + V (φ(hλ) − φ(0)) Vᵀ v, at 4nr flops.
 *
 * @param basis V, n x r with orthonormal columns
 * @param rates λ, length r; negative where the flow contracts
 * @param exact whether L is the whole Jacobian of the field where it was taken
 */
public record LinearPart(Matrix basis, double[] rates, boolean exact) {

    /** Checks the shapes. */
    public LinearPart {
        if (basis.columns() != rates.length) {
            throw new IllegalArgumentException(
                    "rates: got " + rates.length + ", expected one per column of the basis = " + basis.columns());
        }
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
        for (int i = 0; i < c.length; i++) {
            c[i] *= rates[i];
        }
        return combine(c);
    }

    /** e^{hL} v. */
    double[] exponentialTimes(double h, double[] v) {
        double[] c = coordinates(v);
        for (int i = 0; i < c.length; i++) {
            c[i] *= Math.expm1(h * rates[i]);
        }
        double[] result = combine(c);
        for (int i = 0; i < result.length; i++) {
            result[i] += v[i];
        }
        return result;
    }
}
