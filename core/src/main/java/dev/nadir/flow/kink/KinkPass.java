package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * A forward pass in which every pair (unit, sample) keeps to a given side of its kink, whatever the sign of z: the branch of σ
 * on that side goes on beyond 0 as its tangent. So the network is a smooth function of θ, equal to the real one where the
 * signs agree.
 *
 * @param pass with pre-activations moved onto their side, so that every derivative taken from it is that of this piece
 * @param z the true pre-activations of layers with a kink, in the order of the {@link KinkLayout}
 */
record KinkPass(ForwardPass pass, double[] z) {

    /** All activations at a state with every pair on the side that the mode gives it. */
    static KinkPass of(PerceptronLandscape landscape, double[] state, KinkMode mode) {
        Network network = landscape.network(state);
        KinkLayout layout = mode.layout();
        List<Matrix> activations = new ArrayList<>();
        List<Matrix> preActivations = new ArrayList<>();
        double[] trueZ = new double[layout.size()];
        activations.add(network.scaledInputs(landscape.data().inputs()));
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            Matrix z = Products.affine(layer.weight(), activations.get(l), layer.bias());
            if (layout.kinked(l)) {
                System.arraycopy(z.data(), 0, trueZ, layout.offsets()[l], z.data().length);
                Matrix sided = sided(z, mode.on(), layout.offsets()[l]);
                preActivations.add(sided);
                activations.add(branch(layer.activation(), z, sided));
            } else {
                preActivations.add(z);
                activations.add(layer.activation().apply(z));
            }
        }
        return new KinkPass(new ForwardPass(network, activations, preActivations), trueZ);
    }

    private static Matrix sided(Matrix z, boolean[] on, int offset) {
        double[] sided = new double[z.data().length];
        for (int i = 0; i < sided.length; i++) {
            sided[i] =
                    on[offset + i] ? Math.max(z.data()[i], Double.MIN_VALUE) : Math.min(z.data()[i], -Double.MIN_VALUE);
        }
        return new Matrix(z.rows(), z.columns(), sided);
    }

    /** σ where the side is right, the tangent at 0± beyond. */
    private static Matrix branch(Activation activation, Matrix z, Matrix sided) {
        double[] values = new double[z.data().length];
        for (int i = 0; i < values.length; i++) {
            double at = sided.data()[i];
            double beyond = z.data()[i] - at;
            double value = activation.value(at);
            values[i] = beyond == 0 ? value : value + activation.derivative(at) * beyond;
        }
        return new Matrix(z.rows(), z.columns(), values);
    }
}
