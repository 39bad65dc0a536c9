package dev.nadir.certify;

import dev.nadir.matrix.Matrix;
import java.util.List;

/**
 * The derivatives of one output with respect to the pre-activations of some layers, δ^l = σ'(z^l) ∘ (c W_{l+1})ᵀ δ^{l+1}, and how
 * far the exact ones are away: midpoint and radius (Rump, Acta Numerica 19, 2010, §9), the radius in the 2-norm of each sample so
 * that it grows with ‖W‖₂ and not with the sums of |W|.
 *
 * @param centres δ^l for the given layers, M_l x N each
 * @param errors for each layer and sample a number not below ‖exact − centre‖₂
 */
record OutputJacobian(List<Matrix> centres, List<double[]> errors) {}
