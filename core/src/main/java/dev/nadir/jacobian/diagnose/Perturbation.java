package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Parameters nearby: normal noise of a thousandth of the size of every trained layer's parameters. */
final class Perturbation {
    static final double SIZE = 1e-3;

    private Perturbation() {}

    /** D at parameters nearby; a layer of zeros counts as one of the usual size 1/√M_{l-1}. */
    static TrainingJacobian of(TrainingJacobian jacobian, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Layer> moved = new ArrayList<>();
        for (int l = 1; l <= jacobian.network().layers().size(); l++) {
            Layer layer = jacobian.network().layers().get(l - 1);
            if (!jacobian.selection().includes(l)) {
                moved.add(layer);
                continue;
            }
            double norm =
                    layer.weight().frobeniusNorm() / Math.sqrt(layer.weight().data().length);
            double size = SIZE * (norm > 0 ? norm : 1 / Math.sqrt(layer.inputDim()));
            Matrix weight = layer.weight().map(value -> value + size * random.nextGaussian());
            double[] bias = layer.bias().clone();
            for (int k = 0; k < bias.length && layer.biased(); k++) {
                bias[k] += size * random.nextGaussian();
            }
            moved.add(new Layer(weight, bias, layer.activation(), layer.parametrization()));
        }
        Matrix inputs = jacobian.forwardPass().activations().get(0);
        return TrainingJacobian.of(new Network(moved), inputs).restrictedTo(jacobian.selection());
    }
}
