package dev.nadir.linalg;

/** Lengths of LAPACK work arrays: refused where they leave 32 bits, before anything is allocated. */
final class Workspace {
    /** The longest array a Java virtual machine gives. */
    private static final long LONGEST = Integer.MAX_VALUE - 8L;

    private Workspace() {}

    /**
     * The length as an int.
     *
     * @param routine for the message
     * @param needed what the routine's documentation asks for, computed in 64 bits
     * @throws IllegalArgumentException if no array is that long
     */
    static int length(String routine, long needed) {
        if (needed > LONGEST) {
            throw new IllegalArgumentException(routine + ": got a matrix that needs a work array of " + needed
                    + " numbers, expected at most " + LONGEST + "; use a smaller matrix or a matrix-free method");
        }
        return Math.toIntExact(Math.max(1, needed));
    }

    /** The larger of the documented minimum and the answer of a query, which overflows to nonsense for large sizes. */
    static int length(String routine, long documented, double queried) {
        return length(routine, Math.max(documented, (long) queried));
    }
}
