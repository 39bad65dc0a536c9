package dev.nadir.network.activation;

/** σ(z) = z / (1 + e^-z), also called swish. Increasing from its minimum −0.2785 at −1.2785 on. */
public record Silu() implements Activation {
    private static final double ARGMIN = -1.2784645427610738;
    private static final double ZERO_FROM = 800; // z e^{−|z|} is 0 in double from here on

    @Override
    public String name() {
        return "silu";
    }

    @Override
    public double value(double z) {
        return z < 0 ? decaying(z, z) : z * Sigmoid.logistic(z);
    }

    /** s(1 + z(1 − s)) with s = 1/(1 + e^-z), divided by 1 + e^{−|z|} at the end. */
    @Override
    public double derivative(double z) {
        if (z < 0) {
            double e = Math.exp(z);
            return decaying((1 + e + z) / (1 + e), z);
        }
        return Sigmoid.logistic(z) + decaying(z, -z) * Sigmoid.logistic(z);
    }

    /** σ'' = s'(2 − z tanh(z/2)), even. */
    @Override
    public double secondDerivative(double z) {
        double x = Math.abs(z);
        return decaying((2 - x * Tanh.tanh(0.5 * x)) / (1 + Math.exp(-x)), -x);
    }

    @Override
    public Window window() {
        return new Window(2, 1.2);
    }

    /** The z ≥ −1.2785 with σ(z) = a; NaN below the minimum. */
    @Override
    public double inverse(double a) {
        return Newton.inverse(this, ARGMIN, a);
    }

    @Override
    public double secondDerivativeBound() {
        return 0.5;
    }

    /** factor · e^exponent / (1 + e^exponent) for exponent ≤ 0 and |factor| ≤ |exponent| + 2, without 0 · ∞. */
    private static double decaying(double factor, double exponent) {
        if (exponent < -ZERO_FROM) {
            return Math.copySign(0, factor);
        }
        if (exponent < -700) { // e^exponent nears the subnormal numbers
            double root = Math.exp(0.5 * exponent);
            return root * factor * root;
        }
        double e = Math.exp(exponent);
        return factor * e / (1 + e);
    }
}
