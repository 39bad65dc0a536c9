package dev.nadir.construct.pivot;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Pulls labels back through layers k+1 … L+1 whose weights we choose (mathematics §2.3, [CM] Theorem 2.1).
 *
 * <p>The first Q units of every layer carry the signal, one coordinate each: W_l starts with the block diag(g), and
 * T^{l-1}_q = σ⁻¹((T^l_q − b_q) / g_q) fills the working window of σ. Centring each coordinate keeps it there at any depth.
 * The block is diagonal and g a power of two because then a layer adds one rounding error per coordinate and no more;
 * a dense orthogonal block of width 256 measured 10 times the residual. Signs alternate, which undoes the even part of
 * the curvature of σ.
 *
 * <p>The units beyond Q are free: small random weights in, nothing out to the signal. They are the degeneracy of the
 * minimum in [CM], and keep every W_l of full rank.
 *
 * @param layers layers k+1 … L+1
 * @param target T^k, Q x N: what the signal units of the pivot layer must produce before σ
 * @param window where those values lie
 */
record PullBack(List<Layer> layers, Matrix target, Window window) {

    /**
     * Chooses the layers above the pivot.
     *
     * @param labels Y, Q x N
     * @param widths M_k … M_L, each at least Q; empty if the pivot is the output layer
     */
    static PullBack through(Matrix labels, List<Integer> widths, Activation activation, RandomGenerator random) {
        WorkingWindow window = WorkingWindow.of(activation, Math.max(1, widths.size()));
        Deque<Layer> layers = new ArrayDeque<>();
        Matrix target = labels;
        for (int i = widths.size() - 1; i >= 0; i--) {
            boolean output = i == widths.size() - 1;
            int units = output ? labels.rows() : widths.get(i + 1);
            Signal signal = Signal.of(target, window.values(), i % 2 == 0 ? 1 : -1);
            FreeUnits free = new FreeUnits(window.arguments(), random);
            Matrix weight = free.weight(signal.gain(), units, widths.get(i));
            double[] bias = free.bias(signal.bias(), units);
            layers.addFirst(new Layer(weight, bias, output ? new Identity() : activation));
            target = activation.applyInverse(signal.values(target));
        }
        return new PullBack(new ArrayList<>(layers), target, window.arguments());
    }

    /** The diagonal affine map of one layer's signal: T^l_q = g_q a_q + b_q. */
    private record Signal(double[] gain, double[] bias) {

        static Signal of(Matrix target, Window values, int sign) {
            int outputs = target.rows();
            double[] gain = new double[outputs];
            double[] bias = new double[outputs];
            for (int q = 0; q < outputs; q++) {
                double[] row = target.rowArray(q);
                double low = Arrays.stream(row).min().orElseThrow();
                double high = Arrays.stream(row).max().orElseThrow();
                double halfRange = high / 2 - low / 2;
                gain[q] = sign * (halfRange > 0 ? powerOfTwoAbove(halfRange / values.halfWidth()) : 1);
                bias[q] = low / 2 + high / 2 - gain[q] * values.centre();
            }
            return new Signal(gain, bias);
        }

        /** a = (T − b) / g: exact but for the rounding of the difference, as is the forward direction. */
        Matrix values(Matrix target) {
            Matrix values = Matrix.zeros(target.rows(), target.columns());
            for (int at = 0; at < values.data().length; at++) {
                int q = at % gain.length;
                values.data()[at] = (target.data()[at] - bias[q]) / gain[q];
            }
            return values;
        }

        private static double powerOfTwoAbove(double ratio) {
            double power = Math.scalb(1.0, Math.getExponent(ratio));
            return power < ratio ? 2 * power : power;
        }
    }
}
