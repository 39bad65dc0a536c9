package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.ExponentialRosenbrock54;
import dev.nadir.ode.Integration;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowVerdictTest {
    private static final double[] DECADES = {0, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    private static List<FlowSample> follow(LossLandscape landscape) {
        FlowMonitor monitor = new FlowMonitor(landscape, 500);
        IntegrationListener listener = new IntegrationListener() {
            @Override
            public void saved(Checkpoint checkpoint) {
                monitor.measure(checkpoint);
            }

            @Override
            public void restarted(double tightening) {
                monitor.clear();
            }
        };
        Trajectory run = Integration.run(
                new GradientFlow(landscape, Linearization.HESSIAN),
                Checkpoint.start(0, landscape.start()),
                DECADES,
                IntegrationOptions.of(new ExponentialRosenbrock54(), Tolerance.of(1e-6)),
                listener);
        assertThat(run.ending().completed()).as(run.ending().message()).isTrue();
        return monitor.samples();
    }

    /** tanh 2-2-2, N = 10: at s = 1e6 the gradient is 2e-6 and a fifth of the loss is still reachable. */
    @Test
    void runawayParametersAreNotCalledStationary() {
        List<FlowSample> samples = follow(Problems.gaussian("tanh", 10, 2, 2, 2, 2));
        FlowVerdict verdict = FlowVerdict.of(samples);
        assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.DIVERGING);
        assertThat(verdict.gradientNorm()).isLessThan(1e-5);
        assertThat(verdict.reachableShare()).isGreaterThan(0.2);
        assertThat(samples.get(7).cost()).isLessThan(samples.get(6).cost());
        assertThat(samples.get(7).thetaNorm())
                .isGreaterThan(1.2 * samples.get(6).thetaNorm());
    }

    @Test
    void stationaryPointIsRecognizedByBothNumbers() {
        FlowVerdict verdict = FlowVerdict.of(follow(Problems.gaussian("tanh", 10, 1, 2, 2, 2)));
        assertThat(verdict.kind()).isEqualTo(FlowVerdict.Kind.STATIONARY);
        assertThat(verdict.message()).contains("gradient norm", "% of the loss still reachable");
    }

    /** Gradient and reachable loss are measured independently: N/2 ‖P∇C‖² bounds ‖∇_θC‖² = ‖Dᵀ∇C‖². */
    @Test
    void splitAddsUpAndBoundOfTheorem11Holds() {
        List<FlowSample> samples = follow(Problems.gaussian("tanh", 8, 3, 4, 12, 1));
        for (FlowSample sample : samples) {
            assertThat(sample.reachable() + sample.blocked())
                    .isBetween(sample.cost() * (1 - 1e-9), sample.cost() * (1 + 1e-9) + 1e-300);
            assertThat(sample.cost()).isLessThanOrEqualTo(sample.bound() * (1 + 1e-9) + 1e-24);
        }
        assertThat(FlowVerdict.of(samples).kind()).isEqualTo(FlowVerdict.Kind.ZERO_LOSS);
    }
}
