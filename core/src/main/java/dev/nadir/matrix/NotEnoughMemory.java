package dev.nadir.matrix;

import java.util.Locale;

/**
 * A computation that would need more memory than there is, told before it is tried: an exhausted memory like any other
 * {@link OutOfMemoryError}, but with the numbers and the way out in its message.
 */
public final class NotEnoughMemory extends OutOfMemoryError {
    private static final long serialVersionUID = 1;

    /**
     * @param what needs it
     * @param needed bytes
     * @param available bytes
     * @param wayOut what to do instead
     */
    public NotEnoughMemory(String what, double needed, double available, String wayOut) {
        super(String.format(
                Locale.ROOT, "%s: needs %s, and %s are there; %s", what, size(needed), size(available), wayOut));
    }

    /** Of what would not fit into the heap of Java beside what is there. */
    public static NotEnoughMemory inJava(String what, double needed) {
        return new NotEnoughMemory(
                what,
                needed,
                free(needed),
                String.format(
                        Locale.ROOT,
                        "use fewer samples or narrower layers, or give Java more than its %s: NADIR_JAVA_OPTS=-Xmx…",
                        size(Runtime.getRuntime().maxMemory())));
    }

    /**
     * Refuses what would not fit into the heap of Java, before it is tried.
     *
     * @throws NotEnoughMemory if it needs more than is free
     */
    public static void require(String what, double needed) {
        if (needed > free(needed)) {
            throw inJava(what, needed);
        }
    }

    /** Bytes that the heap of Java can still give; what is no longer used is collected first, if that can decide. */
    public static double free(double wanted) {
        if (wanted > free()) {
            System.gc();
        }
        return free();
    }

    private static double free() {
        Runtime java = Runtime.getRuntime();
        return (double) java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    /** Bytes in a unit that people read: "1.5 GiB", "20 MiB". */
    public static String size(double bytes) {
        return bytes < 0x1p30
                ? String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / 0x1p20))
                : String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
