package dev.nadir.flow.field;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.linalg.Lanczos;
import dev.nadir.linalg.Products;
import dev.nadir.model.Evaluation;
import dev.nadir.ode.LinearPart;
import java.util.Arrays;

/**
 * The extreme eigenpairs of −∇²C from products alone: {@link Lanczos} steps from the gradient, the direction that the flow
 * takes.
 *
 * <p>L = V Θ Vᵀ with the Ritz pairs is the compression of the Hessian to the Krylov space. What it misses stays in the
 * remainder, where the error estimate of the step sees it. Empty where the gradient is 0.
 */
final class KrylovModes {
    private static final int STEPS = 48;

    private KrylovModes() {}

    /** On the piece of a forward pass, of the Hessian restricted to a tangent space. */
    static LinearPart stiffest(LossLandscape landscape, Evaluation pass, TangentSpace tangent) {
        double[] start = landscape.gradient(pass);
        tangent.project(start);
        Lanczos process = new Lanczos(v -> restricted(landscape, pass, tangent, v), start, STEPS);
        boolean more = true;
        while (more) {
            more = process.step();
        }
        Lanczos.Ritz ritz = process.ritz();
        double[] rates = Arrays.stream(ritz.values()).map(value -> -value).toArray();
        return new LinearPart(Products.times(process.basis(), ritz.coordinates()), rates);
    }

    private static double[] restricted(LossLandscape landscape, Evaluation pass, TangentSpace tangent, double[] v) {
        double[] product = landscape.hessianTimes(pass, v);
        tangent.project(product);
        return product;
    }
}
