package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparatorTest {
    private static final double EPS = Math.ulp(1.0);

    private static Separation separate(TrainingSet data) {
        LabelClasses classes = LabelClasses.of(data.labels());
        return new Separator(data.inputs()).separate(classes.members(0), classes.members(1));
    }

    private static void assertSeparates(Hyperplane plane, TrainingSet data) {
        LabelClasses classes = LabelClasses.of(data.labels());
        double[] values = plane.values(data.inputs());
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isNotZero();
            assertThat(values[i] < 0).isEqualTo(classes.codes()[i] == 0);
        }
    }

    private static void assertRefuted(Separation separation, Matrix inputs) {
        assertThat(separation).isInstanceOf(NotSeparable.class);
        assertThat(((NotSeparable) separation).certificate().holdsOn(inputs)).isTrue();
    }

    @Test
    void twoPointsAreSeparatedHalfway() {
        Matrix inputs = Matrix.ofRows(new double[] {0, 4}, new double[] {0, 3});
        Separated found = (Separated) new Separator(inputs).separate(new int[] {0}, new int[] {1});
        // the bias is part of what is minimized, but with two points the middle is free of that
        assertThat(found.gap()).isCloseTo(5, within(1e-6));
        assertThat(found.hyperplane().values(inputs)[0]).isCloseTo(-2.5, within(1e-6));
        assertThat(found.hyperplane().values(inputs)[1]).isCloseTo(2.5, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12})
    void smallGapsAreFoundAtTheirSize(double gap) {
        TrainingSet data = ExampleData.twoClassesWithGap(gap, 150, 7);
        Separation separation = separate(data);
        assertThat(separation).isInstanceOf(Separated.class);
        // placing the points rounds each height by a few ε, which matters for the smallest gaps
        assertThat(((Separated) separation).gap()).isCloseTo(gap, within(1e-3 * gap + 100 * EPS));
        assertSeparates(((Separated) separation).hyperplane(), data);
    }

    @Test
    void xorIsRefuted() {
        Matrix inputs = Matrix.ofRows(new double[] {0, 1, 0, 1}, new double[] {0, 1, 1, 0});
        Separation separation = new Separator(inputs).separate(new int[] {0, 1}, new int[] {2, 3});
        assertRefuted(separation, inputs);
    }

    @Test
    void ringsAreRefutedBothWays() {
        TrainingSet rings = ExampleData.rings(600, 1);
        LabelClasses classes = LabelClasses.of(rings.labels());
        Separator separator = new Separator(rings.inputs());
        assertRefuted(separator.separate(classes.members(0), classes.members(1)), rings.inputs());
        assertRefuted(separator.separate(classes.members(1), classes.members(0)), rings.inputs());
    }

    @Test
    void equalSamplesInBothSetsAreRefutedByThemselves() {
        Matrix inputs = Matrix.ofRows(new double[] {1, 2, 1, 5}, new double[] {3, 1, 3, 0});
        Separation separation = new Separator(inputs).separate(new int[] {0, 1}, new int[] {2, 3});
        assertRefuted(separation, inputs);
    }

    @Test
    void touchingSetsAreRefuted() {
        Matrix inputs = Matrix.ofRows(new double[] {-1, 0, 0, 1}, new double[] {0, 1, 1, 2});
        assertRefuted(new Separator(inputs).separate(new int[] {0, 1}, new int[] {2, 3}), inputs);
    }

    @Test
    void theWorkingSetFindsTheGapOfTheWholeProblem() {
        // 4000 samples go through the working set; every fourth of the solver's support alone fixes the same gap
        TrainingSet data = ExampleData.twoClassesWithGap(0.05, 4000, 3);
        Separated found = (Separated) separate(data);
        assertThat(found.gap()).isCloseTo(0.05, within(5e-5));
        assertThat(found.exact()).isEmpty();
        assertThat(found.support().length).isLessThanOrEqualTo(data.inputDim() + 2);
    }

    @Test
    void shiftAndScaleOfTheDataDoNotChangeTheAnswer() {
        TrainingSet data = ExampleData.twoClassesWithGap(1e-3, 100, 5);
        TrainingSet moved = new TrainingSet(data.inputs().map(x -> 1e4 * x + 3e4), data.labels());
        Separated found = (Separated) separate(moved);
        assertThat(found.gap()).isCloseTo(10, within(1e-3));
        assertSeparates(found.hyperplane(), moved);
    }

    @Test
    void emptySetsAreRejected() {
        Matrix inputs = ExampleData.gaussian(2, 4, 1);
        assertThatThrownBy(() -> new Separator(inputs).separate(new int[0], new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0 and 1");
    }

    @Test
    void aConstantFeatureAndASingleFeatureAreHandled() {
        Matrix inputs = Matrix.ofRows(new double[] {1, 2, 3, 4}, new double[] {7, 7, 7, 7});
        Separator separator = new Separator(inputs);
        assertThat(separator.separate(new int[] {0, 1}, new int[] {2, 3})).isInstanceOf(Separated.class);
        assertRefuted(separator.separate(new int[] {0, 2}, new int[] {1, 3}), inputs);
        Separator line = new Separator(Matrix.ofRows(new double[] {1, 2, 3, 4}));
        Separated found = (Separated) line.separate(new int[] {2, 3}, new int[] {0, 1});
        assertThat(found.gap()).isCloseTo(1, within(1e-12));
        assertThat(found.hyperplane().values(line.inputs())[3]).isNegative();
    }

    @Test
    void theSupportIsAmongTheSamples() {
        TrainingSet data = ExampleData.twoClassesWithGap(0.1, 60, 9);
        Separated found = (Separated) separate(data);
        assertThat(IntStream.of(found.support())).allMatch(i -> i >= 0 && i < 60);
    }
}
