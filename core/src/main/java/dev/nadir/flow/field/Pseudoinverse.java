package dev.nadir.flow.field;

import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;

/**
 * D⁺ = Dᵀ(DDᵀ)⁺ from the singular values of D and its left singular vectors above the rank cut.
 *
 * @param jacobian D, QN x K
 * @param spectrum of D
 */
public record Pseudoinverse(Evaluation jacobian, JacobianSpectrum spectrum) {

    static Pseudoinverse of(Evaluation jacobian) {
        return new Pseudoinverse(jacobian, JacobianSpectrum.of(jacobian));
    }

    /** D⁺ u = Dᵀ U Σ⁻² Uᵀ u. */
    public double[] times(double[] u) {
        Matrix basis = spectrum.left().columns(0, spectrum.rank().rank());
        double[] c = Products.transposedTimes(basis, u);
        for (int i = 0; i < c.length; i++) {
            c[i] = c[i] / spectrum.singularValues()[i] / spectrum.singularValues()[i];
        }
        return jacobian.transposedTimes(Products.times(basis, c));
    }
}
