package dev.nadir.jacobian.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.JacobianCase;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Tanh;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsTest {

    static List<JacobianCase> cases() {
        return JacobianCase.all();
    }

    private static Map<String, Verdict> verdicts(Network network, Matrix inputs) {
        Matrix labels = RandomCase.gaussian(network.outputDim(), inputs.columns(), 9);
        LayerSelection all = LayerSelection.all(network.layers().size());
        JacobianAnalysis analysis =
                JacobianAnalysis.of(network, new TrainingSet(inputs, labels), all, SpectrumOptions.defaults());
        return analysis.statements().stream().collect(Collectors.toMap(StatementCheck::name, StatementCheck::verdict));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noStatementIsViolatedOnTheGoldenCases(JacobianCase golden) {
        assertThat(verdicts(golden.network(), golden.inputs())).doesNotContainValue(Verdict.VIOLATED);
    }

    @Test
    void everyApplicableStatementHoldsForAWideNetwork() {
        assertThat(verdicts(RandomCase.network(new Tanh(), 1, 12, 6, 4, 2), RandomCase.gaussian(12, 8, 2)))
                .containsEntry("[CM] Proposition 5", Verdict.HOLDS)
                .containsEntry("[CM] Lemma 1", Verdict.HOLDS)
                .containsEntry("[CM] Remark 3", Verdict.HOLDS)
                .containsEntry("[CE] Theorem 1.1", Verdict.HOLDS)
                .containsEntry("[CM] Proposition 1", Verdict.HYPOTHESIS_FAILS)
                .containsEntry("[CE] (1.7)", Verdict.HYPOTHESIS_FAILS);
    }

    @Test
    void affineNetworkObeysProposition3() {
        Network network = new Network(List.of(new Layer(RandomCase.gaussian(2, 10, 1), new double[2], new Tanh())));
        assertThat(verdicts(network, RandomCase.gaussian(10, 6, 2))).containsEntry("[CM] Proposition 3", Verdict.HOLDS);
    }

    @Test
    void zeroParametersAndDeadLayersLeaveRankQ() {
        JacobianCase zero = JacobianCase.named("zero-parameters-tanh");
        assertThat(verdicts(zero.network(), zero.inputs())).containsEntry("all parameters zero", Verdict.HOLDS);
        JacobianCase dead = JacobianCase.named("dead-relu");
        assertThat(verdicts(dead.network(), dead.inputs())).containsEntry("dead hidden layer", Verdict.HOLDS);
    }
}
