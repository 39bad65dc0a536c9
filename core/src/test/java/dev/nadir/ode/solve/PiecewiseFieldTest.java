package dev.nadir.ode.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.ode.Checkpoint;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.Ending;
import dev.nadir.ode.IntegrationListener;
import dev.nadir.ode.IntegrationOptions;
import dev.nadir.ode.Passage;
import dev.nadir.ode.Piece;
import dev.nadir.ode.PiecewiseField;
import dev.nadir.ode.Tolerance;
import dev.nadir.ode.Trajectory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecewiseFieldTest {

    /** u' = 1 with one guard that is given as a function of u. */
    private record Clock(java.util.function.DoubleUnaryOperator guard, Optional<Ending> after)
            implements Piece, PiecewiseField {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double[] at(double time, double[] state) {
            return new double[] {1};
        }

        @Override
        public double[] guards(double[] state) {
            return new double[] {guard.applyAsDouble(state[0])};
        }

        @Override
        public Passage leave(double time, double[] state) {
            return new Passage(state, this, List.of("left"), after);
        }

        @Override
        public double[] settled(double[] state, double allowed) {
            return state;
        }

        @Override
        public Passage enter(double time, double[] state) {
            return new Passage(state, this, List.of(), Optional.empty());
        }
    }

    private static Trajectory run(Clock clock, double until) {
        return Integration.run(
                clock,
                Checkpoint.start(0, new double[] {0}),
                new double[] {until},
                IntegrationOptions.of(new DormandPrince853(), Tolerance.of(1e-10)),
                IntegrationListener.NONE);
    }

    /** Guards of very different shape: linear, flat at the root, steep, a step. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void boundaryIsLocatedToRounding(int shape) {
        double root = 0.7;
        Ending stop = Ending.stopped(root);
        Clock clock = new Clock(
                u -> switch (shape) {
                    case 0 -> root - u;
                    case 1 -> Math.pow(root - u, 3);
                    case 2 -> Math.atan(1e6 * (root - u));
                    default -> u <= root ? 1 : -1;
                },
                Optional.of(stop));
        Trajectory run = run(clock, 2);
        assertThat(run.ending()).isEqualTo(stop);
        assertThat(Math.abs(run.last().time() - root))
                .isLessThan(16 * Math.ulp(root)); // 4 of the bracket, the rest of u = t
        assertThat(run.events()).hasSize(1);
    }

    @Test
    void boundaryNeedsFewStates() {
        int[] asked = {0};
        Clock clock = new Clock(
                u -> {
                    asked[0]++;
                    return Math.cos(u) - 0.3;
                },
                Optional.of(Ending.stopped(0)));
        run(clock, 2);
        assertThat(asked[0]).isLessThan(25);
    }

    @Test
    void guardThatIsNotANumberCountsAsOutside() {
        assertThat(Boundary.least(new double[] {1, Double.NaN, 2})).isNegative();
    }

    @Test
    void accumulatingPiecesEndTheRun() {
        Clock clock = new Clock(u -> u < 0.5 ? 1 : -1, Optional.empty()); // left for ever anew from 1/2 on
        Trajectory run = run(clock, 2);
        assertThat(run.ending().status()).isEqualTo(Ending.Status.EVENTS_ACCUMULATE);
        assertThat(run.last().time()).isLessThan(0.5 + 1e-6);
        assertThat(run.ending().message()).contains("not decided");
    }
}
