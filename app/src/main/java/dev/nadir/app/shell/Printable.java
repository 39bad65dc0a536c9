package dev.nadir.app.shell;

import java.util.Locale;

/**
 * Text that cannot command a terminal: what would move the cursor, clear the screen, reorder or hide text is written as
 * {@code \}{@code u001b} and the like, which within a JSON string means the same character.
 */
public final class Printable {
    /** Messages are for reading; files can make them longer than anybody reads. */
    private static final int LONGEST_MESSAGE = 2000;

    private Printable() {}

    /** Text of one line: line breaks and tabs are escaped too. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** Text of several lines. */
    public static String text(String text) {
        return escaped(text, true);
    }

    /** One line for a message: line breaks become spaces, and the middle of what is too long is left out. */
    public static String message(String text) {
        String line = line(text.strip().replaceAll("\\s*\\R\\s*", " "));
        if (line.length() <= LONGEST_MESSAGE) {
            return line;
        }
        int half = LONGEST_MESSAGE / 2;
        return line.substring(0, half) + " … (" + (line.length() - 2 * half) + " characters left out) … "
                + line.substring(line.length() - half);
    }

    /** Whether the text can be printed as it is. */
    static boolean harmless(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (harmful(text.charAt(i), true)) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text, boolean lines) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(harmful(c, lines) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    /** Control characters, and marks that turn the direction of text or end lines invisibly. */
    private static boolean harmful(char c, boolean lines) {
        if (c < ' ') {
            return !(lines && (c == '\n' || c == '\t'));
        }
        return (c >= '\u007f' && c <= '\u009f')
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
