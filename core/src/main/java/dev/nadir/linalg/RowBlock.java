package dev.nadir.linalg;

import java.util.Arrays;
import java.util.Objects;

/**
 * Part of an array read as a row-major matrix: what products of higher arrays are made from, slice by slice, without copies.
 *
 * @param data the array
 * @param offset of entry (0, 0)
 * @param rows at least 0
 * @param columns at least 0
 * @param stride from row to row; entry (i, j) at {@code offset + i * stride + j}
 */
public record RowBlock(double[] data, int offset, int rows, int columns, int stride) {

    /** Checks that the array holds it. */
    public RowBlock {
        Objects.requireNonNull(data, "data");
        boolean empty = rows == 0 || columns == 0;
        if (offset < 0
                || rows < 0
                || columns < 0
                || stride < columns
                || (!empty && offset + (rows - 1L) * stride + columns > data.length)) {
            throw new IllegalArgumentException("row block: got " + rows + " x " + columns + " at " + offset
                    + ", expected it within " + data.length + " numbers");
        }
    }

    /** Rows one behind the other. */
    public RowBlock(double[] data, int offset, int rows, int columns) {
        this(data, offset, rows, columns, columns);
    }

    /** All of an array. */
    public RowBlock(double[] data, int rows, int columns) {
        this(data, 0, rows, columns, columns);
    }

    /**
     * this += op(A) op(B), where op transposes or does nothing; 2mnk flops.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void addProduct(RowBlock a, boolean transposeA, RowBlock b, boolean transposeB) {
        product(a, transposeA, b, transposeB, 1);
    }

    /**
     * this = op(A) op(B); what stands here, even NaN, is overwritten.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void setProduct(RowBlock a, boolean transposeA, RowBlock b, boolean transposeB) {
        product(a, transposeA, b, transposeB, 0);
    }

    private void product(RowBlock a, boolean transposeA, RowBlock b, boolean transposeB, double beta) {
        int inner = transposeA ? a.rows : a.columns;
        int m = transposeA ? a.columns : a.rows;
        int n = transposeB ? b.rows : b.columns;
        if (m != rows || n != columns || inner != (transposeB ? b.columns : b.rows)) {
            throw new IllegalArgumentException("product: got " + a.size(transposeA) + " times " + b.size(transposeB)
                    + ", expected " + rows + " x " + columns);
        }
        if (m == 0 || n == 0) {
            return;
        }
        if (inner == 0) {
            for (int i = 0; beta == 0 && i < m; i++) {
                Arrays.fill(data, offset + i * stride, offset + i * stride + n, 0);
            }
            return;
        }
        // a row-major matrix is the column-major transpose: Cᵀ = op(B)ᵀ op(A)ᵀ
        NativeLibraries.blas()
                .dgemm(
                        transposeB ? "T" : "N",
                        transposeA ? "T" : "N",
                        n,
                        m,
                        inner,
                        1,
                        b.data,
                        b.offset,
                        b.stride,
                        a.data,
                        a.offset,
                        a.stride,
                        beta,
                        data,
                        offset,
                        stride);
    }

    /** this += A, of the same size. */
    public void add(RowBlock a) {
        for (int i = 0; i < rows; i++) {
            int to = offset + i * stride;
            int from = a.offset + i * a.stride;
            for (int j = 0; j < columns; j++) {
                data[to + j] += a.data[from + j];
            }
        }
    }

    /** Writes column after column into an array. */
    public void copyTransposed(double[] into, int start) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                into[start + j * rows + i] = data[offset + i * stride + j];
            }
        }
    }

    private String size(boolean transposed) {
        return transposed ? columns + " x " + rows : rows + " x " + columns;
    }
}
