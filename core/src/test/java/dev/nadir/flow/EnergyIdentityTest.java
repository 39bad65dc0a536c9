package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.flow.run.FlowRun;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.solve.Integration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [CE] (1.3): C(s_0) − C(s) = ∫ ‖∇_θC‖² ds along the standard flow, the integral by Simpson's rule over save times. */
class EnergyIdentityTest {
    private static final double RTOL = 1e-7;
    /** A rule of order 4 on steps that a method of order 8 makes as long as it can: 1.2e-4 measured, 1e-5 for the others. */
    private static final double SUMMED = 1e-3;

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

    /** The same from the accepted steps alone, as the monitor sums it, whatever their length. */
    @ParameterizedTest
    @EnumSource(StepperChoice.class)
    void theMonitorSumsItOverTheAcceptedSteps(StepperChoice choice) {
        LossLandscape landscape = Problems.gaussian("tanh", 12, 8, 3, 6, 5, 1);
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(RTOL), 0, 0.5, END)
                .withStepper(choice);
        List<FlowSample> samples =
                FlowRun.from(landscape, settings, FlowObserver.NONE).samples();
        for (int i = 1; i < samples.size(); i++) {
            double lost = samples.get(0).cost() - samples.get(i).cost();
            assertThat(samples.get(i).orbit().dissipated()).isCloseTo(lost, within(SUMMED * lost));
        }
    }

    /** Least squares with rates from 1e-3 to 1e3: steps far beyond the fastest time scale, where slopes say nothing. */
    @Test
    void stepsMuchLongerThanTheFastestTimeScaleAreSummedToo() {
        Matrix inputs = Matrix.ofRows(new double[] {100, -100, 0, 0}, new double[] {0, 0, 0.1, -0.1});
        Matrix labels = Matrix.ofRows(new double[] {1, -1, 1, -1});
        LossLandscape landscape = new LossLandscape(
                FlowCase.network(new double[] {2, 1}, "tanh", new double[3]), new TrainingSet(inputs, labels));
        FlowSettings settings = FlowSettings.of(landscape, new FlowKind.Standard(), Tolerance.of(RTOL), 0, 1, 1e3, 1e5);
        for (FlowSample sample :
                FlowRun.from(landscape, settings, FlowObserver.NONE).samples()) {
            double lost = 0.5 - sample.cost(); // C_0 = 4/8
            assertThat(sample.orbit().dissipated()).isCloseTo(lost, within(SUMMED * Math.max(lost, RTOL)));
        }
    }
}
