package dev.nadir.network;

/** σ(z) = z Φ(z) with the standard normal distribution function Φ, exact (not the tanh approximation). */
public record Gelu() implements Activation {
    @Override
    public String name() {
        return "gelu";
    }

    @Override
    public double value(double z) {
        return z * Erf.normalCdf(z);
    }

    @Override
    public double derivative(double z) {
        return Erf.normalCdf(z) + z * Erf.normalDensity(z);
    }

    @Override
    public double secondDerivative(double z) {
        return (2 - z * z) * Erf.normalDensity(z);
    }

    @Override
    public Window window() {
        return new Window(2, 1);
    }

    @Override
    public double inverse(double a) {
        return Newton.inverse(this, a);
    }

    @Override
    public double secondDerivativeBound() {
        return 2 / Math.sqrt(2 * Math.PI);
    }
}
