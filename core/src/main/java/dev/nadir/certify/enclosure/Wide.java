package dev.nadir.certify.enclosure;

/**
 * The unevaluated sum of two doubles, about 106 bits.
 *
 * <p>Each operation is within 2⁻¹⁰² of its exact result, relatively (Joldes, Muller, Popescu, Tight and rigorous error bounds
 * for basic building blocks of double-word arithmetic, ACM TOMS 44, 2017), while nothing overflows or goes below 2⁻⁸⁰⁰.
 *
 * @param hi the nearest double
 * @param lo the rest
 */
public record Wide(double hi, double lo) {
    static final Wide ONE = new Wide(1, 0);

    public static Wide of(double value) {
        return new Wide(value, 0);
    }

    /** a + b, exactly. */
    static Wide sum(double a, double b) {
        double sum = a + b;
        double second = sum - a;
        return new Wide(sum, (a - (sum - second)) + (b - second));
    }

    /** a b, exactly unless it nears the subnormal numbers. */
    static Wide product(double a, double b) {
        double product = a * b;
        return new Wide(product, Math.fma(a, b, -product));
    }

    /** hi + lo with |hi| ≥ |lo|, exactly. */
    private static Wide ordered(double hi, double lo) {
        double sum = hi + lo;
        return new Wide(sum, lo - (sum - hi));
    }

    public Wide plus(Wide other) {
        Wide high = sum(hi, other.hi);
        Wide low = sum(lo, other.lo);
        Wide first = ordered(high.hi, high.lo + low.hi);
        return ordered(first.hi, low.lo + first.lo);
    }

    Wide minus(Wide other) {
        return plus(other.negative());
    }

    public Wide negative() {
        return new Wide(-hi, -lo);
    }

    public Wide plus(double other) {
        Wide high = sum(hi, other);
        return ordered(high.hi, lo + high.lo);
    }

    Wide times(Wide other) {
        Wide high = product(hi, other.hi);
        double cross = Math.fma(lo, other.hi, hi * other.lo);
        return ordered(high.hi, high.lo + cross);
    }

    Wide times(double other) {
        Wide high = product(hi, other);
        return ordered(high.hi, Math.fma(lo, other, high.lo));
    }

    /** By long division with three digits. */
    Wide over(Wide other) {
        double first = hi / other.hi;
        Wide rest = minus(other.times(first));
        double second = rest.hi / other.hi;
        rest = rest.minus(other.times(second));
        double third = rest.hi / other.hi;
        return sum(first, second).plus(third);
    }

    /** Times 2^n. */
    Wide scaled(int n) {
        return new Wide(Math.scalb(hi, n), Math.scalb(lo, n));
    }

    Wide abs() {
        return hi < 0 ? negative() : this;
    }
}
