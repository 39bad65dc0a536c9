package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * Resolves gaps far below the accuracy of one least-distance problem: separability does not change under linear maps, so
 * the samples are stretched along the best normal known until the gap is of ordinary size, and the problem solved anew.
 *
 * <p>A gap g gives a normal with relative error of about ε/g; stretched by k it becomes about min(k, g/ε) g.
 */
final class Stretch {
    private static final int ROUNDS = 4;
    private static final double TARGET = 1e-2;
    private static final double FIRST_FACTOR = 1e4;
    private static final double GROWTH = 1e3;
    private static final double CLEAR_RESIDUAL = 1e-6;

    private Stretch() {}

    /**
     * What the stretched problem says.
     *
     * @param normal of the best hyperplane, in the coordinates of the columns; empty if there is none
     * @param weights of the samples in the combinations that coincide, if they do
     */
    record Refined(Optional<double[]> normal, double[] weights) {}

    /**
     * Solves the least-distance problem of columns [s x; s; 1] whose residual r is too small to be told from rounding.
     *
     * @param e the columns, M + 2 rows
     * @param r the residual, with a nonzero part of length M
     * @param weights the solution that led to r
     */
    static Refined solve(Matrix e, double[] r, double[] weights) {
        int m = e.rows() - 2;
        double[] plane = Arrays.copyOf(r, m + 1);
        double size = length(r);
        double[] u = weights;
        for (int round = 0; round < ROUNDS; round++) {
            double norm = length(Arrays.copyOf(plane, m));
            if (!(norm > 0)) {
                return new Refined(Optional.empty(), u);
            }
            double[] d = Arrays.stream(plane).map(v -> v / norm).toArray();
            double factor =
                    Math.min(TARGET / Math.max(size, Double.MIN_NORMAL), FIRST_FACTOR * Math.pow(GROWTH, round));
            double[] scales = new double[e.columns()];
            double[] f = new double[e.rows()];
            f[m + 1] = 1;
            NonNegativeLeastSquares.Solution solution =
                    NonNegativeLeastSquares.solve(stretched(e, d, factor, scales), f);
            u = solution.u().clone();
            for (int j = 0; j < u.length; j++) {
                u[j] /= scales[j];
            }
            plane = unstretched(Arrays.copyOf(solution.residual(), m + 1), d, factor);
            if (solution.residualNorm() > CLEAR_RESIDUAL) {
                break;
            }
        }
        return new Refined(Optional.of(Arrays.copyOf(plane, m)), u);
    }

    /**
     * Moves every column's sample along the normal until its value v = ⟨d, x⟩ + d_last has become k v, and divides the
     * column by its largest entry, which changes nothing in the constraint it stands for.
     */
    private static Matrix stretched(Matrix e, double[] d, double factor, double[] scales) {
        Matrix stretched = e.copy();
        double[] data = stretched.data();
        int m = d.length - 1;
        for (int j = 0; j < e.columns(); j++) {
            int start = j * e.rows();
            double along = 0;
            for (int i = 0; i < m; i++) {
                along += d[i] * data[start + i];
            }
            double move = (factor - 1) * along + factor * d[m] * data[start + m];
            double largest = 1;
            for (int i = 0; i < m; i++) {
                data[start + i] += move * d[i];
                largest = Math.max(largest, Math.abs(data[start + i]));
            }
            for (int i = 0; i < e.rows(); i++) {
                data[start + i] /= largest;
            }
            scales[j] = largest;
        }
        return stretched;
    }

    /** The affine function z in stretched coordinates as one of the original ones. */
    private static double[] unstretched(double[] z, double[] d, double factor) {
        int m = d.length - 1;
        double along = 0;
        for (int i = 0; i < m; i++) {
            along += z[i] * d[i];
        }
        for (int i = 0; i < m; i++) {
            z[i] += (factor - 1) * along * d[i];
        }
        z[m] += factor * d[m] * along;
        return z;
    }

    private static double length(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }
}
