package dev.nadir.network;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network with every ReLU replaced by the mollified σ_β(z) = ln(1 + e^{βz})/β, [CE] §1.3.3: how far its outputs move.
 *
 * <p>0 ≤ σ_β(z) - max(z, 0) ≤ ln 2/β and |σ_β'| ≤ 1, so with e^0 = 0 the entries of a^l move by at most e^l = |c W_l|
 * e^{l-1} + ln 2/β in a mollified layer and |c W_l| e^{l-1} in one whose σ has slopes of at most 1. The bound is that of
 * the real numbers; the change measured carries the rounding of two evaluations.
 *
 * @param beta β
 * @param cost C of the mollified network
 * @param change the largest change of an output on the samples
 * @param bound that no input can exceed; infinity behind an activation with slopes above 1
 */
public record Mollification(double beta, double cost, double change, double bound) {

    /**
     * Replaces and measures; two evaluations.
     *
     * @param inputs as the network takes them, M x N
     * @param labels Q x N
     * @throws IllegalArgumentException if the network has no ReLU, or β is not positive and finite
     */
    public static Mollification of(Network network, Matrix inputs, Matrix labels, double beta) {
        Softplus soft = new Softplus(beta);
        List<Layer> layers = new ArrayList<>();
        Matrix error = Matrix.zeros(network.inputDim(), 1);
        boolean replaced = false;
        for (Layer layer : network.layers()) {
            boolean kinked = layer.activation() instanceof Relu;
            replaced |= kinked;
            Activation activation = kinked ? soft : layer.activation();
            layers.add(new Layer(layer.weight(), layer.bias(), activation, layer.parametrization()));
            double own = kinked ? Math.log(2) / beta : 0;
            double slope = kinked || slopesAtMostOne(activation) ? 1 : Double.POSITIVE_INFINITY;
            error = Products.times(layer.jacobianWeight().map(Math::abs), error)
                    .map(moved -> (moved == 0 ? 0 : slope * moved) + own);
        }
        if (!replaced) {
            throw new IllegalArgumentException("network: got no ReLU, expected one to mollify");
        }
        Matrix outputs = network.evaluate(inputs);
        Matrix moved = new Network(network.inputScaling(), layers).evaluate(inputs);
        double bound = Arrays.stream(error.data()).max().orElse(0);
        return new Mollification(
                beta, Cost.of(moved, labels), moved.minus(outputs).maxAbs(), bound);
    }

    private static boolean slopesAtMostOne(Activation activation) {
        return activation instanceof Identity
                || activation instanceof LeakyRelu
                || activation instanceof Tanh
                || activation instanceof Sigmoid
                || activation instanceof Sin
                || activation instanceof Softplus
                || activation instanceof Elu elu && elu.alpha() <= 1;
    }
}
