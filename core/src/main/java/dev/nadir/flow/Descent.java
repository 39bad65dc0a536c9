package dev.nadir.flow;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.SplittableRandom;

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

    /** Watches the iterates. */
    @FunctionalInterface
    public interface Listener {
        /** Called after step k = 1, 2, …; false stops. */
        boolean stepped(long k, double[] before, double[] after);
    }

    /** The state after a number of steps from a state, or the first one that is not finite, or where it was stopped. */
    public double[] run(LossLandscape landscape, double[] start, long steps, Listener listener) {
        int samples = landscape.data().samples();
        int size = batch == 0 ? samples : Math.min(batch, samples);
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[samples];
        Arrays.setAll(order, i -> i);
        double[] state = start.clone();
        double[] velocity = new double[state.length];
        int at = samples;
        for (long k = 1; k <= steps; k++) {
            double[] gradient;
            if (size == samples) {
                gradient = landscape.gradient(state);
            } else {
                if (at + size > samples) {
                    shuffle(order, random);
                    at = 0;
                }
                gradient = landscape.gradientOn(state, Arrays.copyOfRange(order, at, at + size));
                at += size;
            }
            double[] next = state.clone();
            for (int i = 0; i < next.length; i++) {
                velocity[i] = momentum * velocity[i] + gradient[i];
                next[i] -= stepSize * velocity[i];
            }
            boolean goOn = listener.stepped(k, state, next);
            state = next;
            if (!goOn || !Matrix.column(state).isFinite()) {
                break;
            }
        }
        return state;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** The samples of a batch, as a training set of their own. */
    static TrainingSet batch(TrainingSet data, int[] samples) {
        return new TrainingSet(
                data.inputs().selectColumns(samples), data.labels().selectColumns(samples));
    }
}
