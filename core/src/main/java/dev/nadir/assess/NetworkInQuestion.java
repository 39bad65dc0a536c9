package dev.nadir.assess;

import dev.nadir.construct.pivot.Architecture;
import dev.nadir.jacobian.EffectiveParameters;
import dev.nadir.jacobian.InputSpan;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Initialization;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Elu;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
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
 * @param effective K without the directions that do nothing on these data, as every command counts it
 * @param effectiveAnywhere the same on generic samples, where no feature depends on others
 * @param equations QN
 */
record NetworkInQuestion(
        Network network,
        List<Integer> hidden,
        Activation activation,
        boolean given,
        long parameters,
        long effective,
        long effectiveAnywhere,
        long equations) {

    static Optional<NetworkInQuestion> of(Question question, Matrix inputs, Optional<RowScaling> scaling) {
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

    private static NetworkInQuestion of(Network network, Matrix inputs, boolean given) {
        LayerSelection all = LayerSelection.all(network.layers().size());
        EffectiveParameters counts = EffectiveParameters.of(network, all, InputSpan.of(network, inputs));
        List<Integer> hidden = network.layers().stream()
                .limit(network.layers().size() - 1L)
                .map(Layer::outputDim)
                .toList();
        Activation activation =
                hidden.isEmpty() ? new Identity() : network.layers().get(0).activation();
        return new NetworkInQuestion(
                network,
                hidden,
                activation,
                given,
                counts.parameterCount(),
                counts.effectiveCount(),
                EffectiveParameters.of(network, all, InputSpan.generic(network)).effectiveCount(),
                (long) network.outputDim() * inputs.columns());
    }

    int outputDim() {
        return network.outputDim();
    }

    /** The activations of the hidden layers. */
    List<Activation> hiddenActivations() {
        return network.layers().stream()
                .limit(hidden.size())
                .map(Layer::activation)
                .toList();
    }

    /** Whether every layer has a bias, as constructions and theorems suppose. */
    boolean biased() {
        return network.layers().stream().allMatch(Layer::biased);
    }

    /** Whether the last layer is W a + b. */
    boolean affineOutput() {
        return network.layers().get(hidden.size()).activation() instanceof Identity;
    }

    /** Whether σ is the identity on the positive numbers, so that with a large bias the layer passes on what it gets. */
    static boolean passesOn(Activation sigma) {
        return sigma instanceof Identity || sigma instanceof Relu || sigma instanceof LeakyRelu || sigma instanceof Elu;
    }

    /** Whether the network can be every affine map of rank up to its narrowest layer. */
    boolean containsAffineMaps() {
        return biased() && affineOutput() && hiddenActivations().stream().allMatch(NetworkInQuestion::passesOn);
    }

    /** Whether it is one affine map whatever its parameters. */
    boolean affine() {
        return network.layers().stream().allMatch(layer -> layer.activation() instanceof Identity);
    }

    /** The narrowest hidden layer; no limit without one. */
    int narrowest() {
        return hidden.stream().mapToInt(width -> width).min().orElse(Integer.MAX_VALUE);
    }

    /**
     * The dimension of the affine space that the outputs of all samples lie in, whatever the parameters: the narrowest
     * input of the affine layers at the end. No limit with an activation at the output.
     */
    int outputSpace() {
        int space = Integer.MAX_VALUE;
        for (int l = hidden.size(); l >= 0 && network.layers().get(l).activation() instanceof Identity; l--) {
            space = Math.min(space, network.layers().get(l).inputDim());
        }
        return space;
    }

    /** As an architecture, where all layers have a bias, the hidden ones share one activation, and the last is affine. */
    Optional<Architecture> uniform() {
        boolean same = hiddenActivations().stream().allMatch(activation::equals) && affineOutput() && biased();
        return same ? Optional.of(new Architecture(hidden, activation)) : Optional.empty();
    }
}
