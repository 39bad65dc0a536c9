package dev.nadir.network.activation;

/** σ(z) = tanh z. */
public record Tanh() implements Activation {
    // tanh x = x + x³ P(x²)/Q(x²) for |x| ≤ 0.625, relative error of P/Q 2e-17: the scheme of Cody and Waite, Software
    // Manual for the Elementary Functions (1980), chapter 13, with coefficients computed for Nadir (mpmath, 40 digits).
    private static final double P0 = -0.33333333333333332703;
    private static final double P1 = -0.020498786236636767842;
    private static final double P2 = -0.00019917744674311899009;
    private static final double Q1 = 0.46149635870990681308;
    private static final double Q2 = 0.0232913139195357021;
    private static final double Q3 = 0.00020653309825468496416;
    private static final double RATIONAL_END = 0.625;

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public double value(double z) {
        return tanh(z);
    }

    /** sech² z = 4e^{−2|z|}/(1 + e^{−2|z|})², without the cancellation of 1 − tanh². */
    @Override
    public double derivative(double z) {
        return sechSquared(z);
    }

    /** (1 − a)(1 + a) up to |a| = 0.9, where the error of a counts ten times; beyond, from z. */
    @Override
    public double derivative(double z, double a) {
        return Math.abs(a) <= 0.9 ? (1 - a) * (1 + a) : derivative(z);
    }

    @Override
    public double secondDerivative(double z) {
        return -2 * tanh(z) * sechSquared(z);
    }

    @Override
    public Window window() {
        return new Window(0, 0.6);
    }

    /** artanh a = ½ ln(1 + 2a/(1 − a)), where 1 − a is exact near 1. */
    @Override
    public double inverse(double a) {
        double x = Math.abs(a);
        return Math.copySign(0.5 * Math.log1p(2 * (x / (1 - x))), a);
    }

    @Override
    public double secondDerivativeBound() {
        return 4 / (3 * Math.sqrt(3));
    }

    /** tanh to 1.5 units of the last place, odd to the last bit; Math.tanh of JDK 17 has 2 and takes 3 times as long. */
    static double tanh(double z) {
        double x = Math.abs(z);
        if (x <= RATIONAL_END) {
            double u = z * z;
            double excess = u * (P0 + u * (P1 + u * P2)) / (1 + u * (Q1 + u * (Q2 + u * Q3)));
            return Math.copySign(x + x * excess, z); // keeps -0.0
        }
        return Math.copySign(1 - 2 / (Math.exp(2 * x) + 1), z);
    }

    private static double sechSquared(double z) {
        double x = Math.abs(z);
        if (x > 300) { // e^{−2x} nears the subnormal numbers
            double root = 2 * Math.exp(-x);
            return root * root;
        }
        double e = Math.exp(-2 * x);
        return 4 * e / ((1 + e) * (1 + e));
    }
}
