package dev.nadir.app.shell;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for people: lines "name  value", and columns under headings; numbers to the right, words to the left. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<Object>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    /** A table without headings whose first column names what the second holds. */
    public static Table ofLines() {
        return new Table(List.of());
    }

    /** A table with the given column headings. */
    public static Table ofColumns(String... headings) {
        return new Table(List.of(headings));
    }

    /** Adds a row; doubles are written with four digits, everything else by its {@code toString}. */
    public Table row(Object... cells) {
        if (!headings.isEmpty() && cells.length != headings.size()) {
            throw new IllegalArgumentException("cells: got " + cells.length + ", expected " + headings.size());
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table, one line per row, every line ended. */
    public String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        if (!headings.isEmpty()) {
            appendLine(text, headings, widths);
        }
        rows.forEach(row -> appendLine(text, row, widths));
        return text.toString();
    }

    /** A number in at most four significant digits: 38, 0.9987, 3.1e-30, 1.25e+09; "not a number" for NaN. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "not a number";
        } else if (Double.isInfinite(value) || value == 0) {
            return value == 0 ? "0" : value > 0 ? "infinite" : "-infinite";
        }
        double size = Math.abs(value);
        if (size >= 1e-3 && size < 1e6) {
            int digits = size >= 1e4 ? 6 : 4;
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
            return rounded.stripTrailingZeros().toPlainString();
        }
        return String.format(Locale.ROOT, "%.2e", value).replaceFirst("\\.?0+e", "e");
    }

    private int[] widths() {
        int columns = headings.size();
        for (List<Object> row : rows) {
            columns = Math.max(columns, row.size());
        }
        int[] widths = new int[columns];
        for (int j = 0; j < columns; j++) {
            widths[j] = j < headings.size() ? width(headings.get(j)) : 0;
            for (List<Object> row : rows) {
                widths[j] = Math.max(widths[j], j < row.size() ? width(cell(row.get(j))) : 0);
            }
        }
        return widths;
    }

    private void appendLine(StringBuilder text, List<?> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < row.size(); j++) {
            String cell = cell(row.get(j));
            String padding = " ".repeat(widths[j] - width(cell));
            line.append(j == 0 ? "" : GAP).append(toTheRight(j) ? padding + cell : cell + padding);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    /** Columns under a heading stand to the right where they hold numbers only. */
    private boolean toTheRight(int column) {
        return !headings.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }

    /** A cell as it is written: doubles with four digits, text without what commands a terminal. */
    public static String cell(Object value) {
        return value instanceof Double number ? number(number) : Printable.line(String.valueOf(value));
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
