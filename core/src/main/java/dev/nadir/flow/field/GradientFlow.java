package dev.nadir.flow.field;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.linalg.Tridiagonal;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;
import dev.nadir.ode.LinearPart;
import dev.nadir.ode.SplitField;
import java.util.Arrays;
import java.util.List;

/**
 * The standard flow θ' = −∇_θ C, [CE] (1.2).
 *
 * @param landscape the cost
 * @param linearization the linear part offered to the implicit stepper
 */
public record GradientFlow(LossLandscape landscape, Linearization linearization) implements SplitField {
    /** Eigenvalues of the Gram matrix below this fraction of the largest are rounding; they do not make stiffness. */
    private static final double NEGLIGIBLE = 1e-12;

    @Override
    public int dimension() {
        return landscape.dimension();
    }

    @Override
    public double[] at(double time, double[] state) {
        double[] gradient = landscape.gradient(state);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
        }
        return gradient;
    }

    @Override
    public LinearPart linearize(double[] state) {
        return linearize(landscape.forward(state), new TangentSpace(List.of()));
    }

    /** The same from a forward pass, for a flow that keeps to some directions. */
    public LinearPart linearize(Evaluation pass, TangentSpace tangent) {
        return switch (linearization) {
            case NTK ->
                landscape.loss().equals(Loss.SQUARE)
                        ? tangentKernel(
                                tangent.projectRows(landscape.jacobian(pass).dense()),
                                landscape.data().samples())
                        : tangentKernel(tangent.projectRows(landscape.weighted(landscape.jacobian(pass))), 1);
            case HESSIAN -> hessian(tangent.projectBothSides(landscape.hessian(pass)));
            case KRYLOV -> KrylovModes.stiffest(landscape, pass, tangent);
        };
    }

    private static LinearPart hessian(Matrix hessian) {
        Tridiagonal reduced = Tridiagonal.of(hessian);
        return new LinearPart(reduced.basis(), negated(reduced.diagonal(), 1), negated(reduced.beside(), 1));
    }

    /** V = DᵀUΛ^{-1/2}, λ = −Λ/N, of WᵀD with N = 1 for losses other than the square; eigenvectors of DᵀD where that is smaller. */
    private LinearPart tangentKernel(Matrix jacobian, double samples) {
        if (jacobian.columns() <= jacobian.rows()) {
            SymmetricEigen eigen = SymmetricEigen.of(Products.gram(jacobian));
            return new LinearPart(eigen.vectors(), decayed(negated(eigen.values(), samples)));
        }
        SymmetricEigen eigen = SymmetricEigen.of(Products.outerGram(jacobian));
        double[] values = eigen.values();
        int first = 0;
        while (first < values.length && !(values[first] > NEGLIGIBLE * values[values.length - 1])) {
            first++;
        }
        Matrix scaled = eigen.vectors().columns(first, values.length);
        double[] kept = Arrays.copyOfRange(values, first, values.length);
        for (int j = 0; j < kept.length; j++) {
            double factor = 1 / Math.sqrt(kept[j]);
            for (int i = 0; i < scaled.rows(); i++) {
                scaled.data()[i + j * scaled.rows()] *= factor;
            }
        }
        return new LinearPart(Products.transposedTimes(jacobian, scaled), decayed(negated(kept, samples)));
    }

    /** Less λ of the weight decay; outside the range of V it stays in the remainder. */
    private double[] decayed(double[] rates) {
        for (int i = 0; i < rates.length; i++) {
            rates[i] -= landscape.decay();
        }
        return rates;
    }

    private static double[] negated(double[] values, double divisor) {
        double[] rates = new double[values.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = -values[i] / divisor;
        }
        return rates;
    }
}
