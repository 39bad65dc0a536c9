package dev.nadir.io.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round positions for the labels of an axis. */
final class Ticks {
    private static final int[] DECADE_STEPS = {1, 2, 3, 5, 10, 20, 50, 100, 200};

    private Ticks() {}

    /** At most about {@code most} ticks inside the range. */
    static List<Tick> of(Range range, int most) {
        int limit = Math.max(2, most);
        return range.log() ? decades(range, limit) : linear(range, limit);
    }

    /** Multiples of 1, 2 or 5 times a power of ten. */
    private static List<Tick> linear(Range range, int most) {
        BigDecimal step = step((range.high() - range.low()) / most);
        BigDecimal first = new BigDecimal(range.low()).divide(step, 0, RoundingMode.CEILING);
        List<Tick> ticks = new ArrayList<>();
        for (BigDecimal k = first; ticks.size() <= 2 * most; k = k.add(BigDecimal.ONE)) {
            BigDecimal value = k.multiply(step);
            if (value.doubleValue() > range.high()) {
                break;
            }
            ticks.add(new Tick(value.doubleValue(), label(value)));
        }
        return ticks;
    }

    private static BigDecimal step(double atLeast) {
        int exponent = (int) Math.floor(Math.log10(atLeast));
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
        for (int factor : new int[] {1, 2, 5}) {
            BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
            if (step.doubleValue() >= atLeast) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }

    private static String label(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal plain = value.stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        if (exponent >= -4 && exponent <= 5) {
            return plain.toPlainString();
        }
        return plain.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** Four significant digits for notes and captions. */
    static String label(double value) {
        return Double.isFinite(value)
                ? label(new BigDecimal(value).round(new MathContext(4)))
                : Double.toString(value).replace("Infinity", "∞");
    }

    private static List<Tick> decades(Range range, int most) {
        int low = (int) Math.ceil(range.low());
        int high = (int) Math.floor(range.high());
        List<Tick> ticks = new ArrayList<>();
        int step = decadeStep(high - low, most);
        boolean fine = range.high() - range.low() <= 2 && most >= 4;
        for (int k = Math.floorDiv(low + step - 1, step) * step; k <= high; k += step) {
            ticks.add(new Tick(k, fine ? label(BigDecimal.ONE.scaleByPowerOfTen(k)) : power(k)));
            if (fine && k + 1 <= range.high()) {
                addWithinDecade(ticks, k);
            }
        }
        return ticks;
    }

    private static int decadeStep(int decades, int most) {
        for (int step : DECADE_STEPS) {
            if (decades / step < most) {
                return step;
            }
        }
        return 500;
    }

    /** With two decades or fewer, 2 and 5 help. */
    private static void addWithinDecade(List<Tick> ticks, int k) {
        for (int factor : new int[] {2, 5}) {
            BigDecimal value = BigDecimal.valueOf(factor).scaleByPowerOfTen(k);
            ticks.add(new Tick(k + Math.log10(factor), label(value)));
        }
    }

    static String power(int exponent) {
        if (exponent == 0) {
            return "1";
        }
        StringBuilder out = new StringBuilder("10");
        for (char c : Integer.toString(exponent).toCharArray()) {
            out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return out.toString();
    }
}
