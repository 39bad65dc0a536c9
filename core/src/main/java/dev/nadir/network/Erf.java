package dev.nadir.network;

/** The standard normal distribution function and density. */
final class Erf {
    private Erf() {}

    /** Φ(z). */
    static double normalCdf(double z) {
        return 0.5 * org.hipparchus.special.Erf.erfc(-z / Math.sqrt(2));
    }

    /** φ(z) = Φ'(z). */
    static double normalDensity(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }
}
