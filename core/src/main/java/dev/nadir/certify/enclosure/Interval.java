package dev.nadir.certify.enclosure;

/**
 * A closed interval of real numbers; every operation gives an interval that contains all results (Moore, Interval Analysis,
 * 1966). Ends that come out without a rounding error stay as they are, the others move one unit outwards.
 *
 * @param low the lower end
 * @param high the upper end, not below the lower
 */
public record Interval(double low, double high) {
    private static final double SAFE = 0x1p-900; // above it the error of a product is itself a double
    private static final int FUNCTION_ULPS = 4; // the library promises 1 for exp and log1p, 2.5 for tanh

    /** Checks the order. NaN is refused. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval: got [" + low + ", " + high + "], expected low ≤ high");
        }
    }

    public static Interval of(double value) {
        return new Interval(value, value);
    }

    /** All numbers within the radius of the centre. */
    public static Interval around(double centre, double radius) {
        Interval right = of(centre).plus(of(radius));
        return new Interval(of(centre).minus(of(radius)).low, right.high);
    }

    public Interval plus(Interval other) {
        return new Interval(sumDown(low, other.low), -sumDown(-high, -other.high));
    }

    public Interval minus(Interval other) {
        return plus(other.negative());
    }

    Interval negative() {
        return new Interval(-high, -low);
    }

    public Interval times(Interval other) {
        double least = Math.min(
                Math.min(productDown(low, other.low), productDown(low, other.high)),
                Math.min(productDown(high, other.low), productDown(high, other.high)));
        double most = Math.max(
                Math.max(-productDown(-low, other.low), -productDown(-low, other.high)),
                Math.max(-productDown(-high, other.low), -productDown(-high, other.high)));
        return new Interval(least, most);
    }

    public Interval times(double factor) {
        return times(of(factor));
    }

    /** The quotient by an interval of positive numbers. */
    Interval over(Interval other) {
        if (!(other.low > 0)) {
            throw new IllegalArgumentException("divisor: got " + other + ", expected positive numbers");
        }
        double least = Math.min(low / other.low, low / other.high);
        double most = Math.max(high / other.low, high / other.high);
        return new Interval(Math.nextDown(least), Math.nextUp(most));
    }

    /** e^x, by {@link StrictMath#exp}, monotone and within one unit of the last place. */
    Interval exp() {
        return new Interval(Math.max(0, down(StrictMath.exp(low))), up(StrictMath.exp(high)));
    }

    /** tanh x, by {@link StrictMath#tanh}, within 2.5 units of the last place. */
    Interval tanh() {
        return new Interval(Math.max(-1, down(StrictMath.tanh(low))), Math.min(1, up(StrictMath.tanh(high))));
    }

    Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** The largest absolute value. */
    public double magnitude() {
        return Math.max(-low, high);
    }

    /** The smallest absolute value. */
    double mignitude() {
        return contains(0) ? 0 : Math.min(Math.abs(low), Math.abs(high));
    }

    /** Half the width, not below the exact one. */
    public double radius() {
        return Math.nextUp(high / 2 - low / 2);
    }

    public double centre() {
        return low / 2 + high / 2;
    }

    /** A number not above a + b; a + b itself where that is a double (Knuth's two-sum). */
    private static double sumDown(double a, double b) {
        double sum = a + b;
        double second = sum - a;
        double error = (a - (sum - second)) + (b - second);
        return error == 0 || Double.isInfinite(a) || Double.isInfinite(b) ? sum : Math.nextDown(sum);
    }

    private static double productDown(double a, double b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        double product = a * b;
        boolean exact = Math.abs(product) > SAFE && Math.fma(a, b, -product) == 0;
        return exact ? product : Math.nextDown(product);
    }

    private static double down(double value) {
        return value - FUNCTION_ULPS * Math.ulp(value);
    }

    private static double up(double value) {
        return value + FUNCTION_ULPS * Math.ulp(value);
    }
}
