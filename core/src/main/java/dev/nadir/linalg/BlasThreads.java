package dev.nadir.linalg;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many threads OpenBLAS uses inside one call: 1 unless asked otherwise, fixed at the first call.
 *
 * <p>One thread is the default because OpenBLAS with several threads collapses by factors of 10 and more as soon as
 * another process wants one of the cores.
 */
public final class BlasThreads {
    private static final AtomicInteger REQUESTED = new AtomicInteger(1);

    private BlasThreads() {}

    /**
     * Asks for a thread count; takes effect only before the first linear algebra call of the process.
     *
     * @throws IllegalArgumentException if threads is not positive
     */
    public static void request(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: got " + threads + ", expected at least 1");
        }
        REQUESTED.set(threads);
    }

    public static int requested() {
        return REQUESTED.get();
    }

    /** Which library does the linear algebra: "OpenBLAS" or "pure Java". Loads it. */
    public static String library() {
        return NativeLibraries.description();
    }
}
