package dev.nadir.network;

import dev.nadir.matrix.Matrix;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Applies a function to every entry, over the common pool when the matrix is large; same bits either way. */
final class Elementwise {
    private static final int CHUNK = 1 << 14;

    private Elementwise() {}

    static Matrix map(Matrix matrix, DoubleUnaryOperator f) {
        double[] from = matrix.data();
        double[] to = new double[from.length];
        int chunks = from.length / CHUNK + 1;
        IntStream range = IntStream.range(0, chunks);
        (chunks > 1 ? range.parallel() : range).forEach(chunk -> {
            int start = chunk * CHUNK;
            int end = start + Math.min(CHUNK, from.length - start); // start + CHUNK may exceed an int
            for (int i = start; i < end; i++) {
                to[i] = f.applyAsDouble(from[i]);
            }
        });
        return new Matrix(matrix.rows(), matrix.columns(), to);
    }
}
