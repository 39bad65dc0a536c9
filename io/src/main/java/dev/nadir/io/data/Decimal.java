package dev.nadir.io.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** A number in a text file: decimal or exponent form, correctly rounded, nothing else. */
final class Decimal {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");

    private Decimal() {}

    /**
     * The number in a cell, blanks around it allowed.
     *
     * @return NaN if the cell holds no number, or NaN itself; infinite if too large for float64 or written as such
     */
    static double parse(char[] buffer, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && buffer[from] <= ' ') {
            from++;
        }
        while (to > from && buffer[to - 1] <= ' ') {
            to--;
        }
        if (from == to || isJavaOnly(buffer, from, to)) {
            return Double.NaN;
        }
        try {
            return JavaDoubleParser.parseDouble(buffer, from, to - from);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /** Type suffixes ("1f", "2d") and hexadecimal numbers are Java's, not data's. */
    private static boolean isJavaOnly(char[] buffer, int from, int to) {
        char last = buffer[to - 1];
        if ((last >= '0' && last <= '9') || last == '.') {
            return to - from > 2
                    && (buffer[from + 1] == 'x'
                            || buffer[from + 1] == 'X'
                            || buffer[from + 2] == 'x'
                            || buffer[from + 2] == 'X');
        }
        return last != 'y' && last != 'Y'; // "Infinity" passes on to be refused as infinite
    }

    static boolean isNumber(String text) {
        return !Double.isNaN(parse(text));
    }

    /** 1 or 0 for True and False in one of the spellings of Python, R and SQL; empty for any other text. */
    static OptionalDouble truth(String text) {
        return switch (text.strip()) {
            case "True", "true", "TRUE" -> OptionalDouble.of(1);
            case "False", "false", "FALSE" -> OptionalDouble.of(0);
            default -> OptionalDouble.empty();
        };
    }

    static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** What is wrong with a cell that did not give a finite number, and the mend. */
    static String[] complaint(String cell) {
        if (isMissing(cell)) {
            return new String[] {
                "missing value " + ReadFailure.quoted(cell),
                "fill it in, remove the row, or leave the column out with --ignore"
            };
        }
        if (Double.isInfinite(parse(cell)) || cell.strip().matches("(?i)[+-]?inf(inity)?")) {
            return new String[] {
                "got " + ReadFailure.quoted(cell) + ", which is infinite in float64",
                "give a finite number, remove the row, or leave the column out with --ignore"
            };
        }
        if (cell.strip().matches("[+-]?[0-9.]*,[0-9]+([eE][+-]?[0-9]+)?")) {
            return new String[] {
                "got " + ReadFailure.quoted(cell) + ", which looks like a decimal comma",
                "write numbers with a decimal point"
            };
        }
        return new String[] {
            "got " + ReadFailure.quoted(cell) + ", expected a number",
            "leave the column out with --ignore, choose it as --target, or correct the cell"
        };
    }
}
