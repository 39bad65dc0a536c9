package dev.nadir.jacobian.diagnose;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One orthogonal piece p of the residual x − y.
 *
 * @param loss |p|²/2N
 * @param dimension of the subspace it was projected onto
 * @param perSample |p_i|²/2N
 */
record Piece(double loss, int dimension, double[] perSample) {
    private static final int NAMED = 20;

    static Piece none(int samples) {
        return new Piece(0, 0, new double[samples]);
    }

    /** The samples that carry half of the loss, the largest first, twenty at most. */
    int[] samples() {
        int[] order = IntStream.range(0, perSample.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -perSample[i]))
                .limit(NAMED)
                .mapToInt(Integer::intValue)
                .toArray();
        double sum = 0;
        int count = 0;
        while (count < order.length && sum < loss / 2) {
            sum += perSample[order[count++]];
        }
        return java.util.Arrays.copyOf(order, count);
    }
}
