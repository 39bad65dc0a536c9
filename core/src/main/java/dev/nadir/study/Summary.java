package dev.nadir.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study found.
 *
 * @param answer one sentence, with its uncertainty
 * @param verdict how it stands to the expectation
 * @param table the numbers behind the answer
 * @param pictures by the names of their files, the one that shows the answer first
 */
public record Summary(String answer, Verdict verdict, Table table, Map<String, Picture> pictures) {

    /**
     * Words and numbers in columns.
     *
     * @param headings of the columns
     * @param rows one text per heading
     */
    public record Table(List<String> headings, List<List<String>> rows) {
        /** Copies the lists and checks the rows. */
        public Table {
            headings = List.copyOf(headings);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != headings.size()) {
                    throw new IllegalArgumentException(
                            "row " + row + ": got " + row.size() + " cells, expected " + headings.size());
                }
            }
        }
    }

    /** Checks that the answer is a sentence. */
    public Summary {
        pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
        if (!answer.endsWith(".")) {
            throw new IllegalArgumentException("answer: got \"" + answer + "\", expected a sentence");
        }
    }

    /** An answer whose pictures are added one by one. */
    public static Summary of(String answer, Verdict verdict, Table table) {
        return new Summary(answer, verdict, table, Map.of());
    }

    /** One picture more. */
    public Summary withPicture(String file, Picture picture) {
        Map<String, Picture> more = new LinkedHashMap<>(pictures);
        more.put(file, picture);
        return new Summary(answer, verdict, table, more);
    }
}
