package dev.nadir.construct.structured;

import dev.nadir.matrix.Matrix;

/**
 * A cone of R^n by apex p, unit axis f and aperture β, and the square weight whose ReLU truncates to it.
 *
 * <p>With u = (1, …, 1), P = uuᵀ/n and R the Householder reflection that takes f to u/√n: W = (P + β(I − P)) R, of
 * condition 1/β, and b = −W p. A point z has height t = ⟨z − p, f⟩ and distance r = |z − p − t f| from the axis.
 * Where t ≥ β √(n−1) r the layer is the identity (forward cone), where −t ≥ β √(n−1) r it collapses to p (backward
 * cone); β → 0 opens the cone to a half-space.
 *
 * @param apex p
 * @param axis f, of length 1
 * @param beta β, in (0, 1]
 */
public record TruncationCone(double[] apex, double[] axis, double beta) {
    /** Below this aperture the collapse is no longer exact in double precision (structured.md §4.3b). */
    public static final double SMALLEST_BETA = 1e-6;

    /**
     * The cone with half of the largest aperture that keeps one set of points in the backward cone and the other in the
     * forward cone, at most 1.
     *
     * @return a cone with β ≤ 0 if some point is on the wrong side of the apex
     */
    static TruncationCone between(double[] apex, double[] axis, Matrix backward, Matrix forward) {
        Householder reflection = new Householder(axis);
        double widest =
                Math.min(widest(apex, axis, reflection, backward, -1), widest(apex, axis, reflection, forward, 1));
        return new TruncationCone(apex, axis, Math.min(1, widest / 2));
    }

    private static double widest(double[] apex, double[] axis, Householder reflection, Matrix points, double sign) {
        int n = axis.length;
        double widest = Double.POSITIVE_INFINITY;
        double[] z = new double[n];
        for (int j = 0; j < points.columns(); j++) {
            double t = 0;
            for (int i = 0; i < n; i++) {
                z[i] = points.get(i, j) - apex[i];
                t += z[i] * axis[i];
            }
            for (int i = 0; i < n; i++) {
                z[i] -= t * axis[i];
            }
            reflection.apply(z);
            double against = 0;
            for (double v : z) {
                against = Math.max(against, -sign * v);
            }
            double height = sign * t / Math.sqrt(n);
            widest = Math.min(widest, height <= 0 ? height : height / against);
        }
        return widest;
    }

    /** W = (P + β(I − P)) R. */
    public Matrix weight() {
        return shaped(beta);
    }

    /** W⁻¹ = Rᵀ (P + (I − P)/β), in closed form. */
    public Matrix inverseWeight() {
        return shaped(1 / beta).transpose();
    }

    private Matrix shaped(double factor) {
        int n = axis.length;
        Matrix weight = Matrix.identity(n);
        Householder reflection = new Householder(axis);
        for (int j = 0; j < n; j++) {
            double[] column = weight.columnArray(j);
            reflection.apply(column);
            double mean = 0;
            for (double v : column) {
                mean += v / n;
            }
            for (int i = 0; i < n; i++) {
                weight.data()[i + j * n] = mean + factor * (column[i] - mean);
            }
        }
        return weight;
    }

    /** The angle between axis and boundary of the round cone inside the backward cone, arctan 1/(β√(n−1)). */
    public double halfAngle() {
        return Math.atan2(1, beta * Math.sqrt(axis.length - 1.0));
    }

    /** z ↦ z − 2⟨v, z⟩v/|v|² with v = f − u/√n; the identity where f = u/√n. */
    private static final class Householder {
        private final double[] v;
        private final double squares;

        Householder(double[] axis) {
            v = axis.clone();
            double sum = 0;
            for (int i = 0; i < v.length; i++) {
                v[i] -= 1 / Math.sqrt(v.length);
                sum += v[i] * v[i];
            }
            squares = sum;
        }

        void apply(double[] z) {
            if (squares == 0) {
                return;
            }
            double product = 0;
            for (int i = 0; i < v.length; i++) {
                product += v[i] * z[i];
            }
            for (int i = 0; i < v.length; i++) {
                z[i] -= 2 * product / squares * v[i];
            }
        }
    }
}
