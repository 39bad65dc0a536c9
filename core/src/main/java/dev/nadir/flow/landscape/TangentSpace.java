package dev.nadir.flow.landscape;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The directions along which given functions stay as they are: the complement of the span of their gradients, by
 * Gram-Schmidt with a second pass. A gradient within {@link #DEPENDENT} of the span of those before it, relative to its
 * length, adds nothing: it is left out. s gradients of length K cost 4Ks² flops.
 */
public final class TangentSpace {
    /** Gradients are known to about 1e-15 times the conditioning of what they are computed from. */
    private static final double DEPENDENT = 1e-10;

    private final List<double[]> basis = new ArrayList<>();
    private final List<double[]> triangle = new ArrayList<>();
    private final int[] position;

    /** The complement of the span of gradients of one length. */
    public TangentSpace(List<double[]> normals) {
        position = new int[normals.size()];
        for (int i = 0; i < position.length; i++) {
            position[i] = add(normals.get(i)) ? basis.size() - 1 : -1;
        }
    }

    private boolean add(double[] normal) {
        double[] w = normal.clone();
        double[] coefficients = new double[basis.size() + 1];
        for (int sweep = 0; sweep < 2; sweep++) {
            for (int k = 0; k < basis.size(); k++) {
                double c = dot(basis.get(k), w);
                coefficients[k] += c;
                addTo(w, -c, basis.get(k));
            }
        }
        double rest = norm(w);
        if (!(rest > DEPENDENT * norm(normal))) {
            return false;
        }
        for (int i = 0; i < w.length; i++) {
            w[i] /= rest;
        }
        coefficients[basis.size()] = rest;
        basis.add(w);
        triangle.add(coefficients);
        return true;
    }

    int dimension() {
        return basis.size();
    }

    /** Whether gradient i adds to the span of those before it. */
    public boolean independent(int i) {
        return position[i] >= 0;
    }

    /** Whether a vector lies in the span of the gradients. */
    public boolean contains(double[] vector) {
        double[] w = vector.clone();
        project(w);
        return norm(w) <= DEPENDENT * norm(vector);
    }

    /** Removes the span of the gradients from v, which is changed; returns the coefficients in the basis. */
    public double[] project(double[] v) {
        double[] c = new double[basis.size()];
        for (int k = 0; k < c.length; k++) {
            c[k] = dot(basis.get(k), v);
            addTo(v, -c[k], basis.get(k));
        }
        return c;
    }

    /** The numbers x_i with Σ x_i n_i = Σ c_k q_k; 0 for gradients left out. */
    public double[] combination(double[] c) {
        double[] x = c.clone();
        for (int k = x.length - 1; k >= 0; k--) {
            x[k] /= triangle.get(k)[k];
            for (int i = 0; i < k; i++) {
                x[i] -= triangle.get(k)[i] * x[k];
            }
        }
        double[] all = new double[position.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = position[i] < 0 ? 0 : x[position[i]];
        }
        return all;
    }

    /** The shortest δ with n_i · δ = values_i for every gradient not left out. */
    public double[] shortest(double[] values, int length) {
        double[] c = new double[basis.size()];
        for (int i = 0; i < position.length; i++) {
            int k = position[i];
            if (k >= 0) {
                c[k] = values[i];
                for (int j = 0; j < k; j++) {
                    c[k] -= triangle.get(k)[j] * c[j];
                }
                c[k] /= triangle.get(k)[k];
            }
        }
        double[] delta = new double[length];
        for (int k = 0; k < c.length; k++) {
            addTo(delta, c[k], basis.get(k));
        }
        return delta;
    }

    /** A with the span of the gradients removed from every row. */
    public Matrix projectRows(Matrix a) {
        if (basis.isEmpty()) {
            return a;
        }
        Matrix q = Matrix.ofRows(basis.toArray(new double[0][])).transpose();
        return a.minus(Products.timesTransposed(Products.times(a, q), q));
    }

    /** A symmetric matrix with the span removed from rows and columns. */
    public Matrix projectBothSides(Matrix a) {
        return basis.isEmpty() ? a : projectRows(projectRows(a).transpose());
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static double norm(double[] v) {
        return new Matrix(v.length, 1, v).frobeniusNorm();
    }

    public static void addTo(double[] v, double factor, double[] w) {
        for (int i = 0; i < v.length; i++) {
            v[i] += factor * w[i];
        }
    }
}
