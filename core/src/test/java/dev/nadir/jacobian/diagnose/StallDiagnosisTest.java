package dev.nadir.jacobian.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.JacobianCase;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Relu;
import dev.nadir.network.Tanh;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallDiagnosisTest {
    private static final int[] DIMS = {40, 8, 4, 2};

    private static StallDiagnosis diagnose(Network network, Matrix inputs) {
        TrainingJacobian jacobian = TrainingJacobian.of(network, inputs);
        return StallDiagnosis.of(jacobian, JacobianSpectrum.of(jacobian), SpectrumOptions.defaults());
    }

    private static Network with(Network network, int layer, Layer replacement) {
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(layer - 1, replacement);
        return new Network(layers);
    }

    private static Layer layer(Network network, int layer) {
        return network.layers().get(layer - 1);
    }

    @Test
    void healthyNetworksAreCalledHealthy() {
        StallDiagnosis stall = diagnose(RandomCase.network(new Tanh(), 1, DIMS), RandomCase.gaussian(40, 20, 2));
        assertThat(stall.findings()).hasSize(1);
        assertThat(stall.findings().get(0).kind()).isEqualTo("well-conditioned");
        assertThat(stall.chain().pivot()).isEqualTo(1);
    }

    @Test
    void rankDeficientWeightIsNamed() {
        // layers 2 and 3 alone reach at most 2 (3 + 1) directions each, so rank D = 40 needs W_2
        Network network = RandomCase.network(new Tanh(), 1, 40, 3, 3, 2);
        Layer second = layer(network, 2);
        Matrix rankOne = dev.nadir.linalg.Products.times(second.weight().columns(0, 1), RandomCase.gaussian(1, 3, 3));
        StallDiagnosis stall = diagnose(
                with(network, 2, new Layer(rankOne, second.bias(), new Tanh())), RandomCase.gaussian(40, 20, 2));
        assertThat(stall.findings()).extracting(Finding::kind).containsExactly("weight-condition", "weight-rank");
        assertThat(stall.findings()).allMatch(finding -> finding.layer() == 2);
        assertThat(stall.findings().get(0).message()).contains("W_2", "rank 1 of 3");
    }

    @Test
    void nearDuplicateSamplesAreListed() {
        Matrix inputs = RandomCase.gaussian(40, 20, 2);
        for (int k = 0; k < 40; k++) {
            inputs.data()[7 * 40 + k] = inputs.data()[3 * 40 + k] * (1 + 1e-9);
        }
        StallDiagnosis stall = diagnose(RandomCase.network(new Tanh(), 1, DIMS), inputs);
        assertThat(stall.findings().get(0).kind()).isEqualTo("dependent-samples");
        assertThat(stall.findings().get(0).samples()).containsExactly(3, 7);
        assertThat(stall.findings().get(0).advice()).contains("near-duplicate inputs");
        assertThat(stall.groups().orElseThrow().groups()).hasSize(1);
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
        assertThat(stall.findings())
                .isNotEmpty()
                .allMatch(finding -> finding.kind().equals("dependent-samples"));
    }

    @Test
    void saturationIsTracedToLayerAndSample() {
        Network network = RandomCase.network(new Tanh(), 1, DIMS);
        Layer second = layer(network, 2);
        double[] bias = {12, -12, 12, 12};
        StallDiagnosis stall = diagnose(
                with(network, 2, new Layer(second.weight(), bias, new Tanh())), RandomCase.gaussian(40, 20, 2));
        Finding first = stall.findings().get(0);
        assertThat(first.kind()).isEqualTo("slopes");
        assertThat(first.layer()).isEqualTo(2);
        assertThat(first.samples()).hasSize(1);
        assertThat(stall.findings())
                .filteredOn(finding -> finding.kind().equals("saturated-units"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("4 of 4 units (0, 1, 2, 3)"));
    }

    @Test
    void deadUnitsAreListed() {
        Network network = RandomCase.network(new Relu(), 1, DIMS);
        Layer first = layer(network, 1);
        double[] bias = first.bias().clone();
        bias[5] = -1000;
        StallDiagnosis stall =
                diagnose(with(network, 1, new Layer(first.weight(), bias, new Relu())), RandomCase.gaussian(40, 20, 2));
        assertThat(stall.layers().get(0).deadUnits()).containsExactly(5);
        assertThat(stall.findings()).anyMatch(finding -> finding.kind().equals("dead-units") && finding.layer() == 1);
    }

    @Test
    void tooFewParametersComeFirst() {
        StallDiagnosis stall = diagnose(RandomCase.network(new Tanh(), 1, 2, 3, 1), RandomCase.gaussian(2, 50, 2));
        assertThat(stall.findings().get(0).kind()).isEqualTo("too-few-parameters");
    }

    @Test
    void deadNetworkHasVanishingRowsOnlyWhenTheOutputLayerIsFrozen() {
        JacobianCase dead = JacobianCase.named("dead-relu");
        TrainingJacobian first = dead.operator().restrictedTo(LayerSelection.only(2, 1));
        assertThat(DependentRows.of(EmpiricalNtk.of(first)).vanishing()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void linearModelsWithDependentDataBlameTheData() {
        Matrix inputs = RandomCase.gaussian(30, 20, 2);
        for (int k = 0; k < 30; k++) { // sample 0 becomes the mean of all others: [X; 1] loses its rank
            double sum = 0;
            for (int i = 1; i < 20; i++) {
                sum += inputs.get(k, i);
            }
            inputs.data()[k] = sum / 19;
        }
        StallDiagnosis stall = diagnose(RandomCase.network(new Identity(), 1, 30, 2), inputs);
        assertThat(stall.findings().get(0).kind()).isEqualTo("data-condition");
    }
}
