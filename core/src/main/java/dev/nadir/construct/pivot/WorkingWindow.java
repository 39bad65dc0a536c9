package dev.nadir.construct.pivot;

import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Window;

/**
 * The part of an activation's window that a pull-back through many layers uses.
 *
 * <p>Inverting σ stretches the ends of the signal against its bulk, by a factor 1 + α h² per layer of half-width h with
 * α = |σ'''| / (6 σ'). Over L layers the bulk would sink into the rounding errors, so h is limited to {@value #STRETCH}
 * / √(L α). A narrow window costs digits where σ(centre) ≠ 0, by σ(centre) / h; activations that become linear
 * (softplus, SiLU, GELU) therefore work further out, where wide windows are straight.
 *
 * @param arguments the window of z
 * @param values σ of it
 */
record WorkingWindow(Window arguments, Window values) {
    private static final double STRETCH = 1.0;
    private static final int[] SCALES = {1, 2, 4, 8};

    /** The window for a pull-back through this many layers. */
    static WorkingWindow of(Activation activation, int layers) {
        WorkingWindow best = null;
        for (int scale : SCALES) {
            WorkingWindow candidate = limited(activation, scaled(activation.window(), scale), layers);
            if (best == null || candidate.resolution() > 1.5 * best.resolution()) {
                best = candidate;
            }
        }
        return best;
    }

    /** Half-width over the size of the values: what one rounding error is measured against. */
    private double resolution() {
        double size = Math.abs(values.centre()) + values.halfWidth();
        return values.halfWidth() / size;
    }

    private static Window scaled(Window window, int scale) {
        return new Window(
                scale * window.centre(), window.centre() == 0 ? window.halfWidth() : scale * window.halfWidth());
    }

    private static WorkingWindow limited(Activation activation, Window window, int layers) {
        double h = window.halfWidth();
        double middle = activation.derivative(window.centre());
        double ends = (activation.derivative(window.low()) + activation.derivative(window.high())) / 2;
        double alpha = Math.abs(ends - middle) / (3 * h * h * middle);
        double limit = STRETCH / Math.sqrt(layers * alpha);
        return at(activation, new Window(window.centre(), Math.min(h, limit)));
    }

    private static WorkingWindow at(Activation activation, Window window) {
        double low = activation.value(window.low());
        double high = activation.value(window.high());
        return new WorkingWindow(window, new Window((low + high) / 2, (high - low) / 2));
    }
}
