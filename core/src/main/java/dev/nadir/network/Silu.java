package dev.nadir.network;

/** σ(z) = z / (1 + e^-z), also called swish. */
public record Silu() implements Activation {
    @Override
    public String name() {
        return "silu";
    }

    @Override
    public double value(double z) {
        return z * new Sigmoid().value(z);
    }

    @Override
    public double derivative(double z) {
        double s = new Sigmoid().value(z);
        return s + z * new Sigmoid().derivative(z);
    }

    @Override
    public double secondDerivative(double z) {
        return 2 * new Sigmoid().derivative(z) + z * new Sigmoid().secondDerivative(z);
    }

    @Override
    public Window window() {
        return new Window(2, 1.2);
    }

    @Override
    public double inverse(double a) {
        return Newton.inverse(this, a);
    }

    @Override
    public double secondDerivativeBound() {
        return 0.5;
    }
}
