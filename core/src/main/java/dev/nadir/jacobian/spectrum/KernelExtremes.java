package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.ExtremeEigenvalues;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.model.Evaluation;
import dev.nadir.model.KroneckerForm;
import java.util.Optional;

/**
 * λ_min and λ_max of DDᵀ without forming it.
 *
 * <p>Where only one layer is trained and the layers above it are affine on the data (all linear models; the output layer
 * of any network), δ_i is the same for every sample and DDᵀ = (ãᵀã) ⊗ (δ_0ᵀδ_0): the eigenvalues are products of those
 * of an N x N and a Q x Q matrix. Otherwise, or beyond N = 8192, by Lanczos steps with one backward and one forward
 * pass each.
 *
 * @param smallest λ_min, or the best upper bound of it so far; never far below 0, by rounding only
 * @param largest λ_max
 * @param smallestError bound of the error of λ_min, absolute, rounding included
 * @param largestError bound of the error of λ_max, absolute, rounding included
 * @param method "Kronecker product" or "Lanczos"
 * @param steps products with DDᵀ
 * @param converged whether the errors meet the tolerance asked for
 */
public record KernelExtremes(
        double smallest,
        double largest,
        double smallestError,
        double largestError,
        String method,
        int steps,
        boolean converged) {
    private static final int DENSE_SAMPLES = 8192;

    /**
     * By structure where there is one, else by Lanczos.
     *
     * @param relativeTolerance of each eigenvalue, 1e-8 say
     * @param maxSteps of Lanczos; memory QN of them
     */
    public static KernelExtremes of(Evaluation jacobian, double relativeTolerance, int maxSteps) {
        Optional<KroneckerForm> form =
                jacobian.samples() <= DENSE_SAMPLES ? jacobian.kroneckerForm() : Optional.empty();
        return form.map(found -> kronecker(found, relativeTolerance))
                .orElseGet(() -> lanczos(jacobian, relativeTolerance, maxSteps));
    }

    /** Always by Lanczos. */
    public static KernelExtremes lanczos(Evaluation jacobian, double relativeTolerance, int maxSteps) {
        ExtremeEigenvalues found =
                ExtremeEigenvalues.of(jacobian::kernelTimes, jacobian.rows(), relativeTolerance, maxSteps);
        return new KernelExtremes(
                found.smallest(),
                found.largest(),
                found.smallestError(),
                found.largestError(),
                "Lanczos",
                found.steps(),
                found.converged());
    }

    private static KernelExtremes kronecker(KroneckerForm form, double relativeTolerance) {
        double[] samples = SymmetricEigen.valuesOf(Products.gram(form.features()));
        double[] outputs = SymmetricEigen.valuesOf(Products.gram(form.delta()));
        double largest = samples[samples.length - 1] * outputs[outputs.length - 1];
        double smallest = Math.min(samples[0] * outputs[0], samples[0] * outputs[outputs.length - 1]);
        double error = 8 * Math.ulp(1.0) * largest * Math.sqrt(samples.length); // random-walk growth of n ε ‖A‖
        boolean converged = error <= relativeTolerance * smallest;
        return new KernelExtremes(smallest, largest, error, error, "Kronecker product", 0, converged);
    }
}
