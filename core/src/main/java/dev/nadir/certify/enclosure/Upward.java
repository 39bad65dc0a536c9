package dev.nadir.certify.enclosure;

/**
 * Arithmetic on numbers ≥ 0 whose result is never below the exact one: each operation is rounded to nearest and moved up by
 * one unit, which more than makes up for half a unit (IEEE 754). NaN stays NaN, and no comparison with it holds.
 */
public final class Upward {
    /** The unit roundoff u of double precision. */
    public static final double UNIT = 0x1p-53;
    /** More than what one operation loses where its result is below the normal numbers, flushed to zero or not. */
    public static final double TINY = 0x1p-1000;

    private Upward() {}

    public static double plus(double a, double b) {
        double sum = a + b;
        return a == 0 || b == 0 ? sum : Math.nextUp(sum);
    }

    public static double times(double a, double b) {
        double product = a * b;
        return product == 0 && (a == 0 || b == 0) ? 0 : Math.nextUp(product);
    }

    public static double over(double a, double b) {
        double quotient = a / b;
        return a == 0 && b > 0 ? 0 : Math.nextUp(quotient);
    }

    public static double root(double a) {
        return a == 0 ? 0 : Math.nextUp(Math.sqrt(a));
    }

    /**
     * γ_n = n u / (1 − n u): a sum of n rounded products is off by at most γ_n times the sum of their sizes, in any order of
     * summation and with or without fused multiply and add (Higham, Accuracy and Stability, 2002, §3.1).
     */
    public static double gamma(long n) {
        double nu = n * UNIT; // exact, and so is 1 − n u
        return nu < 0.5 ? over(nu, 1 - nu) : Double.POSITIVE_INFINITY;
    }

    /** ‖v‖₂ of the given part of an array, and at least (1 + 4u) times it: entries that are themselves rounded once need no more. */
    public static double norm(double[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        double scale = Math.scalb(1.0, -Math.max(-1000, Math.min(1000, exponent)));
        double sum = 0;
        for (int i = from; i < to; i++) {
            double scaled = values[i] * scale; // exact, or too small to matter beside the largest
            sum += scaled * scaled;
        }
        double squares = times(sum, 1 + times(to - from + 8, 2 * UNIT));
        return over(root(squares), scale);
    }

    /** ‖v‖₂. */
    public static double norm(double[] values) {
        return norm(values, 0, values.length);
    }

    /** The sum of numbers ≥ 0. */
    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum = plus(sum, value);
        }
        return sum;
    }
}
