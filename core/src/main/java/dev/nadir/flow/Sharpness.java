package dev.nadir.flow;

import dev.nadir.ode.LinearPart;

/** The largest eigenvalue of ∇²C: descent with step η is unstable along its eigenvector once it exceeds 2/η. */
public final class Sharpness {
    private Sharpness() {}

    /** λ_max(∇²C) at a state, by Lanczos iteration on Hessian-vector products; relative accuracy about 1e-6. */
    public static double at(LossLandscape landscape, double[] state) {
        LinearPart modes = KrylovModes.stiffest(landscape, state);
        double largest = Double.NEGATIVE_INFINITY;
        for (double rate : modes.rates()) {
            largest = Math.max(largest, -rate);
        }
        return largest;
    }
}
