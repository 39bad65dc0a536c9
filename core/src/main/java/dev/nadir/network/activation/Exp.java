package dev.nadir.network.activation;

/** σ(z) = e^z. */
public record Exp() implements Activation {
    @Override
    public String name() {
        return "exp";
    }

    @Override
    public double value(double z) {
        return Math.exp(z);
    }

    @Override
    public double derivative(double z) {
        return Math.exp(z);
    }

    @Override
    public double secondDerivative(double z) {
        return Math.exp(z);
    }

    @Override
    public Window window() {
        return new Window(0, 0.6);
    }

    @Override
    public double inverse(double a) {
        return Math.log(a);
    }

    @Override
    public double secondDerivativeBound() {
        return Double.POSITIVE_INFINITY;
    }
}
