package dev.nadir.network;

/** σ(z) = tanh z. */
public record Tanh() implements Activation {
    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public double value(double z) {
        return Math.tanh(z);
    }

    @Override
    public double derivative(double z) {
        double t = Math.tanh(z);
        return (1 - t) * (1 + t);
    }

    @Override
    public double secondDerivative(double z) {
        double t = Math.tanh(z);
        return -2 * t * (1 - t) * (1 + t);
    }

    @Override
    public Window window() {
        return new Window(0, 0.6);
    }

    @Override
    public double inverse(double a) {
        return 0.5 * (Math.log1p(a) - Math.log1p(-a));
    }

    @Override
    public double secondDerivativeBound() {
        return 4 / (3 * Math.sqrt(3));
    }
}
