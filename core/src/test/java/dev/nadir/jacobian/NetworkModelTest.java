package dev.nadir.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import dev.nadir.model.EvaluationContract;
import dev.nadir.model.Kinks;
import dev.nadir.model.Parameter;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkModelTest {
    private final Network network = RandomCase.network(new Tanh(), 1, 4, 6, 5, 2);
    private final Matrix inputs = RandomCase.gaussian(4, 7, 2);

    @Test
    void perceptronsKeepTheContractOfEvaluations() {
        EvaluationContract.check(new NetworkModel(network), inputs);
        EvaluationContract.check(new NetworkModel(network.withoutBiases()), inputs);
        EvaluationContract.check(new NetworkModel(network, LayerSelection.only(3, 1, 3)), inputs);
    }

    @Test
    void onlyTrainedLayersStandInTheta() {
        NetworkModel model = new NetworkModel(network, LayerSelection.only(3, 2));
        assertThat(model.parameters().all())
                .extracting(Parameter::name)
                .containsExactly("W_1", "b_1", "W_2", "b_2", "W_3", "b_3");
        assertThat(model.parameters().trained())
                .containsExactly(new Parameter("W_2", List.of(5, 6), true), new Parameter("b_2", List.of(5), true));
        assertThat(model.parameters().count()).isEqualTo(35);
        double[] theta = RandomCase.vector(35, 3);
        NetworkModel moved = model.withParameters(theta);
        assertThat(moved.parameters().values()).isEqualTo(theta);
        assertThat(moved.network().layers().get(0).weight())
                .isEqualTo(network.layers().get(0).weight());
        assertThatThrownBy(() -> model.withParameters(new double[34]))
                .hasMessage("parameters: got 34, expected K = 35");
    }

    @Test
    void aLayerWithoutBiasHasNone() {
        assertThat(new NetworkModel(network.withoutBiases()).parameters().all())
                .extracting(Parameter::name)
                .containsExactly("W_1", "W_2", "W_3");
    }

    @Test
    void kinksAreCountedAndSeparateStates() {
        NetworkModel relu = new NetworkModel(RandomCase.network(new Relu(), 1, 2, 3, 1));
        Matrix two = Matrix.ofRows(new double[] {0, 1}, new double[] {0, 2});
        double[] theta = relu.parameters().values();
        theta[6] = 0; // the bias of unit 1: its z is 0 on the first sample
        theta[7] = 1;
        theta[8] = -1;
        TrainingJacobian at = relu.withParameters(theta).at(two);
        assertThat(at.kinks()).isEqualTo(new Kinks(6, 1));
        assertThat(new NetworkModel(network).at(inputs).kinks()).isEqualTo(Kinks.NONE);
        assertThat(at.inOnePieceWith(at)).isTrue();
        theta[7] = -1;
        assertThat(at.inOnePieceWith(relu.withParameters(theta).at(two))).isFalse();
    }

    @Test
    void outputsThatAreNotFiniteStayVisible() {
        double[] theta = new NetworkModel(network).parameters().values();
        theta[0] = Double.NaN;
        TrainingJacobian at = new NetworkModel(network).withParameters(theta).at(inputs);
        assertThat(at.outputs().data()).contains(Double.NaN);
        assertThat(at.transposedTimes(new double[14])).contains(Double.NaN);
    }
}
