package dev.nadir.construct.pivot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Exp;
import dev.nadir.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PivotLiftTest {
    private static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** The products of weights and features of size 1e308 overflow at every scale. */
    @Test
    void aLiftThatOverflowsAtEveryScaleIsRefused() {
        TrainingSet data = new TrainingSet(gaussian(60, 5, 1).map(x -> Math.copySign(1.7e308, x)), gaussian(1, 5, 2));
        Problem raw = new Problem(data, Optional.empty(), 1, Progress.NONE);
        Outcome outcome = new PivotLift(new Architecture(List.of(8), new Exp()), 2).construct(raw);
        assertThat(outcome).isInstanceOf(Refusal.class);
        assertThat(((Refusal) outcome).reason()).isEqualTo("no-finite-lift");
    }

    /** One feature in other units: the rank stays 4, and the map is that of the data in one unit to their condition. */
    @ParameterizedTest
    @ValueSource(ints = {-600, -60, -40, 40, 60, 600})
    void theRankOfTheSolveDoesNotDependOnTheUnits(int exponent) {
        Matrix inputs = gaussian(4, 4, 3);
        for (int j = 0; j < 4; j++) {
            inputs.data()[4 * j] = Math.scalb(inputs.data()[4 * j], exponent);
        }
        Matrix labels = gaussian(2, 4, 5);
        AffineSolve solve = AffineSolve.of(inputs, Progress.NONE);
        assertThat(solve.rank().full()).as(solve.rank().words()).isTrue();
        AffineSolve.Affine map = solve.solve(labels);
        double tolerance = 64 * Math.ulp(1.0) * 1e3; // the condition of these four samples is below 1e3
        for (int j = 0; j < 4; j++) {
            for (int q = 0; q < 2; q++) {
                double output = map.bias()[q];
                for (int i = 0; i < 4; i++) {
                    output += map.weight().get(q, i) * inputs.get(i, j);
                }
                assertThat(output).isCloseTo(labels.get(q, j), within(tolerance));
            }
        }
    }
}
