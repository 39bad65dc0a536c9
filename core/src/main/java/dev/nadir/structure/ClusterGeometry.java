package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;

/**
 * How far apart classes lie compared with their radius (structured.md §3.1, after arXiv 2309.10639).
 *
 * <p>With x̄ the mean of the centres, f_j = (x̄ − μ_j)/|x̄ − μ_j| and s_ij = ⟨μ_i − μ_j, f_j⟩, the clustered theorem
 * holds for every radius δ below δ* = min_{i≠j} s_ij / 4. Needs only centres and radius, so that samples can be streamed.
 *
 * @param centres μ_1 … μ_C, M x C
 * @param radius δ, the largest distance of a sample to the centre of its class
 * @param axes f_1 … f_C, M x C
 * @param along s_ij at (i, j)
 * @param across D_ij = |μ_i − μ_j − s_ij f_j| at (i, j)
 * @param radiusBound δ*
 * @param blockingClass the i attaining the minimum
 * @param blockedClass the j attaining it
 */
public record ClusterGeometry(
        Matrix centres,
        double radius,
        Matrix axes,
        Matrix along,
        Matrix across,
        double radiusBound,
        int blockingClass,
        int blockedClass) {

    /** The geometry of the class means of the given samples. */
    public static ClusterGeometry of(Matrix inputs, LabelClasses classes) {
        Matrix means = Matrix.zeros(inputs.rows(), classes.count());
        int[] counts = new int[classes.count()];
        int m = inputs.rows();
        for (int j = 0; j < inputs.columns(); j++) {
            int c = classes.codes()[j];
            counts[c]++;
            for (int i = 0; i < m; i++) {
                means.data()[i + c * m] += inputs.data()[i + j * m];
            }
        }
        for (int k = 0; k < means.data().length; k++) {
            means.data()[k] /= counts[k / m];
        }
        double radius = 0;
        for (int j = 0; j < inputs.columns(); j++) {
            radius = Math.max(radius, distance(inputs, j, means, classes.codes()[j]));
        }
        return of(means, radius);
    }

    /**
     * The geometry of given centres and radius.
     *
     * @throws IllegalArgumentException if there are fewer than 2 centres or the radius is negative or NaN
     */
    public static ClusterGeometry of(Matrix centres, double radius) {
        if (centres.columns() < 2 || !(radius >= 0)) {
            throw new IllegalArgumentException("clusters: got " + centres.columns() + " centres and radius " + radius
                    + ", expected at least 2 and a radius of at least 0");
        }
        int m = centres.rows();
        int classes = centres.columns();
        Matrix axes = axes(centres);
        Matrix along = Matrix.zeros(classes, classes);
        Matrix across = Matrix.zeros(classes, classes);
        double bound = Double.POSITIVE_INFINITY;
        int blocking = 0;
        int blocked = 0;
        for (int j = 0; j < classes; j++) {
            for (int i = 0; i < classes; i++) {
                double[] difference = new double[m];
                double s = 0;
                for (int k = 0; k < m; k++) {
                    difference[k] = centres.get(k, i) - centres.get(k, j);
                    s += difference[k] * axes.get(k, j);
                }
                for (int k = 0; k < m; k++) {
                    difference[k] -= s * axes.get(k, j);
                }
                along.data()[i + j * classes] = s;
                across.data()[i + j * classes] = Matrix.column(difference).frobeniusNorm();
                if (i != j && !(s / 4 >= bound)) {
                    bound = s / 4;
                    blocking = i;
                    blocked = j;
                }
            }
        }
        return new ClusterGeometry(centres, radius, axes, along, across, bound, blocking, blocked);
    }

    /** Whether δ is below δ*. */
    public boolean holds() {
        return radius < radiusBound;
    }

    /** Towards the middle of all centres; 0 for a centre that lies there, which makes δ* at most 0. */
    private static Matrix axes(Matrix centres) {
        double[] middle = centres.rowMeans();
        Matrix axes = Matrix.zeros(centres.rows(), centres.columns());
        for (int j = 0; j < centres.columns(); j++) {
            double[] axis = new double[middle.length];
            Arrays.setAll(axis, jj -> middle[jj]);
            for (int i = 0; i < axis.length; i++) {
                axis[i] -= centres.get(i, j);
            }
            double norm = Matrix.column(axis).frobeniusNorm();
            for (int i = 0; i < axis.length; i++) {
                axes.data()[i + j * axis.length] = norm == 0 ? 0 : axis[i] / norm;
            }
        }
        return axes;
    }

    private static double distance(Matrix inputs, int sample, Matrix means, int code) {
        double squares = 0;
        for (int i = 0; i < inputs.rows(); i++) {
            double d = inputs.get(i, sample) - means.get(i, code);
            squares += d * d;
        }
        return Math.sqrt(squares);
    }
}
