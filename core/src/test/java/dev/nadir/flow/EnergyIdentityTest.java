package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.Integration;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [CE] (1.3): C(s_0) − C(s) = ∫ ‖∇_θC‖² ds along the standard flow, the integral by Simpson's rule over save times. */
class EnergyIdentityTest {
    private static final double RTOL = 1e-7;
    private static final int INTERVALS = 200;
    private static final double END = 2;

    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void lossOfCostIsTheIntegralOfTheSquaredGradient(StepperChoice choice) {
        LossLandscape landscape = Problems.gaussian("tanh", 12, 8, 3, 6, 5, 1);
        double[] times = new double[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            times[i] = END * i / INTERVALS;
        }
        Trajectory run = Integration.run(
                new GradientFlow(landscape, choice.linearization()),
                Checkpoint.start(0, landscape.start()),
                times,
                IntegrationOptions.of(choice.stepper(), Tolerance.of(RTOL)),
                IntegrationListener.NONE);
        double integral = 0;
        for (int i = 0; i <= INTERVALS; i++) {
            double[] gradient = landscape.gradient(run.saved().get(i).state());
            double square = Math.pow(Matrix.column(gradient).frobeniusNorm(), 2);
            double weight = i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;
            integral += weight * square * END / INTERVALS / 3;
        }
        double lost =
                landscape.cost(landscape.start()) - landscape.cost(run.last().state());
        // ten times the tolerance, and the rule's own error, which with 200 intervals is below 1e-7
        assertThat(Math.abs(lost - integral)).isLessThan(10 * RTOL * lost + 1e-7);
    }
}
