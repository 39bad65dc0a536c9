package dev.nadir.network.activation;

/** σ(z) = sin z. */
public record Sin() implements Activation {
    @Override
    public String name() {
        return "sin";
    }

    @Override
    public double value(double z) {
        return Math.sin(z);
    }

    @Override
    public double derivative(double z) {
        return Math.cos(z);
    }

    @Override
    public double secondDerivative(double z) {
        return -Math.sin(z);
    }

    @Override
    public Window window() {
        return new Window(0, 0.6);
    }

    @Override
    public double inverse(double a) {
        return Math.asin(a);
    }

    @Override
    public double secondDerivativeBound() {
        return 1;
    }
}
