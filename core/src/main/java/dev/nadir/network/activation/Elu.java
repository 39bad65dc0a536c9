package dev.nadir.network.activation;

/** σ(z) = z for z > 0 and alpha (e^z - 1) otherwise.
 *
 * @param alpha positive; with alpha = 1, the usual value, σ' is continuous
 */
public record Elu(double alpha) implements Activation {

    /** Checks alpha. */
    public Elu {
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha: got " + alpha + ", expected positive and finite");
        }
    }

    /** With alpha = 1. */
    public Elu() {
        this(1);
    }

    @Override
    public String name() {
        return "elu";
    }

    @Override
    public String label() {
        return alpha == 1 ? name() : name() + "=" + alpha;
    }

    @Override
    public double value(double z) {
        return z > 0 ? z : alpha * Math.expm1(z);
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? 1 : alpha * Math.exp(z);
    }

    @Override
    public double secondDerivative(double z) {
        return z > 0 || (z == 0 && hasKink()) ? 0 : alpha * Math.exp(z);
    }

    @Override
    public Window window() {
        return new Window(2, 1.5);
    }

    @Override
    public double inverse(double a) {
        return a > 0 ? a : Math.log1p(a / alpha);
    }

    /** With alpha ≠ 1 the slopes at 0 differ. */
    @Override
    public boolean hasKink() {
        return alpha != 1;
    }

    @Override
    public double secondDerivativeBound() {
        return alpha;
    }
}
