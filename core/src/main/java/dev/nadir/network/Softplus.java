package dev.nadir.network;

/** σ(z) = ln(1 + e^z). */
public record Softplus() implements Activation {
    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public double value(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    public double derivative(double z) {
        return Sigmoid.logistic(z);
    }

    @Override
    public double secondDerivative(double z) {
        return Sigmoid.logisticDerivative(z);
    }

    @Override
    public Window window() {
        return new Window(2, 1.5);
    }

    @Override
    public double inverse(double a) {
        return a + Math.log(-Math.expm1(-a));
    }

    @Override
    public double secondDerivativeBound() {
        return 0.25;
    }
}
