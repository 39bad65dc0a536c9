package dev.nadir.flow;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Network;
import java.util.List;

/**
 * What is known of the cost of a perceptron and not of other models: where its kinks are, and on which side of each a state
 * lies.
 *
 * @param landscape the cost
 * @param start the perceptron given and its trained layers
 */
public record PerceptronLandscape(LossLandscape landscape, NetworkModel start) {
    private static final long LOCATABLE_KINKS = 20_000;

    int dimension() {
        return landscape.dimension();
    }

    TrainingSet data() {
        return landscape.data();
    }

    /** ∇C from activations. */
    double[] gradient(ForwardPass pass) {
        return landscape.gradient(jacobian(pass));
    }

    /** The layers that move, from 1, ascending. */
    public int[] layers() {
        return start.layers().layers();
    }

    /** The network at a state. */
    public Network network(double[] state) {
        return start.withParameters(state).network();
    }

    /** All activations at a state. */
    public ForwardPass pass(double[] state) {
        return ((TrainingJacobian) landscape.forward(state)).forwardPass();
    }

    /** The Jacobian that belongs to activations. */
    TrainingJacobian jacobian(ForwardPass pass) {
        return TrainingJacobian.unchecked(pass, start.layers());
    }

    /** Units with a kink times samples; 0 for smooth networks. */
    long kinkCandidates() {
        return start.network().layers().stream()
                .filter(layer -> layer.activation().hasKink())
                .mapToLong(layer -> (long) layer.outputDim() * landscape.data().samples())
                .sum();
    }

    boolean kinksLocatable() {
        return kinkCandidates() > 0 && kinkCandidates() <= LOCATABLE_KINKS;
    }

    /** Whether a layer above the first has kinks: its z are not linear in the parameters. */
    boolean kinksAboveFirstLayer() {
        return start.network().layers().stream()
                .skip(1)
                .anyMatch(layer -> layer.activation().hasKink());
    }

    /** The pairs of units and samples with a kink. */
    KinkLayout kinks() {
        return KinkLayout.of(start.network(), landscape.data().samples());
    }

    /** Which pairs have z > 0 at a state. */
    KinkMode signs(double[] state) {
        KinkLayout layout = kinks();
        ForwardPass pass = pass(state);
        boolean[] on = new boolean[layout.size()];
        for (int l : layout.layers()) {
            double[] z = pass.preActivations().get(l).data();
            for (int i = 0; i < z.length; i++) {
                on[layout.offsets()[l] + i] = z[i] > 0;
            }
        }
        return new KinkMode(layout, on, List.of());
    }

    /** All activations at a state with every pair on the side that the mode gives it. */
    KinkPass pass(double[] state, KinkMode mode) {
        return KinkPass.of(network(state), landscape.data().inputs(), mode.layout(), mode.on());
    }

    /** ∂z/∂θ of a pair. */
    double[] normal(ForwardPass pass, KinkLayout layout, int pair) {
        double[] full = KinkNormal.of(pass, layout.layer(pair), layout.unit(pair), layout.sample(pair));
        return ParameterSelection.of(start.network(), start.layers()).pick(full);
    }
}
