package dev.nadir.network.activation;

import dev.nadir.matrix.Matrix;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Applies a function to every entry, over the common pool when the matrix is large; same bits either way. */
final class Elementwise {
    private static final int CHUNK = 1 << 14;

    private Elementwise() {}

    static Matrix map(Matrix matrix, DoubleUnaryOperator f) {
        double[] from = matrix.data();
        double[] to = new double[from.length];
        forEachChunk(to.length, (start, end) -> {
            for (int i = start; i < end; i++) {
                to[i] = f.applyAsDouble(from[i]);
            }
        });
        return new Matrix(matrix.rows(), matrix.columns(), to);
    }

    /** f of the entries of two matrices of one shape. */
    static Matrix map(Matrix first, Matrix second, DoubleBinaryOperator f) {
        Matrix.requireShape(second, first.rows(), first.columns(), "second matrix");
        double[] a = first.data();
        double[] b = second.data();
        double[] to = new double[a.length];
        forEachChunk(to.length, (start, end) -> {
            for (int i = start; i < end; i++) {
                to[i] = f.applyAsDouble(a[i], b[i]);
            }
        });
        return new Matrix(first.rows(), first.columns(), to);
    }

    @FunctionalInterface
    private interface Chunk {
        void from(int start, int end);
    }

    private static void forEachChunk(int length, Chunk work) {
        int chunks = length / CHUNK + 1;
        IntStream range = IntStream.range(0, chunks);
        (chunks > 1 ? range.parallel() : range).forEach(chunk -> {
            int start = chunk * CHUNK;
            work.from(start, start + Math.min(CHUNK, length - start)); // start + CHUNK may exceed an int
        });
    }
}
