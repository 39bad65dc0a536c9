package dev.nadir.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * How numbers are written. In results.csv every number has six significant digits, and whatever is summarized is read
 * back from there, so that a study that went on after a stop, or is summarized anew from the file, says the same.
 */
public final class Figures {
    private static final int DIGITS = 6;

    private Figures() {}

    /** The number in six significant digits; empty for NaN, which stands for "no such quantity here". */
    public static String csv(double value) {
        if (Double.isNaN(value)) {
            return "";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        double rounded = new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
        boolean whole = rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9;
        return whole ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /** What {@link #csv} wrote. */
    public static double parse(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** The number in three significant digits for people: 38, 0.999, 3.1e-30; a dash for NaN. */
    public static String words(double value) {
        if (Double.isNaN(value)) {
            return "–";
        } else if (Double.isInfinite(value) || value == 0) {
            return value == 0 ? "0" : value > 0 ? "infinite" : "-infinite";
        }
        double size = Math.abs(value);
        if (size >= 1e-3 && size < 1e6) {
            if (size >= 1000) {
                return Long.toString(Math.round(value));
            }
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
            return rounded.stripTrailingZeros().toPlainString();
        }
        return String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e").replaceFirst("e([+-])0(\\d)$", "e$1$2");
    }

    /** A share of one in percent: "99.6 %"; one that is not quite 0 or 1 does not look as if it were: "99.9936 %". */
    public static String percent(double share) {
        double rest = Math.min(share, 1 - share);
        int decimals = rest > 0 && rest < 5e-4 ? (int) Math.min(9, Math.ceil(-Math.log10(rest)) - 1) : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share).replace(".0 %", " %");
    }
}
