package dev.nadir.construct;

import dev.nadir.network.Layer;
import dev.nadir.network.Network;

/**
 * How many parameters a network has, counted in every way that is used in claims.
 *
 * @param dense K, all entries of weights and biases: the number to compare with QN
 * @param nonzero the entries that are not 0
 * @param effective K minus one for every unit of a positively homogeneous hidden layer: the largest rank D can have
 * @param interpretable the numbers of the {@link Interpretation}; 0 if there is none
 * @param equations QN
 */
public record ParameterCounts(long dense, long nonzero, long effective, long interpretable, long equations) {

    /** Counts. */
    public static ParameterCounts of(Network network, long interpretable, long samples) {
        long nonzero = 0;
        long symmetries = 0;
        int last = network.layers().size() - 1;
        for (int l = 0; l <= last; l++) {
            Layer layer = network.layers().get(l);
            nonzero += nonzeros(layer.weight().data()) + nonzeros(layer.bias());
            symmetries += l < last && layer.activation().positivelyHomogeneous() ? layer.outputDim() : 0;
        }
        long dense = network.parameterCount();
        return new ParameterCounts(dense, nonzero, dense - symmetries, interpretable, network.outputDim() * samples);
    }

    /** Whether K &lt; QN. */
    public boolean underparametrized() {
        return dense < equations;
    }

    private static long nonzeros(double[] values) {
        long count = 0;
        for (double value : values) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }
}
