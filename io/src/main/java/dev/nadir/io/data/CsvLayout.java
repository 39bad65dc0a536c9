package dev.nadir.io.data;

import dev.nadir.io.data.ReadOptions.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first two records of a text file tell: whether there is a header, the names, and whether the last column is
 * text.
 */
record CsvLayout(boolean header, List<String> names, boolean lastIsText) {

    /** @param second the second record; empty if the file has only one */
    static CsvLayout of(Path file, List<String> first, List<String> second, Header choice) throws IOException {
        boolean header = choice == Header.YES || (choice == Header.AUTO && hasHeader(file, first, second));
        List<String> data = header ? second : first;
        if (data.isEmpty()) {
            throw ReadFailure.of(file, "a header and no samples", "add rows, or pass --header no if it is a sample");
        }
        String last = data.get(data.size() - 1);
        boolean lastIsText = !Decimal.isNumber(last) && !Decimal.isMissing(last);
        return new CsvLayout(header, header ? names(first) : ColumnRoles.numbered(first.size()), lastIsText);
    }

    private static List<String> names(List<String> header) {
        List<String> names = new ArrayList<>();
        for (String name : header) {
            names.add(name.isBlank() ? "x" + (names.size() + 1) : name.strip()); // pandas leaves its index unnamed
        }
        return names;
    }

    private static boolean hasHeader(Path file, List<String> first, List<String> second) throws IOException {
        if (first.size() > 1 && first.stream().allMatch(CsvLayout::isText)) {
            return true;
        }
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (isText(first.get(i)) && !isText(second.get(i))) {
                return true;
            }
        }
        if (ColumnRoles.isUsualTarget(first.get(first.size() - 1))) {
            return true;
        }
        if (first.size() > 2 && countsUp(first)) {
            throw ReadFailure.of(
                    file,
                    "the first line counts the columns, or is a sample",
                    "say which: --header yes or --header no");
        }
        return false;
    }

    private static boolean countsUp(List<String> cells) {
        double start = Decimal.parse(cells.get(0));
        for (int i = 0; i < cells.size(); i++) {
            if (Decimal.parse(cells.get(i)) != start + i) {
                return false;
            }
        }
        return start == 0 || start == 1;
    }

    private static boolean isText(String cell) {
        return !Decimal.isNumber(cell) && !Decimal.isMissing(cell);
    }

    /**
     * The delimiter: the most frequent of comma, semicolon, tab and bar outside quotes in the first line that is not
     * blank; a blank if there is none of them but there are blanks; else a comma, for a file of one column.
     */
    static char delimiter(byte[] head) {
        char[] candidates = {',', ';', '\t', '|', ' '};
        int[] counts = new int[candidates.length];
        boolean quoted = false;
        for (char c : new String(head, StandardCharsets.UTF_8).stripLeading().toCharArray()) {
            if ((c == '\n' || c == '\r') && !quoted) {
                break;
            }
            quoted ^= c == '"';
            for (int i = 0; i < counts.length; i++) {
                counts[i] += !quoted && c == candidates[i] ? 1 : 0;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length - 1; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return counts[best] == 0 && counts[4] > 0 ? ' ' : candidates[best];
    }
}
