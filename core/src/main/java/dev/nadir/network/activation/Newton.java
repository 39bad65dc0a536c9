package dev.nadir.network.activation;

/** Inverts an activation with σ(z) ≤ z for z ≥ 0 on the branch where it increases, by Newton steps kept in a bracket. */
final class Newton {
    private static final int STEPS = 100; // about 5 are used, 25 near 0; the rest is for bisection

    private Newton() {}

    /**
     * The z ≥ argmin with σ(z) = a.
     *
     * @param argmin where σ has its minimum; z − σ(z) ≤ −σ(argmin) for z ≥ 0 as for GELU and SiLU
     * @return NaN if a is below the minimum or NaN
     */
    static double inverse(Activation activation, double argmin, double a) {
        double minimum = activation.value(argmin);
        if (!(a >= minimum) || a == 0 || a == Double.POSITIVE_INFINITY) {
            return a >= minimum ? a : Double.NaN;
        }
        double low = Math.max(a, argmin);
        double high = Math.max(a - 2 * minimum, 0);
        if (a < 0) {
            low = argmin;
            high = 0;
        }
        double z = Math.max(low, Math.min(2 * a, high));
        for (int i = 0; i < STEPS; i++) {
            double excess = activation.value(z) - a;
            if (excess == 0) {
                return z;
            }
            low = excess < 0 ? z : low;
            high = excess > 0 ? z : high;
            double next = z - excess / activation.derivative(z);
            if (!(next >= low && next <= high)) {
                next = low + 0.5 * (high - low);
            }
            if (Math.abs(next - z) <= Math.ulp(z)) {
                return next;
            }
            z = next;
        }
        return z;
    }
}
