package dev.nadir.network.activation;

/** σ(z) = z for z > 0 and slope · z otherwise.
 *
 * @param slope on the negative half-line, in (0, 1); PyTorch's default is 0.01
 */
public record LeakyRelu(double slope) implements Activation {

    /** Checks the slope. */
    public LeakyRelu {
        if (!(slope > 0) || !(slope < 1)) {
            throw new IllegalArgumentException("slope: got " + slope + ", expected between 0 and 1");
        }
    }

    /** With PyTorch's default slope 0.01. */
    public LeakyRelu() {
        this(0.01);
    }

    @Override
    public String name() {
        return "leaky-relu";
    }

    @Override
    public String label() {
        return slope == 0.01 ? name() : name() + "=" + slope;
    }

    @Override
    public double value(double z) {
        return z > 0 ? z : slope * z;
    }

    @Override
    public double derivative(double z) {
        return Double.isNaN(z) ? z : z > 0 ? 1 : slope;
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
        return a > 0 ? a : a / slope;
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
