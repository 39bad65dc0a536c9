package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.kink.ClarkeGradient;
import dev.nadir.flow.kink.KinkPair;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.OpaqueModel;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the end of a run lets itself be judged from. */
class FlowEndTest {
    private static final FlowKind STANDARD = new FlowKind.Standard();
    private static final FlowSample LAST = Samples.withGradient(1, 1, 7);

    /** 1-w-1 without biases, K = 2w, on N samples. */
    private static LossLandscape shallow(int width, int samples) {
        Layer first = Layer.withoutBias(Matrix.zeros(width, 1), new Tanh());
        Layer second = Layer.withoutBias(Matrix.zeros(1, width), new Tanh());
        Matrix zeros = Matrix.zeros(1, samples);
        return new LossLandscape(new Network(List.of(first, second)), new TrainingSet(zeros, zeros));
    }

    private static LossLandscape byDifferences(int width) {
        LossLandscape exact = shallow(width, 1);
        NetworkModel model = exact.perceptron().orElseThrow().start();
        return new LossLandscape(new OpaqueModel(model), exact.data());
    }

    private static FlowEnd end(LossLandscape landscape, int limit) {
        return new FlowEnd(landscape, STANDARD, 1e-6, limit, List.of(LAST), landscape.start(), Optional.empty());
    }

    private static FlowEnd kinked(FlowKind kind, KinkPair... kinks) {
        LossLandscape landscape = shallow(1, 1);
        ClarkeGradient clarke = new ClarkeGradient(new double[2], 3, 7, List.of(kinks));
        return new FlowEnd(landscape, kind, 1e-6, 10, List.of(LAST), landscape.start(), Optional.of(clarke));
    }

    @Test
    void theHessianIsLookedAtUpToTheLimitInK() {
        assertThat(end(shallow(4, 1), 8).hessianAffordable()).isTrue();
        assertThat(end(shallow(4, 1), 7).hessianAffordable()).isFalse();
    }

    /** N K² = 20,000 · 1,000² = 2e10. */
    @Test
    void theHessianIsLookedAtUpToTwentyThousandMillionProducts() {
        assertThat(end(shallow(500, 20_000), 1000).hessianAffordable()).isTrue();
        assertThat(end(shallow(500, 20_001), 1000).hessianAffordable()).isFalse();
    }

    @Test
    void differencesOfGradientsAreTakenForAHundredParameters() {
        assertThat(end(byDifferences(50), 1000).hessianAffordable()).isTrue();
        assertThat(end(byDifferences(51), 1000).hessianAffordable()).isFalse();
        assertThat(end(shallow(51, 1), 1000).hessianAffordable()).isTrue();
    }

    @Test
    void theSpectrumIsComputedUpToTheLimitInQN() {
        assertThat(end(shallow(1, 8), 8).spectrumAffordable()).isTrue();
        assertThat(end(shallow(1, 9), 8).spectrumAffordable()).isFalse();
    }

    @Test
    void onlyAStandardFlowOnKinksSlides() {
        KinkPair pair = new KinkPair(1, 0, 0);
        assertThat(kinked(STANDARD, pair).gradientNorm()).isEqualTo(3);
        assertThat(kinked(STANDARD).gradientNorm()).isEqualTo(7);
        assertThat(kinked(new FlowKind.Adapted(), pair).gradientNorm()).isEqualTo(7);
        assertThat(end(shallow(1, 1), 10).gradientNorm()).isEqualTo(7);
    }

    @Test
    void theReachableShareIsOfTheLossAtTheEnd() {
        assertThat(split(4, 1).reachableShare()).isEqualTo(0.25);
        assertThat(split(0, 0).reachableShare()).isZero();
        assertThat(split(4, Double.NaN).reachableShare()).isNaN();
    }

    private static FlowEnd split(double cost, double reachable) {
        FlowSample.Orbit orbit = new FlowSample.Orbit(0, 0, 0, 0, 0, 0);
        FlowSample last = new FlowSample(1, cost, 0, reachable, cost - reachable, 1, true, 0, 0, 0, 0, orbit);
        LossLandscape landscape = shallow(1, 1);
        return new FlowEnd(landscape, STANDARD, 1e-6, 10, List.of(LAST, last), landscape.start(), Optional.empty());
    }

    @Test
    void aRunWithoutSamplesHasNoEnd() {
        LossLandscape landscape = shallow(1, 1);
        assertThatThrownBy(() ->
                        new FlowEnd(landscape, STANDARD, 1e-6, 10, List.of(), landscape.start(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples: got none, expected at least one");
    }
}
