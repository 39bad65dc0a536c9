package dev.nadir.network.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
    @Test
    void everyThreadCountGivesTheBitsOfTheSerialLoop() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        Matrix z = Matrix.zeros(301, 333).map(zero -> 4 * random.nextGaussian()); // seven chunks, the last one short
        for (Activation activation : Activations.all()) {
            Matrix serial = z.map(activation::value);
            for (int threads : new int[] {1, 2, 7}) {
                ForkJoinPool pool = new ForkJoinPool(threads);
                try {
                    assertThat(pool.submit(() -> activation.apply(z)).get()).isEqualTo(serial);
                } finally {
                    pool.shutdown();
                }
            }
        }
    }

    @Test
    void emptyAndExactlyOneChunkAreMapped() {
        assertThat(Elementwise.map(Matrix.zeros(0, 3), z -> 1)).isEqualTo(Matrix.zeros(0, 3));
        Matrix chunk = Elementwise.map(Matrix.zeros(1 << 7, 1 << 7), z -> 1);
        assertThat(chunk.data()).containsOnly(1);
    }
}
