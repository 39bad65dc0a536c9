package dev.nadir.io.data;

import java.util.Locale;

/** How many letters have to be put in, taken out or changed to make one word of another, whatever their case. */
final class EditDistance {
    private EditDistance() {}

    /** Row by row of Levenshtein's table; words that differ by more than 3 in length count as far apart. */
    static int of(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 3 || one.length() > 1000) {
            return Integer.MAX_VALUE;
        }
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
