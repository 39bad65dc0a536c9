package dev.nadir.jacobian.diagnose;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the residual x − y apart into orthogonal pieces: each subspace of the output space in turn gets what the ones
 * before it have left. The losses of the pieces sum up to C, because the pieces are orthogonal.
 */
final class ResidualPieces {
    /** Directions at a smaller angle to what was taken before are the same to this diagnosis. */
    static final double ANGLE = 1e-3;

    private final Matrix residual;
    private final List<Matrix> taken = new ArrayList<>();
    private double[] rest;
    private int dimensionLeft;

    /** Nothing taken yet; x − y is Q x N. */
    ResidualPieces(Matrix residual) {
        this.residual = residual;
        this.rest = residual.data().clone();
        this.dimensionLeft = rest.length;
    }

    /** The number of directions that are left. */
    int dimensionLeft() {
        return dimensionLeft;
    }

    /** What is left of the residual, QN. */
    double[] left() {
        return rest;
    }

    /** All that is left, as a piece; it stays. */
    Piece rest() {
        return piece(rest, dimensionLeft);
    }

    /** The orthonormal bases that were taken, each QN x its dimension. */
    List<Matrix> taken() {
        return List.copyOf(taken);
    }

    /** Takes the span of orthonormal columns that are orthogonal to all that was taken. */
    Piece takeBasis(Matrix basis) {
        if (basis.columns() == 0) {
            return Piece.none(residual.columns());
        }
        double[] part = Products.times(basis, Products.transposedTimes(basis, rest));
        for (int r = 0; r < part.length; r++) {
            rest[r] -= part[r];
        }
        taken.add(basis);
        dimensionLeft -= basis.columns();
        return piece(part, basis.columns());
    }

    /**
     * Takes what a span adds to all that was taken: the directions of the span whose angle to it has a sine above
     * {@code leastSine}, those of the largest sines first and not more than {@code most}.
     *
     * @param span QN x any number of columns, which may be dependent or zero
     */
    Piece take(Matrix span, double leastSine, int most) {
        Matrix own = orthonormal(span);
        if (own.columns() == 0 || most == 0) {
            return Piece.none(residual.columns());
        }
        Svd sines = Svd.of(complement(complement(own)));
        int count = 0;
        while (count < Math.min(most, sines.values().length) && sines.values()[count] > leastSine) {
            count++;
        }
        return takeBasis(orthonormal(complement(sines.left().columns(0, count))));
    }

    /** Takes all that a span adds. */
    Piece take(Matrix span) {
        return take(span, ANGLE, Integer.MAX_VALUE);
    }

    private Matrix complement(Matrix columns) {
        Matrix outside = columns;
        for (Matrix basis : taken) {
            outside = outside.minus(Products.times(basis, Products.transposedTimes(basis, outside)));
        }
        return outside;
    }

    /** An orthonormal basis of the span; the columns are brought to length 1 first, so that their units do not matter. */
    static Matrix orthonormal(Matrix span) {
        Matrix scaled = unitColumns(span);
        if (scaled.columns() == 0) {
            return scaled;
        }
        Svd svd = Svd.of(scaled);
        RankReport rank = RankReport.of(svd.values(), scaled.rows(), scaled.columns());
        return svd.left().columns(0, rank.rank());
    }

    private static Matrix unitColumns(Matrix span) {
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < span.columns(); j++) {
            double[] column = span.columnArray(j);
            double norm = Matrix.column(column).frobeniusNorm();
            if (norm > 0) {
                for (int r = 0; r < column.length; r++) {
                    column[r] /= norm;
                }
                columns.add(column);
            }
        }
        double[] data = Matrix.numbers(span.rows(), columns.size());
        for (int j = 0; j < columns.size(); j++) {
            System.arraycopy(columns.get(j), 0, data, j * span.rows(), span.rows());
        }
        return new Matrix(span.rows(), columns.size(), data);
    }

    private Piece piece(double[] part, int dimension) {
        int q = residual.rows();
        double[] perSample = new double[residual.columns()];
        double sum = 0;
        for (int r = 0; r < part.length; r++) {
            double loss = part[r] * (part[r] / (2.0 * perSample.length));
            perSample[r / q] += loss;
            sum += loss;
        }
        return new Piece(sum, dimension, perSample);
    }
}
