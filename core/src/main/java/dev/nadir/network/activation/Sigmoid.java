package dev.nadir.network.activation;

/** σ(z) = 1 / (1 + e^-z), the logistic function. */
public record Sigmoid() implements Activation {
    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public double value(double z) {
        return logistic(z);
    }

    @Override
    public double derivative(double z) {
        return logisticDerivative(z);
    }

    /** a(1 − a) up to a = 0.9, where the error of a counts ten times; beyond, from z. */
    @Override
    public double derivative(double z, double a) {
        return a <= 0.9 ? a * (1 - a) : derivative(z);
    }

    /** σ'' = −σ' tanh(z/2). */
    @Override
    public double secondDerivative(double z) {
        return -logisticDerivative(z) * Tanh.tanh(0.5 * z);
    }

    @Override
    public Window window() {
        return new Window(0, 1.2);
    }

    /** The logit; between 1/4 and 3/4 as 2 artanh(2a − 1), where ln a and ln(1 − a) would cancel. */
    @Override
    public double inverse(double a) {
        if (a > 0.25 && a < 0.75) {
            double t = Math.abs(2 * a - 1);
            return Math.copySign(Math.log1p(2 * (t / (1 - t))), a - 0.5);
        }
        return Math.log(a) - Math.log1p(-a);
    }

    @Override
    public double secondDerivativeBound() {
        return 1 / (6 * Math.sqrt(3));
    }

    static double logistic(double z) {
        double e = Math.exp(-Math.abs(z));
        return (z < 0 ? e : 1) / (1 + e);
    }

    static double logisticDerivative(double z) {
        double e = Math.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e));
    }
}
