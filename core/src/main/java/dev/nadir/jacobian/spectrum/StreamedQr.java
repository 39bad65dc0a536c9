package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;

/**
 * The triangular factor of a tall matrix whose rows arrive in blocks (sequential TSQR, Demmel et al.,
 * doi:10.1137/080731992): R ← the R of [R; block]. Backward stable; nothing is squared. Memory: R, one batch of rows and
 * one copy of both.
 */
final class StreamedQr {
    private final int columns;
    private final int batchRows;
    private Matrix r;
    private final java.util.List<Matrix> waiting = new java.util.ArrayList<>();
    private int waitingRows;

    /** For blocks with the given number of columns; factorizes when at least 2 columns rows are waiting. */
    StreamedQr(int columns) {
        this.columns = columns;
        this.batchRows = 2 * columns;
        this.r = Matrix.zeros(0, columns);
    }

    void add(Matrix rows) {
        Matrix.requireShape(rows, rows.rows(), columns, "rows");
        waiting.add(rows);
        waitingRows += rows.rows();
        if (waitingRows >= batchRows) {
            reduce();
        }
    }

    /** R, n x n, or with fewer rows than columns what has arrived, unfactorized. */
    Matrix finish() {
        reduce();
        return r;
    }

    /** R, n x n, with rows of zeros where fewer than n rows have arrived. */
    Matrix finishSquare() {
        Matrix arrived = finish();
        if (arrived.rows() == columns) {
            return arrived;
        }
        Matrix square = Matrix.zeros(columns, columns);
        place(arrived, square, 0);
        return square;
    }

    private void reduce() {
        if (waitingRows == 0) {
            return;
        }
        Matrix stacked = Matrix.zeros(r.rows() + waitingRows, columns);
        int at = place(r, stacked, 0);
        for (Matrix rows : waiting) {
            at = place(rows, stacked, at);
        }
        waiting.clear();
        waitingRows = 0;
        r = stacked.rows() >= columns ? Qr.ofOwned(stacked).r() : stacked;
    }

    private static int place(Matrix rows, Matrix into, int at) {
        for (int j = 0; j < rows.columns(); j++) {
            System.arraycopy(rows.data(), j * rows.rows(), into.data(), at + j * into.rows(), rows.rows());
        }
        return at + rows.rows();
    }
}
