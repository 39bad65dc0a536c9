package dev.nadir.jacobian.spectrum;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;

/**
 * What weight decay leaves of the cost: the minimum over v of C(x + Dv) + λ/2 ‖θ + v‖², to first order in v. At a stationary
 * point of C + λ/2 ‖θ‖² the network stands there already.
 *
 * <p>With s = θ + v the outputs are (x − Dθ) + Ds, and DDᵀ = AAᵀ makes this a problem in QN numbers: C((x − Dθ) + Aw) + λ/2 |w|².
 *
 * @param decay λ
 * @param total the least sum that was found
 * @param bound below the minimum, by Fenchel's ⟨u, x − Dθ⟩ − C*(u) − ‖Dᵀu‖²/2λ
 * @param cost C there: what stays of the loss itself
 */
public record DecayedFloor(double decay, double total, double bound, double cost) {

    /**
     * At the parameters of an evaluation; the kernel, its eigenvectors and some tens of Newton steps of (QN)³ flops.
     *
     * @param decay λ, positive
     * @throws IllegalArgumentException if λ is not positive or the labels are not such as the loss takes
     */
    public static DecayedFloor of(Evaluation at, Loss loss, Matrix labels, double decay) {
        if (!(decay > 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("weight decay: got " + decay + ", expected a positive number");
        }
        loss.check(labels);
        SymmetricEigen eigen = SymmetricEigen.of(EmpiricalNtk.of(at).kernel());
        Matrix root = eigen.vectors().copy();
        for (int j = 0; j < root.columns(); j++) {
            double factor = Math.sqrt(Math.max(0, eigen.values()[j]));
            for (int r = 0; r < root.rows(); r++) {
                root.data()[r + j * root.rows()] *= factor;
            }
        }
        Matrix moved = new Matrix(labels.rows(), labels.columns(), at.times(at.theta()));
        TangentMinimum minimum = TangentMinimum.of(
                new TangentMinimum.Problem(loss, labels, at.outputs().minus(moved), root, 0, decay));
        return new DecayedFloor(decay, minimum.reached(), minimum.bound(), loss.value(minimum.outputs(), labels));
    }
}
