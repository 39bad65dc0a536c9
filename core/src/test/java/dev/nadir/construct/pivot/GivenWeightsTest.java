package dev.nadir.construct.pivot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Refusal;
import dev.nadir.construct.Samples;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenWeightsTest {
    private static final TrainingSet DATA = Samples.gaussian(200, 150, 3, 5);

    private static List<Matrix> orthogonal(int depth) {
        return RandomWeights.ORTHOGONAL.draw(Collections.nCopies(depth, 3), 3, 4);
    }

    private static Attempt fit(List<Matrix> weights, Shift shift) {
        Wishes wishes = Wishes.none()
                .withActivation(new Softplus())
                .withWeights(weights)
                .withShift(shift);
        return Fitting.defaults().fit(DATA, wishes, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 50})
    void centringIsStableAtEveryDepth(int depth) {
        Attempt attempt = fit(orthogonal(depth), Shift.CENTRING);
        assertThat(attempt.outcome()).isInstanceOf(Constructed.class);
        assertThat(attempt.accuracy().orElseThrow().cost()).isLessThan(1e-27);
    }

    @Test
    void theGivenWeightsStayUntouched() {
        List<Matrix> weights = orthogonal(5);
        Constructed built = (Constructed) fit(weights, Shift.CENTRING).outcome();
        for (int i = 0; i < weights.size(); i++) {
            assertThat(built.network().layers().get(i + 1).weight()).isEqualTo(weights.get(i));
        }
    }

    @Test
    void theDiagonalShiftLosesDigitsWithDepth() {
        double shallow =
                fit(orthogonal(1), Shift.DIAGONAL).accuracy().orElseThrow().cost();
        Attempt deep = fit(orthogonal(50), Shift.DIAGONAL);
        assertThat(shallow).isLessThan(1e-26);
        assertThat(deep.outcome()).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twentyGaussianLayersAreRefusedWithTheWorstOneNamed(long seed) {
        List<Matrix> weights = RandomWeights.GAUSSIAN.draw(Collections.nCopies(20, 3), 3, seed);
        Refusal refusal = (Refusal) fit(weights, Shift.CENTRING).outcome();
        int worst = 0;
        for (int i = 1; i < weights.size(); i++) {
            worst = condition(weights.get(i)) > condition(weights.get(worst)) ? i : worst;
        }
        assertThat(refusal.message())
                .contains(String.format(
                        Locale.ROOT,
                        "layer %d has a weight of condition %.3g",
                        worst + 2,
                        condition(weights.get(worst))));
    }

    private static double condition(Matrix matrix) {
        double[] values = Svd.valuesOf(matrix);
        return values[0] / values[values.length - 1];
    }

    /** κ² ε bounds the relative residual of two pulled-back layers; it is squared in the cost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void oneGaussianLayerFits(long seed) {
        List<Matrix> weights = RandomWeights.GAUSSIAN.draw(List.of(3), 3, seed);
        double bound = 100 * DATA.samples() * Math.pow(condition(weights.get(0)), 2) * Math.ulp(1.0);
        assertThat(fit(weights, Shift.CENTRING).accuracy().orElseThrow().cost()).isLessThan(bound * bound);
    }

    @Test
    void expFitsToo() {
        Wishes wishes = Wishes.none().withActivation(new Exp()).withWeights(orthogonal(5));
        Attempt attempt = Fitting.defaults().fit(DATA, wishes, Progress.NONE);
        assertThat(attempt.outcome()).isInstanceOf(Constructed.class);
    }

    @Test
    void aBoundedActivationIsRefusedWhereLabelsLeaveItsRange() {
        Wishes wishes = Wishes.none().withActivation(new Tanh()).withWeights(orthogonal(2));
        Refusal refusal =
                (Refusal) Fitting.defaults().fit(DATA, wishes, Progress.NONE).outcome();
        assertThat(refusal.reason()).isEqualTo("no-window");
        assertThat(refusal.message()).contains("layer 3").contains("outside the range of tanh");
    }

    @Test
    void aDeficientGivenWeightIsRefused() {
        Matrix deficient = Matrix.ofRows(new double[] {1, 2, 3}, new double[] {2, 4, 6}, new double[] {0, 1, 0});
        Refusal refusal = (Refusal) fit(List.of(deficient), Shift.CENTRING).outcome();
        assertThat(refusal.reason()).isEqualTo("given-weight-rank");
        assertThat(refusal.message()).contains("W_2 (3 x 3) has rank 2 < 3");
    }
}
