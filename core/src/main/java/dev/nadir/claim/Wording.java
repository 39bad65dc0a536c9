package dev.nadir.claim;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a claim says and on what ground.
 *
 * @param says the sentence, with blanks such as {@code {cost}} where measured quantities stand
 * @param when what must hold for it to be said
 * @param decided how that is decided, with its error and the scale it is relative to
 * @param otherwise what is said when it cannot be decided, with what is missing
 */
public record Wording(String says, String when, String decided, String otherwise) {
    /** Stands where the chain of a constant forgot a part; {@code CatalogueTest} finds it. */
    static final String MISSING = "(missing)";

    private static final Pattern BLANK = Pattern.compile("\\{[^{}]+}");

    /** Checks that nothing is missing. */
    public Wording {
        for (String part : new String[] {says, when, decided, otherwise}) {
            if (part.isBlank()) {
                throw new IllegalArgumentException("wording: got an empty part of \"" + says + "\", expected words");
            }
        }
    }

    /** Begins with the sentence; {@code when} and {@code decided} are to follow, and {@code otherwise} where it can be open. */
    static Wording says(String sentence) {
        return new Wording(sentence, MISSING, MISSING, "it is always decided");
    }

    Wording when(String condition) {
        return new Wording(says, condition, decided, otherwise);
    }

    Wording decided(String method) {
        return new Wording(says, when, method, otherwise);
    }

    Wording otherwise(String words) {
        return new Wording(says, when, decided, words);
    }

    /** The sentence with its blanks filled in, in order. */
    String filled(Object... values) {
        Matcher blanks = BLANK.matcher(says);
        long expected = BLANK.matcher(says).results().count();
        if (expected != values.length) {
            throw new IllegalArgumentException(
                    "values: got " + values.length + ", expected " + expected + " for \"" + says + "\"");
        }
        int[] next = {0};
        return blanks.replaceAll(blank -> Matcher.quoteReplacement(written(values[next[0]++])));
    }

    private static String written(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.3g", number) : String.valueOf(value);
    }
}
