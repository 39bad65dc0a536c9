package dev.nadir.flow.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.FlowEnd;
import dev.nadir.flow.FlowKind;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.Sharpness;
import dev.nadir.flow.field.HomotopyFlow;
import dev.nadir.flow.field.StraightFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** x = tanh(e^w): at w = 800 the exponential overflows and x is 1 all the same, but no derivative can be had. */
class OverflowTest {
    private static final double[] AT = {800, 1, 1};

    private static LossLandscape landscape(double label) {
        Network network = new Network(List.of(
                Layer.withoutBias(Matrix.column(1.0), new Exp()),
                Layer.withoutBias(Matrix.column(1.0), new Tanh()),
                Layer.withoutBias(Matrix.column(1.0), new Identity())));
        return new LossLandscape(network, new TrainingSet(Matrix.column(1.0), Matrix.column(label)));
    }

    @Test
    void outputsAreFiniteWhereDerivativesAreNot() {
        LossLandscape landscape = landscape(0);
        assertThat(landscape.outputs(AT).get(0, 0)).isEqualTo(1);
        assertThat(landscape.cost(AT)).isEqualTo(0.5);
        assertThat(landscape.finiteAt(AT)).isFalse();
        assertThat(landscape.finiteAt(new double[] {1, 1, 1})).isTrue();
        assertThat(landscape.finiteAt(new double[] {1, Double.NaN, 1})).isFalse();
    }

    @Test
    void fieldsAreUndefinedThereAndThrowNothing() {
        LossLandscape landscape = landscape(0);
        assertThat(HomotopyFlow.adapted(landscape).at(0, AT)).contains(Double.NaN);
        assertThat(new HomotopyFlow(landscape, 0.5).at(0, AT)).contains(Double.NaN);
        assertThat(StraightFlow.open(landscape, landscape.start()).at(0, AT)).containsOnly(Double.NaN);
        assertThat(StraightFlow.closed(landscape, landscape.start()).at(0, AT)).containsOnly(Double.NaN);
    }

    @Test
    void whatNeedsDerivativesRefusesOrFindsNothing() {
        LossLandscape landscape = landscape(0);
        assertThatThrownBy(() -> landscape.jacobian(landscape.forward(AT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network: got NaN or infinite numbers on the data, expected finite ones");
        assertThatThrownBy(() -> LimitPoint.from(landscape, AT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(StationaryPoint.near(landscape, AT)).isEmpty();
        assertThat(Sharpness.at(landscape, AT).value()).isNaN();
    }

    @Test
    void theVerdictThereIsNotDecidedOrZeroLoss() {
        for (FlowKind kind : List.of(new FlowKind.Standard(), new FlowKind.Adapted(), new FlowKind.Homotopy(0.5))) {
            FlowVerdict verdict = judged(landscape(0), kind);
            assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.UNDECIDED);
            assertThat(verdict.claim()).isEmpty();
            assertThat(verdict.message()).contains("overflow");
            assertThat(judged(landscape(1), kind).kind()).isEqualTo(FlowVerdict.Kind.ZERO_LOSS); // measured on outputs
        }
    }

    private static FlowVerdict judged(LossLandscape landscape, FlowKind kind) {
        FlowSample start = Samples.withGradient(0, 1, 1);
        return FlowVerdict.of(new FlowEnd(landscape, kind, 1e-6, 1000, List.of(start), AT, Optional.empty()));
    }
}
