package dev.nadir.flow;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.linalg.ExtremeEigenvalues;
import dev.nadir.model.Evaluation;

/**
 * The largest eigenvalue of ∇²C: descent with step η is unstable along its eigenvector once it exceeds 2/η.
 *
 * @param value λ_max(∇²C), from below
 * @param error within which an eigenvalue lies, rounding and, for models that are no perceptrons, differences included; NaN for a state that is not finite
 */
public record Sharpness(double value, double error) {
    private static final double TOLERANCE = 1e-6;
    private static final int STEPS = 200;

    /**
     * At a state, by Lanczos steps on Hessian-vector products from a random start, so that stationary points have one
     * too; up to 200 products, until the residual is 1e-6 of the value. At a kink σ'' counts as 0.
     */
    public static Sharpness at(LossLandscape landscape, double[] state) {
        Evaluation pass = landscape.forward(state);
        if (!pass.isFinite()) {
            return new Sharpness(Double.NaN, Double.NaN);
        }
        ExtremeEigenvalues found =
                ExtremeEigenvalues.of(v -> landscape.hessianTimes(pass, v), landscape.dimension(), TOLERANCE, STEPS);
        return new Sharpness(found.largest(), found.largestError() + landscape.hessianError(pass));
    }
}
