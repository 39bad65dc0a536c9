package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.solve.Integration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against flow.json: SciPy DOP853 at tight tolerance, checked with Radau (agreement 1e-11 and better). */
class GoldenFlowTest {

    static List<FlowCase> cases() {
        return FlowCase.read("flow.json");
    }

    static List<FlowCase> small() {
        return cases().subList(3, 5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void dormandPrince853ReproducesTheOracle(FlowCase flow) {
        check(flow, new DormandPrince853(), Linearization.NTK, 1e-7);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tangentKernelStepperReproducesTheOracle(FlowCase flow) {
        check(flow, new Radau5(), Linearization.NTK, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exactHessianStepperReproducesTheOracle(FlowCase flow) {
        check(flow, new Radau5(), Linearization.HESSIAN, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("small")
    void krylovStepperReproducesTheOracle(FlowCase flow) {
        check(flow, new Radau5(), Linearization.KRYLOV, 1e-5);
    }

    /** Cost to 1e-6 relative with a floor of 1e-16, at rtol 1e-8. */
    private static void check(FlowCase flow, Stepper stepper, Linearization linearization, double parameterError) {
        LossLandscape landscape = flow.landscape();
        Trajectory trajectory = Integration.run(
                new GradientFlow(landscape, linearization),
                Checkpoint.start(0, landscape.start()),
                flow.times(),
                IntegrationOptions.of(stepper, Tolerance.of(1e-8)),
                IntegrationListener.NONE);
        assertThat(trajectory.ending().completed())
                .as(trajectory.ending().message())
                .isTrue();
        for (int i = 0; i < flow.times().length; i++) {
            double[] state = trajectory.saved().get(i).state();
            assertThat(Math.abs(landscape.cost(state) - flow.cost()[i])).isLessThan(1e-6 * flow.cost()[i] + 1e-16);
            assertThat(Matrix.column(state)
                            .minus(Matrix.column(flow.theta()[i]))
                            .maxAbs())
                    .isLessThan(parameterError);
        }
    }
}
