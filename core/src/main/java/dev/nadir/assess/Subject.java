package dev.nadir.assess;

import dev.nadir.construct.pivot.Architecture;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.InputSpan;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Activation;
import dev.nadir.network.Elu;
import dev.nadir.network.Identity;
import dev.nadir.network.Initialization;
import dev.nadir.network.LeakyRelu;
import dev.nadir.network.Network;
import dev.nadir.network.Relu;
import java.util.List;
import java.util.Optional;

/**
 * The network in question: an architecture, drawn at random, or a given model.
 *
 * @param network with a standardization in front where it was drawn
 * @param hidden widths
 * @param activation of the hidden layers; the first one's where a model has several
 * @param given whether the parameters are the user's
 * @param parameters K
 * @param effective the largest rank D can have by symmetries
 * @param equations QN
 */
record Subject(
        Network network,
        List<Integer> hidden,
        Activation activation,
        boolean given,
        long parameters,
        long effective,
        long equations) {

    static Optional<Subject> of(Question question, Matrix inputs, Optional<dev.nadir.matrix.RowScaling> scaling) {
        if (question.model().isPresent()) {
            return Optional.of(of(question.model().get(), inputs, true));
        }
        return question.architecture().map(wanted -> {
            int[] dims = new int[wanted.depth() + 2];
            dims[0] = inputs.rows();
            for (int l = 1; l <= wanted.depth(); l++) {
                dims[l] = wanted.hidden().get(l - 1);
            }
            dims[dims.length - 1] = question.data().outputDim();
            Network drawn = Initialization.of(Initialization.Scheme.KAIMING)
                    .network(dims, wanted.activation(), question.seed());
            return of(new Network(scaling, drawn.layers()), inputs, false);
        });
    }

    private static Subject of(Network network, Matrix inputs, boolean given) {
        EffectiveParameters counts = EffectiveParameters.of(
                network, LayerSelection.all(network.layers().size()), InputSpan.generic(network));
        List<Integer> hidden = network.layers().stream()
                .limit(network.layers().size() - 1L)
                .map(layer -> layer.outputDim())
                .toList();
        Activation activation =
                hidden.isEmpty() ? new Identity() : network.layers().get(0).activation();
        return new Subject(
                network,
                hidden,
                activation,
                given,
                counts.parameterCount(),
                counts.effectiveCount(),
                (long) network.outputDim() * inputs.columns());
    }

    int outputDim() {
        return network.outputDim();
    }

    /** Whether σ is the identity somewhere, so that with a large bias the network is any affine map of its rank. */
    boolean containsAffineMaps() {
        return network.layers().stream()
                .map(layer -> layer.activation())
                .allMatch(sigma -> sigma instanceof Identity
                        || sigma instanceof Relu
                        || sigma instanceof LeakyRelu
                        || sigma instanceof Elu);
    }

    boolean affine() {
        return network.layers().stream().allMatch(layer -> layer.activation() instanceof Identity);
    }

    Optional<Architecture> uniform() {
        boolean same = network.layers().stream()
                .limit(hidden.size())
                .allMatch(layer -> layer.activation().equals(activation));
        return same ? Optional.of(new Architecture(hidden, activation)) : Optional.empty();
    }
}
