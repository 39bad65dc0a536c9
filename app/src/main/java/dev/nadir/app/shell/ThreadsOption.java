package dev.nadir.app.shell;

import dev.nadir.linalg.BlasThreads;
import picocli.CommandLine.Option;

/** Mixin: threads of the linear algebra library. */
public final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Threads of the linear algebra library (default: ${DEFAULT-VALUE}; more helps large matrices on an"
                            + " idle machine only).")
    private int threads;

    /** Hands the number to the library; to be called before anything is computed. */
    public void apply() {
        BlasThreads.request(threads);
    }

    public int threads() {
        return threads;
    }
}
