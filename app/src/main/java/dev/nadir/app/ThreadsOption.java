package dev.nadir.app;

import dev.nadir.linalg.BlasThreads;
import picocli.CommandLine.Option;

/** Mixin: threads of the linear algebra library. */
final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Threads of the linear algebra library (default: ${DEFAULT-VALUE}; more helps large matrices on an"
                            + " idle machine only).")
    private int threads;

    /** Hands the number to the library; to be called before anything is computed. */
    void apply() {
        BlasThreads.request(threads);
    }

    int threads() {
        return threads;
    }
}
