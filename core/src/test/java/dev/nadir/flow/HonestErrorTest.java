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
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty random problems: the true error at t = 100 is within ten times what the tolerance promises, for every Jacobian. */
class HonestErrorTest {
    private static final double RTOL = 1e-5;
    private static final double[] END = {100};

    static Integer[] seeds() {
        return IntStream.rangeClosed(1, 20).boxed().toArray(Integer[]::new);
    }

    private static LossLandscape problem(int seed) {
        String activation = new String[] {"tanh", "softplus", "sigmoid", "sin", "silu", "gelu", "elu"}[seed % 7];
        return Problems.gaussian(activation, seed % 2 == 0 ? 40 : 12, seed, 4, 6, 5, 1);
    }

    private static Trajectory run(LossLandscape landscape, Stepper stepper, Linearization linearization, double rtol) {
        Trajectory run = Integration.run(
                new GradientFlow(landscape, linearization),
                Checkpoint.start(0, landscape.start()),
                END,
                IntegrationOptions.of(stepper, Tolerance.of(rtol)),
                IntegrationListener.NONE);
        assertThat(run.ending().completed()).as(run.ending().message()).isTrue();
        return run;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void trueErrorIsWithinTenTimesThePromise(Integer seed) {
        LossLandscape landscape = problem(seed);
        double[] exact = run(landscape, new DormandPrince853(), Linearization.NTK, 1e-11)
                .last()
                .state();
        double promise = Tolerance.of(RTOL).at(exact);
        for (Linearization linearization : Linearization.values()) {
            Trajectory run = run(landscape, new Radau5(), linearization, RTOL);
            assertThat(distance(run, exact)).as(linearization.name()).isLessThan(10 * promise);
        }
    }

    private static double distance(Trajectory run, double[] exact) {
        return Matrix.column(run.last().state()).minus(Matrix.column(exact)).frobeniusNorm();
    }
}
