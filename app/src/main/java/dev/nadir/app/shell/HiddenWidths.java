package dev.nadir.app.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hidden widths as written on the command line: "256", "256x50", "0" for none. */
public final class HiddenWidths {
    private static final int MOST_LAYERS = 10_000;

    private HiddenWidths() {}

    /**
     * The widths in order.
     *
     * @throws IllegalArgumentException naming the word that is none
     */
    public static List<Integer> parse(List<String> words) {
        if (words.equals(List.of("0"))) {
            return List.of();
        }
        List<Integer> widths = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.strip().toLowerCase(java.util.Locale.ROOT).split("x", 2);
            int repeats = parts.length == 2 ? positive(parts[1], word) : 1;
            if (repeats > MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "--hidden: got " + word + ", expected at most " + MOST_LAYERS + " layers");
            }
            widths.addAll(Collections.nCopies(repeats, positive(parts[0], word)));
        }
        return widths;
    }

    private static int positive(String digits, String word) {
        try {
            int number = Integer.parseInt(digits.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "--hidden: got \"" + word + "\", expected widths such as 256 or 256x50, separated by commas");
    }
}
