package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.random.RandomGenerator;

/**
 * Some columns of a Jacobian D for the rows of some samples, in a form that knows how its parameters are used: what the
 * kernel, the sketch and the exact singular values are made from.
 *
 * <p>Rows (i, q) stand at i·Q + q. The columns have an order of their own.
 */
public sealed interface JacobianBlock permits BroadcastProduct, PositionProduct, TableRows, DenseRows {

    /** How many rows. */
    int rows();

    /** How many columns, those of zeros included. */
    long columns();

    /** The Gram matrix G Gᵀ, exactly symmetric: this block's part of DDᵀ. */
    Matrix outerGram();

    /**
     * The products G Hᵀ of the rows of this block with those of the block of the same parameters for other samples.
     *
     * @throws IllegalArgumentException if it is of another kind
     */
    Matrix crossGram(JacobianBlock other);

    /** The squared Frobenius norm: the trace of the Gram matrix. */
    double squaredNorm();

    /** Into how many parts {@link #transposedColumns} cuts the columns. */
    int parts();

    /** The columns of a part, dense and transposed: one row per column of D. Columns of zeros may be left out. */
    Matrix transposedColumns(int part);

    /**
     * Adds G Ω to a matrix, for random Ω whose columns are independent with uncorrelated entries of mean 0 and variance 1.
     *
     * @param sum one row per row of the block; changed
     * @param random drawn from in a fixed order
     */
    void addSketch(Matrix sum, RandomGenerator random);
}
