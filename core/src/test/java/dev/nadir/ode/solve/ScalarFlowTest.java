package dev.nadir.ode.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince54;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.LinearPart;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.SplitField;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * [CE] Remark 1.2 in one variable: x(θ) = θ/(1 + θ²), C = x²/2. Above θ_0 = 1 the cost falls to 0 while θ runs off like
 * (4t)^{1/4}; below it converges. Values from mpmath.
 */
class ScalarFlowTest {

    /** θ' = −x x'; the linear part is the exact derivative. */
    private static final SplitField RUNAWAY = new SplitField() {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double[] at(double time, double[] state) {
            double square = state[0] * state[0];
            return new double[] {-state[0] * (1 - square) / Math.pow(1 + square, 3)};
        }

        @Override
        public LinearPart linearize(double[] state) {
            double s = state[0] * state[0];
            double derivative = -(1 - 3 * s) / Math.pow(1 + s, 3) + 6 * s * (1 - s) / Math.pow(1 + s, 4);
            return new LinearPart(Matrix.identity(1), new double[] {derivative});
        }
    };

    static List<Stepper> steppers() {
        return List.of(new DormandPrince54(), new DormandPrince853(), new Radau5());
    }

    @ParameterizedTest
    @MethodSource("steppers")
    void parameterRunsOffAsInRemark12(Stepper stepper) {
        Trajectory run = integrate(stepper, 2, 1, 1e2, 1e4, 1e6);
        double[] expected = {2.047347963624784, 4.120587432183776, 14.00044574217, 44.67653866578};
        for (int i = 0; i < expected.length; i++) {
            assertThat(run.saved().get(i).state()[0]).isCloseTo(expected[i], within(1e-7 * expected[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("steppers")
    void parameterConvergesFromBelowOne(Stepper stepper) {
        Trajectory run = integrate(stepper, 0.5, 5);
        assertThat(run.last().state()[0]).isCloseTo(0.0063574703245, within(1e-7 * 0.0063574703245));
    }

    private static Trajectory integrate(Stepper stepper, double start, double... times) {
        Checkpoint from = Checkpoint.start(0, new double[] {start});
        IntegrationOptions options = IntegrationOptions.of(stepper, Tolerance.of(1e-9));
        Trajectory run = Integration.run(RUNAWAY, from, times, options, IntegrationListener.NONE);
        assertThat(run.ending().completed()).as(run.ending().message()).isTrue();
        return run;
    }
}
