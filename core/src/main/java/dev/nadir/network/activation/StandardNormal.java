package dev.nadir.network.activation;

/**
 * The standard normal distribution function Φ and density φ, to 4 units of the last place (3.3 measured) over the line,
 * the left tail down to underflow included.
 *
 * <p>|z| ≤ 0.67: Φ = 1/2 + z P(z²). Beyond: Φ(−x) = e^{−x²/2} H(t) / (1 + x) with t = (x − 5)/(x + 5), the variable of
 * Schonfelder (Math. Comp. 32, 1978) and Shepherd and Laframboise (Math. Comp. 36, 1981). P (degree 8, error 2e-18) and
 * H (degree 22, error 7e-18) interpolate at Chebyshev points; computed for Nadir with mpmath, 50 digits.
 */
public final class StandardNormal {
    private static final double CENTRE_END = 0.67;
    private static final double ZERO_FROM = 40; // φ(40) < 1e-347: also z² φ(z) is 0 in double from here on
    private static final double SPLIT_FROM = 37; // e^{−z²/2} nears the subnormal numbers
    private static final double DENSITY_AT_ZERO = 0.3989422804014327;

    private static final double[] P = {
        0.3989422804014327,
        -0.06649038006690519,
        0.009973557010021018,
        -0.001187328215149761,
        0.00011543468391142933,
        -9.444632918936558e-06,
        6.658828062037689e-07,
        -4.1038944389377806e-08,
        2.0518987443774134e-09
    };
    private static final double[] H = {
        0.46151582985003775,
        -0.09155228183400888,
        0.031030368425962754,
        0.010002352385211988,
        -0.026401042966255818,
        0.02453696324423508,
        -0.015170415403696331,
        0.006522000659585043,
        -0.0016760723302164282,
        7.791663974307283e-06,
        0.00018233403905532633,
        -5.360790506334242e-05,
        -9.895591447895379e-06,
        9.060799218460892e-06,
        -7.193778096158718e-08,
        -1.3092276718616635e-06,
        1.3114484141184818e-07,
        1.9804683985386045e-07,
        -3.049299854701694e-08,
        -3.149001062945141e-08,
        6.707022703338555e-09,
        3.873302742305582e-09,
        -1.2587040749602962e-09
    };

    private StandardNormal() {}

    /** The error function 2Φ(√2 x) − 1, accurate near 0 too. */
    public static double erf(double x) {
        double z = Math.sqrt(2) * x;
        double size = Math.abs(z);
        return size <= CENTRE_END
                ? 2 * z * polynomial(P, z * z)
                : Math.copySign(1 - 2 * weightedGaussian(mills(size), size), x);
    }

    /** Φ(z). */
    static double cdf(double z) {
        double x = Math.abs(z);
        if (x <= CENTRE_END) {
            return 0.5 + z * polynomial(P, z * z);
        }
        double tail = weightedGaussian(mills(x), x);
        return z > 0 ? 1 - tail : tail;
    }

    /** z Φ(z), accurate also where Φ(z) is subnormal and z Φ(z) is not yet 0. */
    static double timesCdf(double z) {
        return z < -SPLIT_FROM ? -weightedGaussian(-z * mills(-z), z) : z * cdf(z);
    }

    /** weight · φ(z) for a weight of size up to z² + 2; accurate where φ(z) alone is subnormal. */
    static double weightedDensity(double weight, double z) {
        return weightedGaussian(weight * DENSITY_AT_ZERO, z);
    }

    /** Φ(−x) e^{x²/2} for x ≥ 0.67, Mills' ratio over √(2π). */
    private static double mills(double x) {
        return polynomial(H, (x - 5) / (x + 5)) / (1 + x);
    }

    private static double weightedGaussian(double weight, double z) {
        double x = Math.abs(z);
        if (x > ZERO_FROM) {
            return 0;
        }
        if (x > SPLIT_FROM) {
            double root = gaussian(0.5 * x); // e^{−x²/8}
            return (root * root) * weight * (root * root);
        }
        return weight * gaussian(x);
    }

    /** e^{−x²/2} for |x| ≤ 40; x is split so that the large part of the exponent is exact. */
    private static double gaussian(double x) {
        double head = (float) x; // 24 bits: its square is exact
        double rest = 0.5 * (head - x) * (head + x);
        double power = Math.exp(-0.5 * head * head);
        return power + power * (rest * (1 + rest * (0.5 + rest * (1.0 / 6)))); // |rest| < 1e-4
    }

    /** Even and odd powers apart: two short chains of operations that the processor runs side by side. */
    private static double polynomial(double[] coefficients, double x) {
        double square = x * x;
        int last = coefficients.length - 1; // even, in both
        double even = coefficients[last];
        double odd = coefficients[last - 1];
        for (int i = last - 2; i > 0; i -= 2) {
            even = even * square + coefficients[i];
            odd = odd * square + coefficients[i - 1];
        }
        return coefficients[0] + (odd * x + even * square);
    }
}
