package dev.nadir.structure;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;

/**
 * The affine function x ↦ ⟨normal, x⟩ + offset and its zero set.
 *
 * @param normal length M, not zero
 * @param offset the constant
 */
public record Hyperplane(double[] normal, double offset) {

    /** The values at every column of X, length N. */
    public double[] values(Matrix inputs) {
        double[] values = Products.transposedTimes(inputs, normal);
        for (int i = 0; i < values.length; i++) {
            values[i] += offset;
        }
        return values;
    }

    /** The Euclidean length of the normal. */
    public double norm() {
        return new Matrix(normal.length, 1, normal).frobeniusNorm();
    }

    /** The same function of raw inputs, when this one takes inputs that went through the scaling. */
    public Hyperplane beforeScaling(RowScaling scaling) {
        double[] raw = new double[normal.length];
        double constant = offset;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = normal[i] * scaling.factor()[i];
            constant -= raw[i] * scaling.offset()[i];
        }
        return new Hyperplane(raw, constant);
    }

    /** factor · this + shift. */
    public Hyperplane affine(double factor, double shift) {
        double[] scaled = new double[normal.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = factor * normal[i];
        }
        return new Hyperplane(scaled, factor * offset + shift);
    }
}
