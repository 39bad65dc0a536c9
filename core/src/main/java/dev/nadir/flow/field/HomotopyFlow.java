package dev.nadir.flow.field;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.model.Evaluation;

/**
 * The homotopy between the standard and the adapted flow, [LI]: θ' = −((1−τ) Dᵀ + τ Dᵀ(DDᵀ)⁺) ∇_x C.
 *
 * <p>At τ = 1 the outputs follow x' = −P(x − y)/N: the comparison model (1.1) wherever D has rank QN. All members have the
 * same equilibria.
 *
 * @param landscape the cost
 * @param tau τ in [0, 1]; 0 is the standard flow, 1 the adapted flow
 */
public record HomotopyFlow(LossLandscape landscape, double tau) implements PassField {

    /** Checks τ. */
    public HomotopyFlow {
        if (!(tau >= 0 && tau <= 1)) {
            throw new IllegalArgumentException("homotopy: got " + tau + ", expected a number from 0 to 1");
        }
    }

    /** The adapted flow, τ = 1. */
    public static HomotopyFlow adapted(LossLandscape landscape) {
        return new HomotopyFlow(landscape, 1);
    }

    @Override
    public double[] velocity(double time, Evaluation pass) {
        double[] gradient = landscape.gradient(pass);
        double[] adapted = new double[gradient.length];
        if (tau > 0 && pass.isFinite()) {
            Evaluation jacobian = landscape.jacobian(pass);
            adapted = Pseudoinverse.of(jacobian).times(landscape.outputGradient(pass));
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -(1 - tau) * gradient[i] - tau * adapted[i];
        }
        return gradient;
    }
}
