package dev.nadir.io.data;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.NotEnoughMemory;
import java.util.Arrays;

/**
 * Numbers of samples in the order of a file's rows, which is X column by column: nothing has to be transposed.
 *
 * <p>Grows by half, so peak memory is 2.5 times the matrix.
 */
final class SampleBuffer {
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private final int features;
    private double[] data;
    private int samples;

    SampleBuffer(int features) {
        this.features = features;
        this.data = new double[Math.max(1024, Matrix.length(features, 64))];
    }

    /** Where the next sample starts in {@link #array}. */
    int start() {
        return samples * features;
    }

    double[] array() {
        return data;
    }

    /**
     * Ends the present sample and makes room for the next.
     *
     * @throws IllegalArgumentException if no array can hold one more
     */
    void next() {
        samples++;
        long needed = Matrix.length(features, samples + 1L);
        if (needed > data.length) {
            data = copy((int) Math.min(LARGEST, Math.max(needed, data.length + (data.length >> 1) + 1L)));
        }
    }

    int samples() {
        return samples;
    }

    Matrix matrix() {
        return new Matrix(features, samples, data.length == start() ? data : copy(start()));
    }

    private double[] copy(int length) {
        try {
            return Arrays.copyOf(data, length);
        } catch (OutOfMemoryError full) {
            String what = "the first " + samples + " samples of " + features + " features, and room for more";
            throw NotEnoughMemory.inJava(what, (double) Double.BYTES * length);
        }
    }
}
