package dev.nadir.network.activation;

/** σ(z) = max(z, 0). */
public record Relu() implements Activation {
    @Override
    public String name() {
        return "relu";
    }

    @Override
    public double value(double z) {
        return Math.max(z, 0);
    }

    @Override
    public double derivative(double z) {
        return Double.isNaN(z) ? z : z > 0 ? 1 : 0;
    }

    @Override
    public double secondDerivative(double z) {
        return Double.isNaN(z) ? z : 0;
    }

    @Override
    public Window window() {
        return new Window(2, 1.5);
    }

    @Override
    public double inverse(double a) {
        return a > 0 ? a : Double.NaN;
    }

    @Override
    public double secondDerivativeBound() {
        return 0;
    }

    @Override
    public boolean positivelyHomogeneous() {
        return true;
    }

    @Override
    public boolean hasKink() {
        return true;
    }
}
