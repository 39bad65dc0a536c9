package dev.nadir.jacobian.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.ChainFactor;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.JacobianCase;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StallDiagnosisTest {
    private static final double EPS = Math.ulp(1.0);
    private static final int[] DIMS = {40, 8, 4, 2};

    private static StallDiagnosis diagnose(Network network, Matrix inputs) {
        TrainingJacobian jacobian = TrainingJacobian.of(network, inputs);
        return StallDiagnosis.of(jacobian, JacobianSpectrum.of(jacobian), SpectrumOptions.defaults());
    }

    @Test
    void theChainOfAHealthyNetworkStandsOnTheFirstLayer() {
        StallDiagnosis stall = diagnose(RandomCase.network(new Tanh(), 1, DIMS), RandomCase.gaussian(40, 20, 2));
        assertThat(stall.chain().pivot()).isEqualTo(1);
        assertThat(stall.groups().orElseThrow().groups()).isEmpty();
    }

    @Test
    void nearDuplicateSamplesCarryWhatMovesLeast() {
        Matrix inputs = RandomCase.gaussian(40, 20, 2);
        for (int k = 0; k < 40; k++) {
            inputs.data()[7 * 40 + k] = inputs.data()[3 * 40 + k] * (1 + 1e-9);
        }
        StallDiagnosis stall = diagnose(RandomCase.network(new Tanh(), 1, DIMS), inputs);
        assertThat(stall.groups().orElseThrow().groups()).containsExactly(new int[] {3, 7});
        assertThat(stall.samplesCarrying(0.9)).containsExactlyInAnyOrder(3, 7);
    }

    @Test
    void severalGroupsOfDuplicatesAreListedOneByOne() {
        Matrix inputs = RandomCase.gaussian(40, 20, 2);
        System.arraycopy(inputs.data(), 3 * 40, inputs.data(), 7 * 40, 40);
        System.arraycopy(inputs.data(), 11 * 40, inputs.data(), 15 * 40, 40);
        StallDiagnosis stall = diagnose(RandomCase.network(new Tanh(), 1, DIMS), inputs);
        assertThat(stall.groups().orElseThrow().groups())
                .containsExactlyInAnyOrder(new int[] {3, 7}, new int[] {11, 15});
    }

    @ParameterizedTest
    @ValueSource(doubles = {12, 1000})
    void saturationIsTracedToLayerAndSampleAndIsNotDeadness(double bias) {
        Network network = RandomCase.network(new Tanh(), 1, DIMS);
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(1, new Layer(layers.get(1).weight(), new double[] {bias, -bias, bias, bias}, new Tanh()));
        StallDiagnosis stall = diagnose(new Network(layers), RandomCase.gaussian(40, 20, 2));
        ChainFactor weakest = stall.chain().weakest().orElseThrow();
        assertThat(weakest.part()).isEqualTo(ChainFactor.Part.SLOPES);
        assertThat(weakest.layer()).isEqualTo(2);
        assertThat(stall.layers().get(1).saturatedUnits()).containsExactly(0, 1, 2, 3);
        assertThat(stall.layers().get(1).deadUnits()).isEmpty();
    }

    @Test
    void deadUnitsAreListed() {
        Network network = RandomCase.network(new Relu(), 1, DIMS);
        List<Layer> layers = new ArrayList<>(network.layers());
        double[] bias = layers.get(0).bias().clone();
        bias[5] = -1000;
        layers.set(0, new Layer(layers.get(0).weight(), bias, new Relu()));
        StallDiagnosis stall = diagnose(new Network(layers), RandomCase.gaussian(40, 20, 2));
        assertThat(stall.layers().get(0).deadUnits()).containsExactly(5);
        assertThat(stall.layers().get(0).saturatedUnits()).isEmpty();
    }

    @Test
    void deadNetworkHasVanishingRowsOnlyWhenTheOutputLayerIsFrozen() {
        JacobianCase dead = JacobianCase.named("dead-relu");
        TrainingJacobian first = dead.operator().restrictedTo(LayerSelection.only(2, 1));
        assertThat(DependentRows.of(EmpiricalNtk.of(first)).vanishing()).containsExactly(0, 1, 2, 3);
    }

    private static StallDiagnosis linear(int outputs, Matrix inputs) {
        Matrix weight = RandomCase.gaussian(outputs, inputs.rows(), 4);
        return diagnose(new Network(List.of(Layer.withoutBias(weight, new Identity()))), inputs);
    }

    /** D = x: what cannot be moved is orthogonal to x, and (1 − x_i²/|x|²)/(N − 1) of it lies in sample i. */
    @Test
    void theSharesOfABlockedSpaceAreThoseOfItsProjector() {
        double[] x = {1, 2, 2, 4}; // |x| = 5
        double[] shares = {(1 - 1 / 25.0) / 3, (1 - 4 / 25.0) / 3, (1 - 4 / 25.0) / 3, (1 - 16 / 25.0) / 3};
        assertThat(linear(1, Matrix.ofRows(x)).sampleShares()).containsExactly(shares, within(16 * EPS));
        assertThat(linear(2, Matrix.ofRows(x)).sampleShares()).containsExactly(shares, within(16 * EPS)); // D = x ⊗ I
    }

    /** D = diag(1, 0.1) ⊗ I_Q: both outputs of sample 2 are moved with most effort. */
    @Test
    void theSharesOfAFullRankAreThoseOfTheLeastDirection() {
        Matrix inputs = Matrix.ofRows(new double[] {1, 0}, new double[] {0, 0.1});
        StallDiagnosis stall = linear(1, inputs);
        assertThat(stall.sampleShares()).containsExactly(new double[] {0, 1}, within(16 * EPS));
        assertThat(Math.abs(stall.leastDirection()[1])).isCloseTo(1, within(16 * EPS));
        assertThat(linear(2, inputs).sampleShares()).containsExactly(new double[] {0, 1}, within(16 * EPS));
    }

    @Test
    void whereNothingMovesAllSamplesShareAlike() {
        StallDiagnosis stall = linear(1, Matrix.zeros(1, 4));
        assertThat(stall.leastDirection()).containsOnly(0);
        assertThat(stall.sampleShares()).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void samplesAreNamedUntilTheyMakeUpThePart() {
        double[] shares = {0.25, 0.5, 0.125, 0.125};
        StallDiagnosis stall =
                new StallDiagnosis(List.of(), Optional.empty(), new double[4], shares, new BoundChain(0, 0, List.of()));
        assertThat(stall.samplesCarrying(0.5)).containsExactly(1);
        assertThat(stall.samplesCarrying(0.51)).containsExactly(1, 0);
        assertThat(stall.samplesCarrying(0)).isEmpty();
        assertThat(stall.samplesCarrying(2)).containsExactly(1, 0, 2, 3);
    }
}
