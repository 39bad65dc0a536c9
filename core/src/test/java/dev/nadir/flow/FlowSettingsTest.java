package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.ode.Tolerance;
import org.junit.jupiter.api.Test;

class FlowSettingsTest {
    private static final LossLandscape LANDSCAPE = Problems.gaussian("tanh", 6, 1, 2, 3, 1);

    private static FlowSettings settings(FlowKind kind, double... times) {
        return FlowSettings.of(LANDSCAPE, kind, Tolerance.of(1e-6), times);
    }

    @Test
    void timesAscendFromZero() {
        for (double[] wrong : new double[][] {
            {},
            {1},
            {-5, 0},
            {0, -5, 1},
            {0, 2, 1},
            {0, 1, 1},
            {0, Double.NaN},
            {0, Double.POSITIVE_INFINITY},
            {Double.NaN, 1}
        }) {
            assertThatThrownBy(() -> settings(new FlowKind.Standard(), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("times: got");
        }
    }

    @Test
    void timesAreCopiedInAndOut() {
        double[] times = {0, 1};
        FlowSettings settings = settings(new FlowKind.Standard(), times);
        times[1] = -1;
        settings.times()[1] = -1;
        assertThat(settings.times()).containsExactly(0, 1);
        assertThat(settings.end()).isEqualTo(1);
    }

    @Test
    void numbersOutsideTheirRangeAreRefused() {
        FlowSettings settings = settings(new FlowKind.Standard(), 0, 1);
        assertThatThrownBy(() -> settings.withLimits(0, 10)).hasMessageContaining("max steps: got 0");
        assertThatThrownBy(() -> settings.withLimits(1, -1)).hasMessageContaining("spectrum limit: got -1");
        for (double bound : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> settings.withEvents(bound, false)).hasMessageContaining("lambda-min bound: got");
        }
    }

    @Test
    void withChangesOnlyWhatItNames() {
        FlowSettings settings = settings(new FlowKind.Standard(), 0, 1);
        FlowSettings changed = settings.withStepper(StepperChoice.DP54)
                .withTimes(0, 2)
                .withLimits(7, 8)
                .withEvents(0.5, true);
        assertThat(changed)
                .usingRecursiveComparison()
                .isEqualTo(new FlowSettings(
                        settings.kind(),
                        StepperChoice.DP54,
                        settings.tolerance(),
                        new double[] {0, 2},
                        7,
                        8,
                        settings.locateKinks(),
                        0.5,
                        true));
    }

    @Test
    void steppersAndTimesThatTheFieldDoesNotHaveAreRefused() {
        FlowSettings adapted = settings(new FlowKind.Adapted(), 0, 1);
        assertThatThrownBy(() -> adapted.withStepper(StepperChoice.NTK)).hasMessageContaining("stepper: got NTK");
        assertThatThrownBy(() -> settings(new FlowKind.Straight(), 0, 1.5)).hasMessageContaining("expected at most 1");
    }
}
