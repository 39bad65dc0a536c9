package dev.nadir.matrix;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * A dense real matrix over one {@code double[]} in column-major order, as BLAS and LAPACK expect it.
 *
 * <p>Immutable by convention: nothing in Nadir writes into a matrix it did not create. {@link #data()} returns the
 * array itself, without a copy, so that native routines can work on it. Data matrices hold <b>one sample per
 * column</b>.
 *
 * @param rows number of rows, at least 0
 * @param columns number of columns, at least 0
 * @param data the entries, (i, j) at {@code i + j * rows}; exactly {@code rows * columns} of them
 */
public record Matrix(int rows, int columns, double[] data) {

    /** Checks the shape against the array. */
    public Matrix {
        Objects.requireNonNull(data, "data");
        if (rows < 0 || columns < 0 || (long) rows * columns != data.length) {
            throw new IllegalArgumentException("matrix data: got " + data.length
                    + " numbers, expected rows x columns = " + rows + " x " + columns);
        }
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, numbers(rows, columns));
    }

    /** The identity of the given size. */
    public static Matrix identity(int size) {
        Matrix identity = zeros(size, size);
        for (int i = 0; i < size; i++) {
            identity.data[i + i * size] = 1;
        }
        return identity;
    }

    /** A matrix from its rows, as one writes it down; every row must have the same length. */
    public static Matrix ofRows(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Matrix matrix = zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row " + i + ": got " + rows[i].length + " entries, expected " + columns);
            }
            for (int j = 0; j < columns; j++) {
                matrix.data[i + j * rows.length] = rows[i][j];
            }
        }
        return matrix;
    }

    /** A single column. */
    public static Matrix column(double... entries) {
        return new Matrix(entries.length, 1, entries.clone());
    }

    /**
     * The number of entries of a rows x columns matrix as an array length.
     *
     * @throws IllegalArgumentException if it exceeds what one Java array holds (2^31 - 1 numbers)
     */
    public static int length(long rows, long columns) {
        if (columns != 0 && rows > (Integer.MAX_VALUE - 8) / columns) {
            throw new IllegalArgumentException(
                    "matrix of " + rows + " x " + columns
                            + ": one array holds at most 2147483639 numbers (16 GiB); use fewer samples or a matrix-free method");
        }
        return Math.toIntExact(rows * columns);
    }

    /**
     * The array of a matrix, of zeros.
     *
     * @throws IllegalArgumentException as {@link #length} does
     * @throws NotEnoughMemory if there is no room for it
     */
    public static double[] numbers(long rows, long columns) {
        int length = length(rows, columns);
        try {
            return new double[length];
        } catch (OutOfMemoryError full) {
            throw NotEnoughMemory.inJava("a matrix of " + rows + " x " + columns, (double) Double.BYTES * length);
        }
    }

    /** Entry (row, column). */
    public double get(int row, int column) {
        return data[row + column * rows];
    }

    /** A copy of column j. */
    public double[] columnArray(int j) {
        return Arrays.copyOfRange(data, j * rows, (j + 1) * rows);
    }

    /** A copy of row i. */
    public double[] rowArray(int i) {
        double[] row = new double[columns];
        for (int j = 0; j < columns; j++) {
            row[j] = data[i + j * rows];
        }
        return row;
    }

    /** Columns from (inclusive) to (exclusive), copied. */
    public Matrix columns(int from, int to) {
        return new Matrix(rows, to - from, Arrays.copyOfRange(data, from * rows, to * rows));
    }

    /** Rows from (inclusive) to (exclusive), copied. */
    public Matrix rows(int from, int to) {
        Matrix part = zeros(to - from, columns);
        for (int j = 0; j < columns; j++) {
            System.arraycopy(data, from + j * rows, part.data, j * part.rows, part.rows);
        }
        return part;
    }

    /** The columns at the given indices, in that order, copied. */
    public Matrix selectColumns(int... indices) {
        Matrix part = zeros(rows, indices.length);
        for (int j = 0; j < indices.length; j++) {
            System.arraycopy(data, indices[j] * rows, part.data, j * rows, rows);
        }
        return part;
    }

    /** This matrix with one more row, all entries equal to {@code value}: [A; value 1ᵀ]. */
    public Matrix appendRow(double value) {
        Matrix taller = zeros(rows + 1, columns);
        for (int j = 0; j < columns; j++) {
            System.arraycopy(data, j * rows, taller.data, j * (rows + 1), rows);
            taller.data[rows + j * (rows + 1)] = value;
        }
        return taller;
    }

    /** The transpose, copied. */
    public Matrix transpose() {
        Matrix transposed = zeros(columns, rows);
        int block = 32; // both sides of a 32 x 32 block stay in the first-level cache
        for (int j0 = 0; j0 < columns; j0 += block) {
            for (int i0 = 0; i0 < rows; i0 += block) {
                int iEnd = Math.min(i0 + block, rows);
                int jEnd = Math.min(j0 + block, columns);
                for (int j = j0; j < jEnd; j++) {
                    for (int i = i0; i < iEnd; i++) {
                        transposed.data[j + i * columns] = data[i + j * rows];
                    }
                }
            }
        }
        return transposed;
    }

    /** A new matrix with f applied to every entry. */
    public Matrix map(DoubleUnaryOperator f) {
        double[] mapped = numbers(rows, columns);
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = f.applyAsDouble(data[i]);
        }
        return new Matrix(rows, columns, mapped);
    }

    /** Entrywise this + factor * other; shapes must agree. */
    public Matrix plus(double factor, Matrix other) {
        requireShape(other, rows, columns, "summand");
        double[] sum = numbers(rows, columns);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = data[i] + factor * other.data[i];
        }
        return new Matrix(rows, columns, sum);
    }

    /** Entrywise this - other; shapes must agree. */
    public Matrix minus(Matrix other) {
        return plus(-1, other);
    }

    /** A copy that shares nothing with this matrix. */
    public Matrix copy() {
        return new Matrix(rows, columns, data.clone());
    }

    /** Largest absolute entry; 0 for an empty matrix, NaN if any entry is NaN. */
    public double maxAbs() {
        double max = 0;
        for (double value : data) {
            max = Math.max(max, Math.abs(value)); // Math.max keeps NaN
        }
        return max;
    }

    /** Frobenius norm, scaled against overflow; NaN if any entry is NaN. */
    public double frobeniusNorm() {
        double scale = maxAbs();
        if (scale == 0 || !Double.isFinite(scale)) {
            return scale;
        }
        double sum = 0;
        for (double value : data) {
            sum += (value / scale) * (value / scale);
        }
        return scale * Math.sqrt(sum);
    }

    /** Means of the rows: the average sample of a data matrix. */
    public double[] rowMeans() {
        double[] means = new double[rows];
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                means[i] += data[i + j * rows];
            }
        }
        for (int i = 0; i < rows; i++) {
            means[i] /= columns;
        }
        return means;
    }

    /** Whether every entry is finite. */
    public boolean isFinite() {
        for (double value : data) { // a stream is ten times slower
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Checks that a matrix has the expected shape; the message names the argument. */
    public static void requireShape(Matrix matrix, int rows, int columns, String name) {
        if (matrix.rows != rows || matrix.columns != columns) {
            throw new IllegalArgumentException(
                    name + ": got " + matrix.rows + " x " + matrix.columns + ", expected " + rows + " x " + columns);
        }
    }

    /** Equal shape and bitwise equal entries (so NaN equals NaN and 0.0 differs from -0.0). */
    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Matrix " + rows + " x " + columns;
    }
}
