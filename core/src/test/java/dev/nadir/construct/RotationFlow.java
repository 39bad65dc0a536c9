package dev.nadir.construct;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;

/**
 * The flow of rotation and offset of one truncation (arXiv 2501.07400, structured.md §7.3): τ(x) = Rᵀ(σ(R x + β) − β)
 * with R orthogonal is to bring all samples of a cluster to the point g.
 *
 * <p>With V = R X + β1ᵀ, H = [V > 0], E = σ(V) − β1ᵀ − R g 1ᵀ and G = Σ_i (R x_i)(E ∘ H)_iᵀ − (R g) E_iᵀ the gradient flow
 * of C = 1/(2N) Σ |τ(x_i) − g|² on rotations and offsets is
 *
 * <pre>R' = ½ (G − Gᵀ) R / N,   β' = −Σ (H − 1) ∘ E / N.</pre>
 *
 * <p>Integrated by the classical Runge-Kutta method with a fixed step; R is brought back to the nearest rotation after
 * every step.
 *
 * @param rotation R, n x n orthogonal
 * @param offset β, length n
 */
public record RotationFlow(Matrix rotation, double[] offset) {

    /** R' and β'. */
    private record Rate(Matrix rotation, double[] offset) {}

    /**
     * The state after the given time.
     *
     * @param samples X of the cluster, n x N
     * @param target g
     * @param time how long
     * @param steps how many steps to take
     */
    public RotationFlow advance(Matrix samples, double[] target, double time, int steps) {
        RotationFlow state = this;
        double h = time / steps;
        for (int k = 0; k < steps; k++) {
            Rate k1 = state.rate(samples, target);
            Rate k2 = state.moved(k1, h / 2).rate(samples, target);
            Rate k3 = state.moved(k2, h / 2).rate(samples, target);
            Rate k4 = state.moved(k3, h).rate(samples, target);
            RotationFlow next =
                    state.moved(k1, h / 6).moved(k2, h / 3).moved(k3, h / 3).moved(k4, h / 6);
            state = new RotationFlow(nearestRotation(next.rotation), next.offset);
        }
        return state;
    }

    /** C = 1/(2N) Σ |τ(x_i) − g|². */
    public double cost(Matrix samples, double[] target) {
        double norm = deviation(values(samples), target).frobeniusNorm();
        return norm * norm / (2 * samples.columns());
    }

    /** τ of every sample. */
    public Matrix truncate(Matrix samples) {
        Matrix shifted = Products.affine(Matrix.identity(offset.length), relu(values(samples)), negated(offset));
        return Products.transposedTimes(rotation, shifted);
    }

    private Matrix values(Matrix samples) {
        return Products.affine(rotation, samples, offset);
    }

    private Matrix deviation(Matrix values, double[] target) {
        double[] rotated = Products.times(rotation, target);
        double[] shift = new double[offset.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = -offset[i] - rotated[i];
        }
        return Products.affine(Matrix.identity(offset.length), relu(values), shift);
    }

    private Rate rate(Matrix samples, double[] target) {
        int n = offset.length;
        Matrix values = values(samples);
        Matrix deviation = deviation(values, target);
        Matrix open = deviation.copy();
        double[] offsetRate = new double[n];
        double[] sums = new double[n];
        for (int k = 0; k < values.data().length; k++) {
            boolean active = values.data()[k] > 0;
            sums[k % n] += deviation.data()[k];
            offsetRate[k % n] += active ? 0 : deviation.data()[k] / samples.columns();
            open.data()[k] = active ? deviation.data()[k] : 0;
        }
        Matrix rotated = Products.times(rotation, samples);
        Matrix column = Matrix.column(Products.times(rotation, target));
        Matrix g = Products.timesTransposed(rotated, open).minus(Products.timesTransposed(column, Matrix.column(sums)));
        Matrix skew = g.minus(g.transpose()).map(value -> value / (2.0 * samples.columns()));
        return new Rate(Products.times(skew, rotation), offsetRate);
    }

    private RotationFlow moved(Rate rate, double step) {
        double[] moved = offset.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * rate.offset[i];
        }
        return new RotationFlow(rotation.plus(step, rate.rotation), moved);
    }

    private static Matrix nearestRotation(Matrix matrix) {
        Svd svd = Svd.of(matrix);
        return Products.times(svd.left(), svd.rightTransposed());
    }

    private static Matrix relu(Matrix matrix) {
        return matrix.map(value -> Math.max(value, 0));
    }

    private static double[] negated(double[] values) {
        return Matrix.column(values).map(value -> -value).data();
    }
}
