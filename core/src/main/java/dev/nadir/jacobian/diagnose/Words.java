package dev.nadir.jacobian.diagnose;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers in sentences: shares as a percentage, samples and units counted from 1. */
final class Words {
    private static final int NAMED = 8;

    private Words() {}

    /** A share of the loss: "88 %", "0.4 %", and words where a percentage would say 0 or 100 of something else. */
    static String percent(double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? "0 %" : "100 %";
        } else if (share < 5e-4) {
            return "less than 0.1 %";
        } else if (share > 1 - 5e-4) {
            return "more than 99.9 %";
        }
        boolean whole = share >= 0.0995 && share <= 0.9905;
        return format(whole ? "%.0f %%" : "%.1f %%", 100 * share);
    }

    /** A number in three significant digits: 0.0208, 12000, 3.1e-30. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0 || !(size >= 1e-3 && size < 1e6)) {
            return value == 0 ? "0" : format("%.2e", value).replaceFirst("\\.?0+e", "e");
        }
        return new BigDecimal(value)
                .round(new MathContext(size >= 1e3 ? 6 : 3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Indices from 0, named from 1, the first eight of them. */
    static String list(int[] indices) {
        String named = Arrays.stream(indices)
                .limit(NAMED)
                .mapToObj(index -> String.valueOf(index + 1))
                .collect(Collectors.joining(", "));
        return indices.length > NAMED ? named + ", … (" + indices.length + " in all)" : named;
    }

    /** "sample 3" or "samples 3, 7". */
    static String samples(int[] indices) {
        return (indices.length == 1 ? "sample " : "samples ") + list(indices);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
