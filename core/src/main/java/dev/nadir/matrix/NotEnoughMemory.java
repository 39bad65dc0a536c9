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

    /** Bytes in a unit that people read: "1.5 GiB", "20 MiB". */
    public static String size(double bytes) {
        return bytes < 0x1p30
                ? String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / 0x1p20))
                : String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
