package dev.nadir.jacobian.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Relu;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullRankFractionTest {

    /** Two-layer ReLU, last layer frozen N(0, 1), X uniform [0, 1), first layer U(±1/√d), d = ⌈n/2⌉: arXiv 2305.19510. */
    static TrainingJacobian reluDraw(int samples, int width, long seed) {
        int inputs = (samples + 1) / 2;
        SplittableRandom random = new SplittableRandom(seed);
        Network network = Initialization.byName("karhadkar").network(new int[] {inputs, width, 1}, new Relu(), random);
        Matrix x = Matrix.zeros(inputs, samples).map(zero -> random.nextDouble());
        return TrainingJacobian.of(network, x).restrictedTo(LayerSelection.only(2, 1));
    }

    /** Expected: 2000 draws of the same distribution, rank by full_rank_fraction.py with numpy. */
    @ParameterizedTest
    @CsvSource({"30, 3, 0.162", "30, 5, 0.542", "30, 8, 0.88", "90, 4, 0.2665", "90, 8, 0.86"})
    @Tag("sweep")
    void reluJacobiansHaveFullRankAsOftenAsNumpyFinds(int samples, int width, double expected) {
        FullRankFraction fraction = FullRankFraction.of(
                draw -> reluDraw(samples, width, 1000L * draw + width), 200, SpectrumOptions.defaults());
        // four standard deviations of the difference of the two frequencies
        double deviation = Math.sqrt(expected * (1 - expected) * (1.0 / 200 + 1.0 / 2000));
        assertThat(fraction.fraction()).isCloseTo(expected, within(4 * deviation));
        assertThat(fraction.undecided()).isLessThanOrEqualTo(4);
    }

    @Test
    void wilsonIntervalMatchesScipy() {
        // scipy.stats.binomtest(106, 200).proportion_ci(method="wilson"), and 0 of 10
        FullRankFraction some = FullRankFraction.wilson(200, 106, 0);
        assertThat(some.low()).isCloseTo(0.4609168, within(1e-6));
        assertThat(some.high()).isCloseTo(0.5979525, within(1e-6));
        FullRankFraction none = FullRankFraction.wilson(10, 0, 0);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.2775328, within(1e-6));
    }
}
