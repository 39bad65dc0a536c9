package dev.nadir.construct.pivot;

/** Widths we choose when the user does not. */
public final class Widths {
    private static final int SMALLEST_HIDDEN = 32;

    private Widths() {}

    /** 1.25 N: well clear of N, where the features are square and badly conditioned (structured.md §8.2). */
    public static int lift(int samples) {
        return Math.toIntExact((5L * samples + 3) / 4);
    }

    /** A hidden layer behind the pivot: room for the Q outputs and for redundancy. */
    public static int signal(int outputDim) {
        return Math.max(SMALLEST_HIDDEN, outputDim);
    }
}
