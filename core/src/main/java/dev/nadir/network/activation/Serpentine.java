package dev.nadir.network.activation;

/**
 * σ(z) = z/(1 + z²), Newton's serpentine curve: the scalar model of [CE] Remark 1.2. It rises on |z| ≤ 1 and falls to 0
 * beyond, so the loss of outputs that should be 0 also falls while z runs off to infinity.
 *
 * <p>For |z| > 1 every formula is written in r = 1/z, which neither overflows nor cancels.
 */
public record Serpentine() implements Activation {
    @Override
    public String name() {
        return "serpentine";
    }

    @Override
    public double value(double z) {
        return Math.abs(z) > 1 ? 1 / z / (1 + 1 / z / z) : z / (1 + z * z);
    }

    /** (1 − z²)/(1 + z²)². */
    @Override
    public double derivative(double z) {
        double r = Math.abs(z) > 1 ? 1 / z : z;
        double slope = (1 - r) * (1 + r) / ((1 + r * r) * (1 + r * r));
        return Math.abs(z) > 1 ? -r * r * slope : slope;
    }

    /** 2z(z² − 3)/(1 + z²)³. */
    @Override
    public double secondDerivative(double z) {
        double r = Math.abs(z) > 1 ? 1 / z : z;
        double cube = Math.pow(1 + r * r, 3);
        return Math.abs(z) > 1 ? 2 * r * r * r * (1 - 3 * r * r) / cube : 2 * r * (r * r - 3) / cube;
    }

    @Override
    public Window window() {
        return new Window(0, 0.6);
    }

    /** The smaller root of a z² − z + a = 0. */
    @Override
    public double inverse(double a) {
        return 2 * a / (1 + Math.sqrt((1 - 2 * a) * (1 + 2 * a)));
    }

    /** At z = √2 − 1. */
    @Override
    public double secondDerivativeBound() {
        double z = Math.sqrt(2) - 1;
        return -secondDerivative(z);
    }
}
