package dev.nadir.linalg.exact;

/**
 * Arithmetic modulo a prime below 2³¹; a double, a whole number times a power of two, has a residue modulo any odd prime.
 *
 * @param prime p, odd
 */
public record Residues(long prime) {

    /** The residue of a finite double. */
    public long of(double value) {
        if (value == 0) {
            return 0;
        }
        long residue = mantissa(value) % prime * powerOfTwo(exponent(value)) % prime;
        return (value < 0 ? prime - residue : residue) % prime;
    }

    /** The residues of an array. */
    public long[] column(double[] values) {
        long[] column = new long[values.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = of(values[i]);
        }
        return column;
    }

    /** With value = mantissa · 2^exponent. */
    public static int exponent(double value) {
        return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    }

    /** The whole number in front of the power of two, of |value|. */
    public static long mantissa(double value) {
        long bits = Double.doubleToLongBits(value) & 0x000F_FFFF_FFFF_FFFFL;
        return Math.getExponent(value) < Double.MIN_EXPONENT ? bits : bits | 0x0010_0000_0000_0000L;
    }

    private long powerOfTwo(int exponent) {
        return exponent >= 0 ? power(2, exponent) : power((prime + 1) / 2, -exponent);
    }

    private long power(long base, long exponent) {
        long result = 1;
        for (long square = base, e = exponent; e > 0; e >>= 1, square = square * square % prime) {
            result = (e & 1) == 1 ? result * square % prime : result;
        }
        return result;
    }

    /** The column over its entry at the pivot, in place. */
    long[] normalized(long[] column, int pivot) {
        long inverse = power(column[pivot], prime - 2);
        for (int i = pivot; i < column.length; i++) {
            column[i] = column[i] * inverse % prime;
        }
        return column;
    }

    /** Takes a multiple of a normalized column away so that the entry at the pivot vanishes. */
    void reduce(long[] column, long[] by, int pivot) {
        long factor = column[pivot] == 0 ? 0 : prime - column[pivot];
        for (int i = pivot; factor != 0 && i < column.length; i++) {
            column[i] = (column[i] + factor * by[i]) % prime;
        }
    }
}
