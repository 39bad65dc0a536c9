package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Two sets of samples as integers: a double is an integer times a power of two, so that row i of X − c, times 2^−e_i, is
 * whole. Separability changes neither under shifts nor under scalings of rows.
 *
 * <p>Column j is [s (x − c) 2^−e; s; 1] with s = −1 on the first set and +1 on the second. Positions number the samples of
 * the first set and then those of the second. Rows that are constant are left out.
 */
final class ExactSamples {
    private static final long MANTISSA = 0x000F_FFFF_FFFF_FFFFL;
    private static final int DIGITS = 62;

    private final Matrix inputs;
    private final int[] numbers;
    private final int firsts;
    private final int[] features;
    private final double[] centre;
    private final int[] exponents;
    private final int[] tops;

    /** @param centre the sample whose features become 0 */
    ExactSamples(Matrix inputs, int[] first, int[] second, int centre) {
        this.inputs = inputs;
        this.numbers =
                IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
        this.firsts = first.length;
        this.features = IntStream.range(0, inputs.rows()).filter(this::varies).toArray();
        this.centre =
                Arrays.stream(features).mapToDouble(i -> inputs.get(i, centre)).toArray();
        this.exponents = Arrays.stream(features).map(this::lowestExponent).toArray();
        this.tops = Arrays.stream(features).map(this::highestExponent).toArray();
    }

    private boolean varies(int feature) {
        double value = inputs.get(feature, numbers[0]);
        return Arrays.stream(numbers).anyMatch(j -> inputs.get(feature, j) != value);
    }

    private int lowestExponent(int feature) {
        return Arrays.stream(numbers)
                .filter(j -> inputs.get(feature, j) != 0)
                .map(j -> lowestBit(inputs.get(feature, j)))
                .min()
                .orElse(0);
    }

    private int highestExponent(int feature) {
        return Math.getExponent(Arrays.stream(numbers)
                        .mapToDouble(j -> Math.abs(inputs.get(feature, j)))
                        .max()
                        .orElse(0))
                + 1;
    }

    /** The power of two of the last digit of a number other than 0. */
    private static int lowestBit(double value) {
        return exponent(value) + Long.numberOfTrailingZeros(mantissa(value));
    }

    private static int exponent(double value) {
        return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    }

    private static long mantissa(double value) {
        long bits = Double.doubleToLongBits(value) & MANTISSA;
        return Math.getExponent(value) < Double.MIN_EXPONENT ? bits : bits | (MANTISSA + 1);
    }

    /** value · 2^−exponent, which must be whole. */
    private static BigInteger whole(double value, int exponent) {
        if (value == 0) {
            return BigInteger.ZERO;
        }
        int shift = exponent(value) - exponent;
        BigInteger magnitude = shift >= 0
                ? BigInteger.valueOf(mantissa(value)).shiftLeft(shift)
                : BigInteger.valueOf(mantissa(value) >> -shift);
        return value < 0 ? magnitude.negate() : magnitude;
    }

    /** N. */
    int count() {
        return numbers.length;
    }

    /** Rows of a column: varying features and two. */
    int rows() {
        return features.length + 2;
    }

    /** The sample at a position. */
    int number(int position) {
        return numbers[position];
    }

    boolean isFirst(int position) {
        return position < firsts;
    }

    /** The feature of row i. */
    int feature(int row) {
        return features[row];
    }

    double centre(int row) {
        return centre[row];
    }

    /** Row i is 2^−e_i times the feature. */
    int exponent(int row) {
        return exponents[row];
    }

    /** The largest number of binary digits of row i. */
    int digits(int row) {
        return row < features.length ? tops[row] - exponents[row] + 1 : 1;
    }

    /** The column of a position, exactly. */
    BigInteger[] column(int position) {
        BigInteger[] column = new BigInteger[rows()];
        boolean negative = isFirst(position);
        for (int i = 0; i < features.length; i++) {
            double value = inputs.get(features[i], numbers[position]);
            BigInteger entry = whole(value, exponents[i]).subtract(whole(centre[i], exponents[i]));
            column[i] = negative ? entry.negate() : entry;
        }
        column[features.length] = negative ? BigInteger.ONE.negate() : BigInteger.ONE;
        column[features.length + 1] = BigInteger.ONE;
        return column;
    }

    /** ⟨y, column⟩, exactly. */
    BigInteger product(BigInteger[] y, int position) {
        BigInteger[] column = column(position);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < column.length; i++) {
            sum = sum.add(y[i].multiply(column[i]));
        }
        return sum;
    }

    /** ⟨y, column⟩ in doubles for many positions, up to a common positive factor. */
    Filter filter(BigInteger[] y) {
        int highest = Integer.MIN_VALUE;
        int[] shifts = new int[y.length];
        for (int i = 0; i < y.length; i++) {
            shifts[i] = i < features.length ? tops[i] - exponents[i] : 0;
            highest = y[i].signum() == 0 ? highest : Math.max(highest, y[i].bitLength() + shifts[i]);
        }
        double[] weights = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            weights[i] = scaled(y[i], shifts[i] - highest);
        }
        return new Filter(weights);
    }

    /** v · 2^shift as a double, its error an ulp. */
    private static double scaled(BigInteger v, int shift) {
        int dropped = v.bitLength() - DIGITS;
        long leading = (dropped > 0 ? v.shiftRight(dropped) : v).longValue();
        int exponent = dropped > 0 ? shift + dropped : shift;
        return exponent < -2 * Double.MAX_EXPONENT ? 0 : Math.scalb((double) leading, exponent);
    }

    /** A functional in doubles that knows its error. */
    final class Filter {
        private final double[] weights;
        private double error;

        private Filter(double[] weights) {
            this.weights = weights;
        }

        /** The value at a position; {@link #error} afterwards bounds what it is off by. */
        double value(int position) {
            double sum = 0;
            double size = 0;
            int start = numbers[position] * inputs.rows();
            for (int i = 0; i < features.length; i++) {
                double term = weights[i] * shifted(inputs.data()[start + features[i]], i);
                sum += term;
                size += Math.abs(term);
            }
            double offset = weights[features.length];
            double last = weights[features.length + 1];
            size += Math.abs(offset) + Math.abs(last);
            // n terms: each rounded three times, n + 2 additions; numbers below 2^-1022 of the largest are lost
            error = (weights.length + 8) * Math.ulp(1.0) * size + Double.MIN_NORMAL * weights.length;
            return (isFirst(position) ? -(sum + offset) : sum + offset) + last;
        }

        double error() {
            return error;
        }

        private double shifted(double value, int row) {
            return Math.scalb(value, -tops[row]) - Math.scalb(centre[row], -tops[row]);
        }
    }
}
