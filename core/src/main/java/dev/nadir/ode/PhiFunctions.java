package dev.nadir.ode;

/**
 * The functions φ_0(z) = e^z, φ_k(z) = (φ_{k−1}(z) − 1/(k−1)!)/z of exponential integrators, φ_k(0) = 1/k!.
 *
 * <p>The recurrence for |z| ≥ 2, where each of at most four divisions loses less than two bits; the Taylor series below,
 * whose terms after the 24th are under 1e-17 of the sum. Relative accuracy about 1e-14 for z ≤ 0.
 */
public final class PhiFunctions {
    private static final int TERMS = 24;
    private static final double SERIES_RADIUS = 2;

    private PhiFunctions() {}

    /**
     * φ_0 … φ_highest at every z.
     *
     * @param z arguments, usually h λ
     * @param scale every argument is multiplied by it first
     * @param highest from 0 on
     * @return an array indexed by k and then by argument
     */
    public static double[][] of(double[] z, double scale, int highest) {
        double[][] phi = new double[highest + 1][z.length];
        for (int i = 0; i < z.length; i++) {
            double x = scale * z[i];
            phi[0][i] = Math.exp(x);
            double factorial = 1; // (k-1)!
            for (int k = 1; k <= highest; k++) {
                phi[k][i] = Math.abs(x) < SERIES_RADIUS ? series(x, k) : (phi[k - 1][i] - 1 / factorial) / x;
                factorial *= k;
            }
        }
        return phi;
    }

    /** Σ_j x^j / (j + k)! by Horner's rule. */
    private static double series(double x, int k) {
        double sum = 1;
        for (int j = TERMS + k; j > k; j--) {
            sum = 1 + sum * x / j;
        }
        double factorial = 1;
        for (int j = 2; j <= k; j++) {
            factorial *= j;
        }
        return sum / factorial;
    }
}
