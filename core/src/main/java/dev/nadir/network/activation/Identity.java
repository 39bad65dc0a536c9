package dev.nadir.network.activation;

/** σ(z) = z. */
public record Identity() implements Activation {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public double value(double z) {
        return z;
    }

    @Override
    public double derivative(double z) {
        return Double.isNaN(z) ? z : 1;
    }

    @Override
    public double secondDerivative(double z) {
        return Double.isNaN(z) ? z : 0;
    }

    @Override
    public Window window() {
        return new Window(0, 1);
    }

    @Override
    public double inverse(double a) {
        return a;
    }

    @Override
    public double secondDerivativeBound() {
        return 0;
    }

    @Override
    public boolean positivelyHomogeneous() {
        return true;
    }
}
