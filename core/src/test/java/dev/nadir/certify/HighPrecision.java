package dev.nadir.certify;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions of decimal numbers to some fifty digits, by Taylor's series: an oracle that shares nothing with doubles. */
public final class HighPrecision {
    static final MathContext DIGITS = new MathContext(60);

    private HighPrecision() {}

    static BigDecimal of(double value) {
        return new BigDecimal(value);
    }

    /** e^z as (e^{z/2^k})^{2^k}. */
    public static BigDecimal exp(BigDecimal z) {
        MathContext more = new MathContext(80);
        int halvings = 20 + Math.max(0, z.precision() - z.scale()) * 4;
        BigDecimal small = z.divide(BigDecimal.valueOf(2).pow(halvings), more);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 30; k++) {
            term = term.multiply(small, more).divide(BigDecimal.valueOf(k), more);
            sum = sum.add(term, more);
        }
        for (int k = 0; k < halvings; k++) {
            sum = sum.multiply(sum, more);
        }
        return sum.round(DIGITS);
    }

    public static BigDecimal tanh(BigDecimal z) {
        BigDecimal e = exp(z.add(z));
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    /** 1 − tanh² z. */
    static BigDecimal tanhSlope(BigDecimal z) {
        BigDecimal tanh = tanh(z);
        return BigDecimal.ONE.subtract(tanh.multiply(tanh), DIGITS);
    }

    static BigDecimal norm(Iterable<BigDecimal> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            sum = sum.add(value.multiply(value, DIGITS), DIGITS);
        }
        return sum.sqrt(DIGITS);
    }
}
