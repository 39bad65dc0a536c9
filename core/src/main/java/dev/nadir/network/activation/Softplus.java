package dev.nadir.network.activation;

/**
 * σ(z) = ln(1 + e^{βz})/β: softplus, and for large β the mollified ReLU σ_ε of [CE] §1.3.3, with 0 &lt; σ(z) - max(z, 0)
 * ≤ ln 2/β everywhere.
 *
 * @param beta β, positive and finite; 1 is the usual softplus
 */
public record Softplus(double beta) implements Activation {

    /** Checks β. */
    public Softplus {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta: got " + beta + ", expected positive and finite");
        }
    }

    /** With β = 1. */
    public Softplus() {
        this(1);
    }

    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public String label() {
        return beta == 1 ? name() : name() + "=" + beta;
    }

    @Override
    public double value(double z) {
        double e = Math.exp(-Math.abs(beta * z));
        double u = 1 + e;
        // ln(1 + e) as ln u and what u lacks of 1 + e: as exact as log1p, in half of its time
        return Math.max(z, 0) + (Math.log(u) + (e - (u - 1)) / u) / beta;
    }

    @Override
    public double derivative(double z) {
        return Sigmoid.logistic(beta * z);
    }

    @Override
    public double secondDerivative(double z) {
        return beta * Sigmoid.logisticDerivative(beta * z);
    }

    @Override
    public Window window() {
        return new Window(2 / beta, 1.5 / beta);
    }

    @Override
    public double inverse(double a) {
        return a + Math.log(-Math.expm1(-beta * a)) / beta;
    }

    @Override
    public double secondDerivativeBound() {
        return beta / 4;
    }
}
