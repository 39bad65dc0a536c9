package dev.nadir.flow;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.SymmetricEigen;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.ode.LinearPart;
import java.util.Arrays;

/**
 * The extreme eigenpairs of −∇²C from products alone: Lanczos iteration from the gradient with full reorthogonalization.
 *
 * <p>L = V Θ Vᵀ with the Ritz pairs is the compression of the Hessian to the Krylov space. What it misses stays in the
 * remainder, where the error estimate of the step sees it.
 */
final class KrylovModes {
    private static final int STEPS = 48;
    private static final double BREAKDOWN = 1e-10;

    private KrylovModes() {}

    static LinearPart stiffest(LossLandscape landscape, double[] state) {
        ForwardPass pass = landscape.forward(state);
        int n = landscape.dimension();
        int most = Math.min(STEPS, n);
        double[] basis = new double[Matrix.length(n, most)];
        Matrix whole = new Matrix(n, most, basis); // columns not built yet are zero and change nothing
        Matrix tridiagonal = Matrix.zeros(most, most);
        double[] next = landscape.gradient(pass);
        double norm = norm(next);
        double scale = 0;
        int size = 0;
        while (size < most && norm > BREAKDOWN * scale) {
            for (int i = 0; i < n; i++) {
                basis[size * n + i] = next[i] / norm;
            }
            double[] v = Arrays.copyOfRange(basis, size * n, (size + 1) * n);
            next = landscape.hessianTimes(pass, v);
            scale = Math.max(scale, norm(next));
            double[] coefficients = orthogonalize(whole, next);
            tridiagonal.data()[size + size * most] = coefficients[size];
            norm = norm(next);
            if (size + 1 < most) {
                tridiagonal.data()[size + 1 + size * most] = norm;
            }
            size++;
        }
        Matrix t = Matrix.zeros(size, size);
        for (int j = 0; j < size; j++) {
            for (int i = j; i < Math.min(size, j + 2); i++) {
                t.data()[i + j * size] = tridiagonal.get(i, j);
            }
        }
        SymmetricEigen ritz = SymmetricEigen.of(t);
        Matrix vectors = Products.times(new Matrix(n, size, Arrays.copyOf(basis, n * size)), ritz.vectors());
        return new LinearPart(
                vectors, Arrays.stream(ritz.values()).map(value -> -value).toArray(), false);
    }

    /** Removes range V from w, twice; returns Vᵀw. */
    private static double[] orthogonalize(Matrix basis, double[] w) {
        double[] first = subtract(basis, w);
        double[] second = subtract(basis, w);
        for (int i = 0; i < first.length; i++) {
            first[i] += second[i];
        }
        return first;
    }

    private static double[] subtract(Matrix basis, double[] w) {
        double[] c = Products.transposedTimes(basis, w);
        double[] part = Products.times(basis, c);
        for (int i = 0; i < w.length; i++) {
            w[i] -= part[i];
        }
        return c;
    }

    private static double norm(double[] v) {
        return new Matrix(v.length, 1, v).frobeniusNorm();
    }
}
