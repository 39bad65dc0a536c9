package dev.nadir.flow.landscape;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Network;

/**
 * What is known of the cost of a perceptron and not of other models: its activations and its kinks.
 *
 * @param landscape the cost
 * @param start the perceptron given and its trained layers
 */
public record PerceptronLandscape(LossLandscape landscape, NetworkModel start) {
    private static final long LOCATABLE_KINKS = 20_000;

    public int dimension() {
        return landscape.dimension();
    }

    public TrainingSet data() {
        return landscape.data();
    }

    /** ∇C from activations. */
    public double[] gradient(ForwardPass pass) {
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
    public TrainingJacobian jacobian(ForwardPass pass) {
        return TrainingJacobian.unchecked(pass, start.layers());
    }

    /** The part of a gradient with respect to all parameters that belongs to those that move. */
    public double[] moving(double[] full) {
        return ParameterSelection.of(start.network(), start.layers()).pick(full);
    }

    /** Units with a kink times samples; 0 for smooth networks. */
    public long kinkCandidates() {
        return start.network().layers().stream()
                .filter(layer -> layer.activation().hasKink())
                .mapToLong(layer -> (long) layer.outputDim() * landscape.data().samples())
                .sum();
    }

    public boolean kinksLocatable() {
        return kinkCandidates() > 0 && kinkCandidates() <= LOCATABLE_KINKS;
    }

    /** Whether a layer above the first has kinks: its z are not linear in the parameters. */
    boolean kinksAboveFirstLayer() {
        return start.network().layers().stream()
                .skip(1)
                .anyMatch(layer -> layer.activation().hasKink());
    }
}
