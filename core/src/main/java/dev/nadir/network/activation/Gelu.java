package dev.nadir.network.activation;

/**
 * σ(z) = z Φ(z) with the standard normal distribution function Φ, exact (not the tanh approximation). Increasing from
 * its minimum −0.1700 at −0.7518 on.
 */
public record Gelu() implements Activation {
    private static final double ARGMIN = -0.7517915246935645;

    @Override
    public String name() {
        return "gelu";
    }

    @Override
    public double value(double z) {
        return StandardNormal.timesCdf(z);
    }

    @Override
    public double derivative(double z) {
        return StandardNormal.cdf(z) + StandardNormal.weightedDensity(z, z);
    }

    @Override
    public double secondDerivative(double z) {
        return StandardNormal.weightedDensity(2 - z * z, z);
    }

    @Override
    public Window window() {
        return new Window(2, 1);
    }

    /** The z ≥ −0.7518 with σ(z) = a; NaN below the minimum. */
    @Override
    public double inverse(double a) {
        return Newton.inverse(this, ARGMIN, a);
    }

    /** 2 φ(0), attained at 0. */
    @Override
    public double secondDerivativeBound() {
        return 2 / Math.sqrt(2 * Math.PI);
    }
}
