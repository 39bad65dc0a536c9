package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.flow.field.GradientFlow;
import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import dev.nadir.ode.solve.Integration;
import org.junit.jupiter.api.Test;

/** Work at given accuracy on the two golden problems; references from SciPy, named in the golden files. */
class WorkPrecisionTest {

    private static Trajectory run(
            FlowCase flow, Stepper stepper, Linearization linearization, double rtol, boolean control) {
        LossLandscape landscape = flow.landscape();
        Trajectory run = Integration.run(
                new GradientFlow(landscape, linearization),
                Checkpoint.start(0, landscape.start()),
                flow.times(),
                IntegrationOptions.of(stepper, Tolerance.of(rtol)).withGlobalControl(control),
                IntegrationListener.NONE);
        assertThat(run.ending().completed()).as(run.ending().message()).isTrue();
        return run;
    }

    private static double error(FlowCase flow, Trajectory run) {
        return Matrix.column(run.last().state())
                .minus(Matrix.column(flow.theta()[0]))
                .frobeniusNorm();
    }

    @Test
    void tangentKernelStepperNeedsFewGradients() {
        FlowCase flow = FlowCase.read("tanh-10-40-40-1.json").get(0);
        Trajectory loose = run(flow, new Radau5(), Linearization.NTK, 1e-4, true);
        assertThat(loose.work().evaluations()).isLessThanOrEqualTo(300);
        assertThat(error(flow, loose)).isLessThan(1e-4);
        Trajectory tight = run(flow, new Radau5(), Linearization.NTK, 1e-6, true);
        assertThat(tight.work().evaluations()).isLessThanOrEqualTo(700);
        assertThat(error(flow, tight)).isLessThan(1e-6);
    }

    /** The largest error of an entry; the reference itself is good to about 5e-5. FlowBenchmark runs it with control. */
    @Test
    void exactHessianStepperIsAccurateWhereResidualsStayLarge() {
        FlowCase flow = FlowCase.read("softplus-5-8-8-1.json").get(0);
        Trajectory run = run(flow, new Radau5(), Linearization.HESSIAN, 1e-5, false);
        Matrix error = Matrix.column(run.last().state()).minus(Matrix.column(flow.theta()[0]));
        assertThat(error.maxAbs()).isLessThan(1e-4);
        assertThat(run.work().linearizations()).isLessThan(400);
    }
}
