package dev.nadir.linalg;

import java.util.Objects;

/**
 * Part of an array read as a row-major matrix: what products of higher arrays are made from, slice by slice, without copies.
 *
 * @param data the array
 * @param offset of entry (0, 0)
 * @param rows at least 0
 * @param columns at least 0; entry (i, j) at {@code offset + i * columns + j}
 */
public record RowBlock(double[] data, int offset, int rows, int columns) {

    /** Checks that the array holds it. */
    public RowBlock {
        Objects.requireNonNull(data, "data");
        if (offset < 0 || rows < 0 || columns < 0 || offset + (long) rows * columns > data.length) {
            throw new IllegalArgumentException("row block: got " + rows + " x " + columns + " at " + offset
                    + ", expected it within " + data.length + " numbers");
        }
    }

    /** All of an array. */
    public RowBlock(double[] data, int rows, int columns) {
        this(data, 0, rows, columns);
    }

    /**
     * this += op(A) op(B), where op transposes or does nothing; 2mnk flops.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public void addProduct(RowBlock a, boolean transposeA, RowBlock b, boolean transposeB) {
        int inner = transposeA ? a.rows : a.columns;
        int m = transposeA ? a.columns : a.rows;
        int n = transposeB ? b.rows : b.columns;
        if (m != rows || n != columns || inner != (transposeB ? b.columns : b.rows)) {
            throw new IllegalArgumentException("product: got " + a.size(transposeA) + " times " + b.size(transposeB)
                    + ", expected " + rows + " x " + columns);
        }
        if (m == 0 || n == 0 || inner == 0) {
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
                        b.columns,
                        a.data,
                        a.offset,
                        a.columns,
                        1,
                        data,
                        offset,
                        columns);
    }

    private String size(boolean transposed) {
        return transposed ? columns + " x " + rows : rows + " x " + columns;
    }
}
