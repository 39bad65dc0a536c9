package dev.nadir.network;

/** Inverts an increasing activation on its window by Newton's method. */
final class Newton {
    private static final int STEPS = 50;

    private Newton() {}

    static double inverse(Activation activation, double a) {
        double z = activation.window().centre();
        for (int i = 0; i < STEPS; i++) {
            double step = (activation.value(z) - a) / activation.derivative(z);
            z -= step;
            if (Math.abs(step) <= Math.ulp(z)) {
                return z;
            }
        }
        return Math.abs(activation.value(z) - a) <= 4 * Math.ulp(a) ? z : Double.NaN;
    }
}
