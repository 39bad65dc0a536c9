package dev.nadir.flow;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;

/**
 * Gradient descent θ ← θ − η v, v ← β v + ∇_θC, as practice does it: any step size, momentum, mini-batches by seed.
 *
 * @param stepSize η
 * @param momentum β in [0, 1); 0 for plain descent
 * @param batch samples per step, drawn without replacement epoch by epoch; 0 for all
 * @param seed of the order of the samples
 */
public record Descent(double stepSize, double momentum, int batch, long seed) {

    /** Checks the numbers. */
    public Descent {
        if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
            throw new IllegalArgumentException("descent: got step size " + stepSize + ", expected a positive number");
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum: got " + momentum + ", expected a number in [0, 1)");
        }
        if (batch < 0) {
            throw new IllegalArgumentException("batch: got " + batch + ", expected a number of samples, 0 for all");
        }
    }

    /** Plain descent. */
    public static Descent plain(double stepSize) {
        return new Descent(stepSize, 0, 0, 1);
    }

    /**
     * Where descent stands.
     *
     * @param step k, the number of steps made
     * @param state θ_k
     * @param velocity v_k, zero at the start
     */
    public record Iterate(long step, double[] state, double[] velocity) {

        /** The start. */
        public static Iterate start(double[] state) {
            return new Iterate(0, state, new double[state.length]);
        }

        public boolean finite() {
            return Matrix.column(state).isFinite();
        }
    }

    /** Watches the iterates. */
    @FunctionalInterface
    public interface Listener {
        /** Called after every step; false stops. */
        boolean stepped(Iterate before, Iterate after);
    }

    /** The edge of stability: descent grows along eigenvectors of ∇²C with eigenvalues above 2(1 + β)/η. */
    public double edge() {
        return 2 * (1 + momentum) / stepSize;
    }

    /**
     * Goes on from an iterate, of this run or of an earlier one with the same settings, to step {@code last}; ends at the
     * first iterate that is not finite, or where it is stopped.
     */
    public Iterate run(LossLandscape landscape, Iterate from, long last, Listener listener) {
        BatchOrder order = new BatchOrder(landscape.data().samples(), batch, seed);
        Iterate at = from;
        for (long k = from.step() + 1; k <= last; k++) {
            double[] gradient =
                    order.whole() ? landscape.gradient(at.state) : landscape.gradientOn(at.state, order.batch(k));
            Iterate next = step(at, gradient);
            boolean goOn = listener.stepped(at, next);
            at = next;
            if (!goOn || !at.finite()) {
                break;
            }
        }
        return at;
    }

    private Iterate step(Iterate at, double[] gradient) {
        double[] velocity = new double[gradient.length];
        double[] state = at.state.clone();
        for (int i = 0; i < state.length; i++) {
            velocity[i] = momentum * at.velocity[i] + gradient[i];
            state[i] -= stepSize * velocity[i];
        }
        return new Iterate(at.step + 1, state, velocity);
    }
}
