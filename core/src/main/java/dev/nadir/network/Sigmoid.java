package dev.nadir.network;

/** σ(z) = 1 / (1 + e^-z). */
public record Sigmoid() implements Activation {
    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public double value(double z) {
        return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
    }

    @Override
    public double derivative(double z) {
        double e = Math.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e));
    }

    @Override
    public double secondDerivative(double z) {
        double e = Math.exp(-Math.abs(z));
        return Math.copySign(e * (1 - e) / ((1 + e) * (1 + e) * (1 + e)), -z);
    }

    @Override
    public Window window() {
        return new Window(0, 1.2);
    }

    @Override
    public double inverse(double a) {
        return Math.log(a) - Math.log1p(-a);
    }

    @Override
    public double secondDerivativeBound() {
        return 1 / (6 * Math.sqrt(3));
    }
}
