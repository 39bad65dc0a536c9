package dev.nadir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.ExponentialRosenbrock54;
import dev.nadir.ode.Integration;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Stepper;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One ReLU unit whose bias alone moves, x = σ(w + b) + σ(2w + b) shape by samples: x_1 = σ(1 + b), x_2 = σ(−1 + b) with
 * labels 0. For b_0 = 2 both are on and b' = −b; at b = 1 (t = ln 2) sample 2 goes off and b' = −(1 + b)/2, so
 * b(t) = −1 + 2 e^{−(t − ln 2)/2}.
 */
class KinkTest {

    static List<Stepper> steppers() {
        return List.of(new DormandPrince853(), new ExponentialRosenbrock54());
    }

    @ParameterizedTest
    @MethodSource("steppers")
    void kinkIsLocatedAndTheFlowRestartedBehindIt(Stepper stepper) {
        // ReLU 1-1 and a fixed output layer of weight 1
        LossLandscape all = new LossLandscape(
                FlowCase.network(new double[] {1, 1, 1}, "relu", new double[] {1, 2, 1, 0}),
                new TrainingSet(Matrix.ofRows(new double[] {1, -1}), Matrix.ofRows(new double[] {0, 0})));
        KinkEvent kink = new KinkEvent(all);
        BiasOnly field = new BiasOnly(all);
        Trajectory run = Integration.run(
                field,
                Checkpoint.start(0, new double[] {2}),
                new double[] {1.5},
                IntegrationOptions.of(stepper, Tolerance.of(1e-10)).withEvents(List.of(field.lift(kink))),
                IntegrationListener.NONE);
        assertThat(run.events()).hasSize(1);
        assertThat(run.events().get(0).name()).isEqualTo("kink");
        assertThat(run.events().get(0).time()).isCloseTo(Math.log(2), within(1e-8));
        double exact = -1 + 2 * Math.exp(-(1.5 - Math.log(2)) / 2);
        assertThat(run.last().state()[0]).isCloseTo(exact, within(1e-8));
    }

    /** The bias as the only state. */
    private record BiasOnly(LossLandscape landscape) implements dev.nadir.ode.SplitField {
        @Override
        public int dimension() {
            return 1;
        }

        private double[] full(double[] state) {
            double[] theta = landscape.start();
            theta[1] = state[0];
            return theta;
        }

        @Override
        public double[] at(double time, double[] state) {
            return new double[] {-landscape.gradient(full(state))[1]};
        }

        @Override
        public dev.nadir.ode.LinearPart linearize(double[] state) {
            double curvature = landscape.hessian(full(state)).get(1, 1);
            return new dev.nadir.ode.LinearPart(Matrix.identity(1), new double[] {-curvature}, true);
        }

        dev.nadir.ode.Event lift(KinkEvent kink) {
            return new dev.nadir.ode.Event() {
                @Override
                public String name() {
                    return kink.name();
                }

                @Override
                public long code(double time, double[] state) {
                    return kink.code(time, full(state));
                }
            };
        }
    }
}
