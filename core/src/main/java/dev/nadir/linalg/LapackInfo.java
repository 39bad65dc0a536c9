package dev.nadir.linalg;

/** Turns LAPACK's negative info, always a mistake of ours, into an exception. */
final class LapackInfo {
    private LapackInfo() {}

    static void requireLegal(String routine, int info) {
        if (info < 0) {
            throw new IllegalStateException(routine + ": argument " + -info + " is illegal");
        }
    }
}
