package dev.nadir.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.Duplicates;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bounds of the relative cost against the least that is possible, worked out by hand: below it, and only by rounding. */
class ObstructionsTest {
    private static final double HALF = 0.5;
    private static final double ROUNDING = 1e-13; // a few hundred ε of numbers of size one

    private static Optional<Obstruction> ofTheData(double[] inputs, double... labels) {
        TrainingSet data = new TrainingSet(Matrix.ofRows(inputs), Matrix.ofRows(labels));
        return new Obstructions(data, Duplicates.of(data)).ofTheData();
    }

    private static Optional<Obstruction> of(Network network, Matrix inputs, Matrix labels) {
        TrainingSet data = new TrainingSet(inputs, labels);
        NetworkInQuestion asked = NetworkInQuestion.of(Question.of(data).withModel(network), inputs, Optional.empty())
                .orElseThrow();
        return new Obstructions(data, Duplicates.of(data)).of(asked);
    }

    private static Network linear(int... dims) {
        return Initialization.of(Initialization.Scheme.NTK).network(dims, new Identity(), 1);
    }

    private static void assertJustBelow(double least, Optional<Obstruction> found) {
        assertThat(found.orElseThrow().relativeCost()).isLessThan(least).isGreaterThan(least - ROUNDING);
    }

    /** Labels 0 and 2 on one input, 1 and 1 elsewhere: residuals ±1 against a spread of √2, so ½ · 2/2. */
    @Tag("says:assess.conflicting-duplicates")
    @Test
    void twoLabelsOnOneInputCostAQuarterOfTheirSquaredDistance() {
        assertJustBelow(HALF, ofTheData(new double[] {0, 0, 1, 2}, 0, 2, 1, 1));
        assertJustBelow(HALF, ofTheData(new double[] {0, 0, 1, 2}, 0, -2, -1, -1));
        assertThat(ofTheData(new double[] {0, 1, 2, 3}, 0, 2, 1, 1)).isEmpty();
    }

    /** 1e16 and 1e16 + 2 with a spread of 3: one unit of their last place, which scaling the labels may round away. */
    @Tag("silent:assess.conflicting-duplicates")
    @Test
    void labelsThatDifferByTheirRoundingProveNothing() {
        assertThat(ofTheData(new double[] {0, 0, 1}, 1e16, 1e16 + 2, 1e16 + 4)).isEmpty();
        assertThat(ofTheData(new double[] {0, 0, 1}, -1e16, -1e16 - 2, -1e16 - 4))
                .isEmpty();
    }

    /** Two orthogonal label rows of one size: one dimension of outputs misses one of them. */
    @Tag("says:assess.outputs-in-too-few-dimensions")
    @Test
    void aBottleneckMissesTheSmallestSingularValuesOfTheLabels() {
        Matrix labels = Matrix.ofRows(new double[] {1, -1, 1, -1}, new double[] {5, 5, 3, 3});
        Matrix inputs = Matrix.ofRows(new double[] {0, 1, 2, 3});
        Network narrow = Initialization.of(Initialization.Scheme.NTK).network(new int[] {1, 1, 2}, new Tanh(), 1);
        assertJustBelow(HALF, of(narrow, inputs, labels));
        Network wide = Initialization.of(Initialization.Scheme.NTK).network(new int[] {1, 2, 2}, new Tanh(), 1);
        assertThat(of(wide, inputs, labels)).isEmpty();
        Matrix dependent = Matrix.ofRows(new double[] {1, -1, 1, -1}, new double[] {3, 1, 3, 1});
        assertThat(of(narrow, inputs, dependent)).isEmpty();
    }

    /** (1, −2, 1) is orthogonal to (−1, 0, 1) and to the ones: no affine map explains any of it. */
    @Tag("says:assess.no-affine-map-fits")
    @Test
    void whatNoAffineMapExplainsIsTheBound() {
        Matrix labels = Matrix.ofRows(new double[] {1, -2, 1});
        assertJustBelow(HALF, of(linear(1, 1), Matrix.ofRows(new double[] {-1, 0, 1}), labels));
        assertJustBelow(HALF, of(linear(1, 1), Matrix.ofRows(new double[] {1e6 - 1, 1e6, 1e6 + 1}), labels));
        assertJustBelow(HALF, of(linear(1, 1), Matrix.ofRows(new double[] {5, 5, 5}), labels)); // only constants
        Matrix line = Matrix.ofRows(new double[] {-1, 0, 1}, new double[] {7, 7, 7});
        assertJustBelow(HALF, of(linear(2, 1), line, labels)); // a constant feature adds nothing
        assertThat(of(linear(1, 1), Matrix.ofRows(new double[] {-1, 0, 1}), Matrix.ofRows(new double[] {1, 2, 3})))
                .isEmpty();
    }

    /** x_2 = x_1 + 1e-9 z: the row space is known to about ε · condition only, and the bound says so. */
    @Test
    void nearlyDependentFeaturesWeakenTheBoundByTheirCondition() {
        double[] first = {-1, 1, -1, 1};
        double[] second = {-1 - 1e-9, 1 - 1e-9, -1 + 1e-9, 1 + 1e-9};
        Matrix labels = Matrix.ofRows(new double[] {1, -1, -1, 1});
        double bound = of(linear(2, 1), Matrix.ofRows(first, second), labels)
                .orElseThrow()
                .relativeCost();
        double turned = 8 * 6 * Math.ulp(1.0) * 2e9; // the singular values are √8 and √8 · 5e-10
        double expected = (1 - turned) * (1 - turned) / 2;
        assertThat(bound).isBetween(expected - turned / 4, expected + turned / 4);
    }
}
