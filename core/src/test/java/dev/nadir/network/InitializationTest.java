package dev.nadir.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InitializationTest {
    private static final int[] DIMS = {200, 100, 3};

    private static double variance(double[] values) {
        return Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSameNetwork() {
        Initialization kaiming = Initialization.byName("Kaiming");
        assertThat(kaiming.network(DIMS, new Relu(), 5).parameters())
                .isEqualTo(kaiming.network(DIMS, new Relu(), 5).parameters())
                .isNotEqualTo(kaiming.network(DIMS, new Relu(), 6).parameters());
    }

    @Test
    void weightsHaveTheVarianceOfTheScheme() {
        // 20,000 draws: the sample variance is within 5 √(2/20000) = 5 % of the true one but for one case in a million
        for (Initialization.Distribution distribution : Initialization.Distribution.values()) {
            assertThat(firstVariance(Initialization.Scheme.KAIMING, distribution))
                    .isCloseTo(2.0 / 200, within(5e-4));
            assertThat(firstVariance(Initialization.Scheme.XAVIER, distribution))
                    .isCloseTo(4.0 / 300, within(7e-4));
            assertThat(firstVariance(Initialization.Scheme.NTK, distribution)).isCloseTo(1.0 / 200, within(3e-4));
        }
    }

    private static double firstVariance(Initialization.Scheme scheme, Initialization.Distribution distribution) {
        Network network = new Initialization(scheme, distribution).network(DIMS, new Relu(), 1);
        return variance(network.layers().get(0).weight().data());
    }

    /** 20,000 draws of U(±a) come within a/1000 of ±a but for one case in a million; the variance is a²/3. */
    @Test
    void torchDrawsWeightsAndBiasesUniformly() {
        double bound = 1 / Math.sqrt(200);
        for (String name : new String[] {"torch", "karhadkar"}) {
            Layer first = Initialization.byName(name)
                    .network(DIMS, new Relu(), 1)
                    .layers()
                    .get(0);
            assertThat(first.weight().maxAbs()).isBetween(0.999 * bound, bound);
            assertThat(variance(first.weight().data())).isCloseTo(bound * bound / 3, within(0.03 * bound * bound));
            assertThat(Arrays.stream(first.bias()).map(Math::abs).max().orElseThrow())
                    .isBetween(0.8 * bound, bound);
        }
    }

    @Test
    void karhadkarDrawsAStandardNormalTopAlsoAnew() {
        int[] wide = {3, 4000, 5};
        Network network = Initialization.byName("karhadkar").network(wide, new Relu(), 1);
        Network again = Initialization.byName("karhadkar").redraw(network, new SplittableRandom(2));
        for (Network each : new Network[] {network, again}) {
            assertThat(variance(each.layers().get(1).weight().data())).isCloseTo(1, within(5 * Math.sqrt(2.0 / 20000)));
            assertThat(each.layers().get(0).weight().maxAbs()).isLessThanOrEqualTo(1 / Math.sqrt(3));
        }
    }

    @Test
    void zeroMeansAllZero() {
        assertThat(Initialization.byName("zero").network(DIMS, new Tanh(), 1).parameters())
                .containsOnly(0.0);
    }

    @Test
    void onlyHiddenLayersAreActivated() {
        Network network = Initialization.byName("xavier").network(new int[] {4, 5, 6, 2}, new Tanh(), 1);
        assertThat(network.layerDims()).containsExactly(4, 5, 6, 2);
        assertThat(network.layers().stream().map(Layer::activation))
                .containsExactly(new Tanh(), new Tanh(), new Identity());
    }

    @Test
    void perturbationMovesEveryParameterByItsDeviation() {
        Network network = Initialization.byName("zero").network(DIMS, new Tanh(), 1);
        double[] moved =
                Initialization.perturb(network, 0.5, new SplittableRandom(2)).parameters();
        assertThat(variance(moved)).isCloseTo(0.25, within(0.0125));
    }

    @Test
    void unknownNamesAndSizesAreRefused() {
        assertThatThrownBy(() -> Initialization.byName("he"))
                .hasMessageContaining("kaiming, xavier, ntk, torch, karhadkar, zero");
        assertThatThrownBy(() -> Initialization.byName("zero").network(new int[] {3, 0, 1}, new Tanh(), 1))
                .isInstanceOf(IllegalArgumentException.class);
        Network network = Initialization.byName("zero").network(DIMS, new Tanh(), 1);
        assertThatThrownBy(() -> Initialization.perturb(network, Double.NaN, new SplittableRandom(1)))
                .hasMessageContaining("deviation");
    }
}
