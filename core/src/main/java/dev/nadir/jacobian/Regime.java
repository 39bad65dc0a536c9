package dev.nadir.jacobian;

import dev.nadir.data.Duplicates;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;

/**
 * The regime of mathematics §1, by the parameters that can do something and the samples that differ.
 *
 * @param kind which
 * @param parameters K and the effective K
 * @param equations Q times the distinct samples
 * @param distinctSamples samples with different inputs
 */
public record Regime(Kind kind, EffectiveParameters parameters, long equations, int distinctSamples) {

    /** The three regimes. */
    public enum Kind {
        /** Effective K &lt; QN. */
        UNDERPARAMETRIZED("underparametrized"),
        /** Effective K ≥ QN. */
        OVERPARAMETRIZED("overparametrized"),
        /** Effective K ≥ QN, M > N and effective K > N. */
        STRONGLY_OVERPARAMETRIZED("strongly overparametrized");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As it is written in reports. */
        public String words() {
            return words;
        }
    }

    /**
     * From counts.
     *
     * @param inputDim M
     * @param outputDim Q
     * @param distinctSamples N, identical inputs counted once
     */
    public static Regime of(EffectiveParameters parameters, int inputDim, int outputDim, int distinctSamples) {
        long equations = (long) outputDim * distinctSamples;
        long effective = parameters.effectiveCount();
        Kind kind = effective < equations
                ? Kind.UNDERPARAMETRIZED
                : inputDim > distinctSamples && effective > distinctSamples
                        ? Kind.STRONGLY_OVERPARAMETRIZED
                        : Kind.OVERPARAMETRIZED;
        return new Regime(kind, parameters, equations, distinctSamples);
    }

    /** Of a network with all layers trained on the inputs, M x N. */
    public static Regime of(Network network, Matrix inputs) {
        EffectiveParameters parameters = EffectiveParameters.of(
                network, LayerSelection.all(network.layers().size()), InputSpan.of(network, inputs));
        return of(parameters, network.inputDim(), network.outputDim(), Duplicates.distinct(inputs));
    }

    /** "underparametrized: effective K = 10 &lt; QN = 12", with what K and N are beside it. */
    public String text() {
        long k = parameters.parameterCount();
        long effective = parameters.effectiveCount();
        String name = effective == k ? "K = " + k : "effective K = " + effective + " (of " + k + ")";
        boolean strongly = kind == Kind.STRONGLY_OVERPARAMETRIZED;
        return kind.words() + ": " + (strongly ? "M > N and " : "") + name + (effective < equations ? " < " : " ≥ ")
                + "QN = " + equations;
    }
}
