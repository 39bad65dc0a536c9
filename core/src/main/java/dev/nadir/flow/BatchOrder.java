package dev.nadir.flow;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which samples a step of mini-batch descent sees: the samples in a new random order per epoch, cut into batches; what is
 * left over at the end of an epoch is skipped. The order depends on the seed and the number of the step only, so that a
 * resumed run sees the same.
 */
final class BatchOrder {
    private final int size;
    private final int perEpoch;
    private final int[] order;
    private final SplittableRandom random;
    private long epoch = -1;

    BatchOrder(int samples, int batch, long seed) {
        this.size = batch == 0 ? samples : Math.min(batch, samples);
        this.perEpoch = samples / size;
        this.order = new int[samples];
        Arrays.setAll(order, i -> i);
        this.random = new SplittableRandom(seed);
    }

    /** Whether every batch is the whole training set. */
    boolean whole() {
        return size == order.length;
    }

    /** The samples of step k = 1, 2, …; ascending k only. */
    int[] batch(long step) {
        long wanted = (step - 1) / perEpoch;
        while (epoch < wanted) {
            shuffle();
            epoch++;
        }
        int at = (int) ((step - 1) % perEpoch) * size;
        return Arrays.copyOfRange(order, at, at + size);
    }

    private void shuffle() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
