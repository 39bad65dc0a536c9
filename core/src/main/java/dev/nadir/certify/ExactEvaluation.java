package dev.nadir.certify;

import dev.nadir.certify.enclosure.ActivationBounds;
import dev.nadir.certify.enclosure.Interval;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;

/**
 * Whether a piecewise linear network takes an input to its label exactly, by interval arithmetic whose ends stay as they are where
 * nothing is rounded.
 *
 * <p>What is negative for certain becomes exactly 0 behind a ReLU, what is a whole number stays one: so the codes of decision lists
 * and peeled networks, decided by margins in the first layer, come out as points. Cost K N interval operations.
 */
final class ExactEvaluation {
    private static final double LARGEST = 5e8; // operations, about ten seconds

    private final Network network;

    private ExactEvaluation(Network network) {
        this.network = network;
    }

    /** Whether every output is proved to equal its label. */
    static boolean holds(Measured measured) {
        Network network = measured.network();
        boolean linear = network.layers().stream()
                .allMatch(layer -> ActivationBounds.of(layer.activation()) instanceof ActivationBounds.PiecewiseLinear);
        if (!linear || (double) network.parameterCount() * measured.samples() > LARGEST || !near(measured)) {
            return false;
        }
        ExactEvaluation evaluation = new ExactEvaluation(network);
        Matrix labels = measured.data().labels();
        for (int i = 0; i < labels.columns(); i++) {
            Interval[] outputs = evaluation.outputs(measured.data().inputs().columnArray(i));
            for (int q = 0; q < outputs.length; q++) {
                double label = labels.get(q, i);
                if (outputs[q].low() != label || outputs[q].high() != label) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean near(Measured measured) {
        double scale = Math.max(Double.MIN_NORMAL, measured.data().labels().maxAbs());
        return measured.residual()
                <= 1e-12 * scale * Math.sqrt(measured.data().labels().data().length);
    }

    private Interval[] outputs(double[] inputs) {
        Interval[] a = new Interval[inputs.length];
        for (int i = 0; i < a.length; i++) {
            int row = i;
            Interval raw = Interval.of(inputs[i]);
            a[i] = network.inputScaling()
                    .map(scaling ->
                            raw.minus(Interval.of(scaling.offset()[row])).times(scaling.factor()[row]))
                    .orElse(raw);
        }
        for (Layer layer : network.layers()) {
            a = through(layer, a);
        }
        return a;
    }

    private static Interval[] through(Layer layer, Interval[] below) {
        ActivationBounds bounds = ActivationBounds.of(layer.activation());
        Interval[] above = new Interval[layer.outputDim()];
        double c = layer.parametrization().factor();
        double d = layer.parametrization().shift();
        for (int u = 0; u < above.length; u++) {
            Interval sum =
                    Interval.of(layer.bias()[u]).times(layer.parametrization().biasFactor());
            for (int v = 0; v < below.length; v++) {
                double weight = layer.weight().get(u, v);
                if (weight != 0) {
                    sum = sum.plus(below[v].plus(Interval.of(d)).times(c).times(weight));
                }
            }
            above[u] = bounds.value(sum);
        }
        return above;
    }
}
