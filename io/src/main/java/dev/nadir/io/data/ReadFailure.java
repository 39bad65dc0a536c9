package dev.nadir.io.data;

import java.io.IOException;
import java.nio.file.Path;

/** Words for what is wrong with a file, always on one line: file, place, what was found, how to mend it. */
final class ReadFailure {
    private static final int LONGEST_QUOTE = 40;

    private ReadFailure() {}

    static IOException of(Path file, String what, String mend) {
        return new IOException(file.getFileName() + ": " + oneLine(what) + "; " + mend);
    }

    static IOException of(Path file, String what, String mend, Throwable cause) {
        return new IOException(file.getFileName() + ": " + oneLine(what) + "; " + mend, cause);
    }

    /** @param place "line 3" in text files, "sample 3" elsewhere, both from 1 */
    static IOException at(Path file, String place, String column, String what, String mend) {
        return of(file, place + ", column " + quoted(column) + ": " + what, mend);
    }

    /** Text from a file, safe to print: one line, no control characters, not long. */
    static String quoted(String text) {
        String shown = oneLine(text);
        return "'" + (shown.length() > LONGEST_QUOTE ? shown.substring(0, LONGEST_QUOTE) + "…" : shown) + "'";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
