package dev.nadir.graph;

import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Whether the outputs of a sample depend on the other samples it is run with, as under a normalization over the batch: then a
 * graph is not a model sample by sample.
 */
final class SampleMixing {
    /** Batches of another size sum in another order; what mixes changes outputs by far more than half their digits. */
    private static final double HALF_THE_DIGITS = Math.sqrt(Math.ulp(1.0));

    private SampleMixing() {}

    /**
     * A sample, from 1, whose outputs change with its company; empty if none of the first ones does, or the graph takes one sample
     * at a time only.
     */
    static OptionalInt found(GraphModel model, Matrix inputs) {
        if (inputs.columns() < 2) {
            return OptionalInt.empty();
        }
        int fixed = model.graph().input().extents()[0];
        if (fixed == 1) {
            return OptionalInt.empty();
        }
        boolean open = fixed == GraphInput.OPEN;
        try {
            GraphModel together = open ? model.inGroupsOf(2) : model;
            Tensor first = together.result(together.group(inputs, 0));
            Tensor second = open
                    ? model.result(model.group(inputs, 0)) // alone
                    : model.result(model.group(beside(inputs, inputs.columns() - 1, fixed), 0));
            return differs(first, second, model.outputDim()) ? OptionalInt.of(1) : OptionalInt.empty();
        } catch (IllegalArgumentException refusal) {
            return OptionalInt.empty(); // the file fixes one sample in its nodes, if not in its input
        }
    }

    /** The first sample with one other in all other places. */
    private static Matrix beside(Matrix inputs, int other, int size) {
        int[] chosen = new int[size];
        Arrays.fill(chosen, 1, size, other);
        return inputs.selectColumns(chosen);
    }

    private static boolean differs(Tensor first, Tensor second, int count) {
        double scale = 0;
        double difference = 0;
        for (int k = 0; k < count; k++) {
            scale = Math.max(scale, Math.abs(first.values()[k]));
            difference = Math.max(difference, Math.abs(first.values()[k] - second.values()[k]));
        }
        return difference > HALF_THE_DIGITS * scale;
    }
}
