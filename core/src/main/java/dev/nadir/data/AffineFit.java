package dev.nadir.data;

import dev.nadir.linalg.exact.RationalRank;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Whether some affine map x ↦ W x + b takes every input to its label exactly, decided over the rational numbers: it is so if
 * and only if rank [X; 1ᵀ; Y] = rank [X; 1ᵀ]. Neither condition nor units nor rounding matter.
 */
public enum AffineFit {
    /** Some affine map fits all labels exactly; its numbers need not be doubles. */
    FITS,
    /** No affine map fits. */
    NONE,
    /** Deciding would take too long. */
    UNDECIDED;

    /** Decides. Cost: elimination modulo some primes, see {@link RationalRank}. */
    public static AffineFit of(TrainingSet data) {
        Matrix inputs = data.inputs().appendRow(1);
        for (int q = 0; q < data.outputDim(); q++) { // the usual case, which takes one prime and few samples
            OptionalInt rank = RationalRank.of(stacked(inputs, data.labels().rows(q, q + 1)));
            if (rank.isPresent() && rank.getAsInt() == inputs.rows() + 1) {
                return NONE;
            }
        }
        OptionalInt alone = RationalRank.of(inputs);
        OptionalInt together = RationalRank.of(stacked(inputs, data.labels()));
        if (alone.isEmpty() || together.isEmpty()) {
            return UNDECIDED;
        }
        return alone.getAsInt() == together.getAsInt() ? FITS : NONE;
    }

    /**
     * The dimension of the smallest affine space that holds all labels, rank [Y; 1ᵀ] − 1: an affine map that fits has a
     * rank of at least this, and one of exactly this rank exists; so a chain of affine layers needs all its widths to be at
     * least as large. Empty if deciding would take too long.
     */
    public static OptionalInt labelDimensions(Matrix labels) {
        OptionalInt rank = RationalRank.of(labels.appendRow(1));
        return rank.isEmpty() ? rank : OptionalInt.of(rank.getAsInt() - 1);
    }

    private static Matrix stacked(Matrix above, Matrix below) {
        Matrix stacked = Matrix.zeros(above.rows() + below.rows(), above.columns());
        for (int j = 0; j < above.columns(); j++) {
            double[] column = Arrays.copyOf(above.columnArray(j), stacked.rows());
            System.arraycopy(below.columnArray(j), 0, column, above.rows(), below.rows());
            System.arraycopy(column, 0, stacked.data(), j * stacked.rows(), stacked.rows());
        }
        return stacked;
    }
}
