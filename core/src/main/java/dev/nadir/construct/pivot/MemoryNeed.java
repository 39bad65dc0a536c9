package dev.nadir.construct.pivot;

import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.NotEnoughMemory;
import java.util.Optional;

/**
 * How much memory a pivot construction needs at its peak, compared with the heap before anything is allocated.
 *
 * @param needed bytes at the peak
 * @param available bytes the Java heap may still grow by
 */
record MemoryNeed(double needed, double available) {
    private static final double BYTES = Double.BYTES;

    /**
     * At the pivot: the features, their factorization, T^k and its residual; for every layer its weight; for the
     * forward pass two activations.
     */
    static MemoryNeed of(Architecture architecture, int pivot, TrainingSet data) {
        double samples = data.samples();
        double features = architecture.featuresAt(pivot, data.inputDim());
        double outputs = pivot <= architecture.depth() ? architecture.hidden().get(pivot - 1) : data.outputDim();
        double weights = 0;
        double below = data.inputDim();
        double widest = Math.max(below, data.outputDim());
        for (int width : architecture.hidden()) {
            weights += below * width;
            below = width;
            widest = Math.max(widest, width);
        }
        weights += below * data.outputDim();
        double numbers =
                3 * features * samples + 4 * outputs * (samples + features) + 2 * weights + 2 * widest * samples;
        return new MemoryNeed(BYTES * numbers, NotEnoughMemory.free(BYTES * numbers));
    }

    Optional<Refusal> refusal() {
        if (needed <= available) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                "memory",
                "the construction needs about " + NotEnoughMemory.size(needed) + " of memory, "
                        + NotEnoughMemory.size(available) + " are available",
                "use narrower layers or fewer samples, or give Java more memory: NADIR_JAVA_OPTS=-Xmx32g"));
    }
}
