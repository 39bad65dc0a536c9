package dev.nadir.jacobian;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.NotEnoughMemory;
import dev.nadir.model.Evaluation;

/**
 * How much is worked on at a time.
 *
 * @param bytes memory for the factors of a pair of sample blocks per thread; blocks hold at least one sample
 * @param threads how many pairs of blocks are worked on at once
 */
public record Blocking(long bytes, int threads) {

    /** Checks that both are positive. */
    public Blocking {
        if (bytes < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "blocking: got " + bytes + " bytes and " + threads + " threads, expected both positive");
        }
    }

    /** 512 MiB, one thread. */
    public static Blocking defaults() {
        return new Blocking(512L << 20, 1);
    }

    /** With another memory bound. */
    public Blocking withBytes(long bytes) {
        return new Blocking(bytes, threads);
    }

    /** With another number of threads. */
    public Blocking withThreads(int threads) {
        return new Blocking(bytes, threads);
    }

    /** The number of samples per block: factors of two blocks and their product fit into the bytes. */
    int samplesPerBlock(Evaluation jacobian) {
        long perSample = jacobian.numbersPerSample();
        long budget = bytes / Double.BYTES;
        long block = jacobian.samples();
        long q = jacobian.outputDim();
        long ranges = 1; // one range is met with itself, several with each other
        while (block > 1 && ranges * block * perSample + 2 * block * q * block * q > budget) {
            block = (block + 1) / 2;
            ranges = 2;
        }
        return (int) block;
    }

    /** Refuses a matrix that cannot be held, before it is allocated. */
    static Matrix allocate(long rows, long columns, String what) {
        NotEnoughMemory.require(
                what + " of " + rows + " x " + columns, (double) Double.BYTES * Matrix.length(rows, columns));
        return Matrix.zeros((int) rows, (int) columns);
    }
}
