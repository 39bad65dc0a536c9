package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private static final Matrix INPUTS = Matrix.ofRows(
            new double[] {1, 2, 1, 0.0, 1, -0.0, 2},
            new double[] {5, 6, 5, 7, 5, 7, 7}); // samples 0, 2, 4 are identical, and 3, 5
    private static final Duplicates AGREEING =
            Duplicates.of(new TrainingSet(INPUTS, Matrix.ofRows(new double[] {1, 2, 1, 3, 1, 3, 4})));

    @Test
    void identicalSamplesWithEqualLabelsAreMergeable() {
        assertThat(AGREEING.mergeable())
                .containsExactly(new Duplicates.Group(List.of(0, 2, 4)), new Duplicates.Group(List.of(3, 5)));
        assertThat(AGREEING.hasConflicts()).isFalse();
        assertThat(AGREEING.mergeableSamples()).isEqualTo(3);
        assertThat(AGREEING.representatives()).containsExactly(0, 1, 3, 6);
    }

    @Test
    void mergedKeepsTheFirstOfEveryGroup() {
        TrainingSet data = new TrainingSet(INPUTS, Matrix.ofRows(new double[] {1, 2, 1, 3, 1, 3, 4}));
        TrainingSet merged = AGREEING.merged(data);
        assertThat(merged.inputs()).isEqualTo(INPUTS.selectColumns(0, 1, 3, 6));
        assertThat(merged.labels().rowArray(0)).containsExactly(1, 2, 3, 4);
        assertThat(Duplicates.of(merged).none()).isTrue();
    }

    @Test
    void identicalSamplesWithDifferentLabelsConflictAndStay() {
        TrainingSet data = new TrainingSet(INPUTS, Matrix.ofRows(new double[] {1, 2, 1, 3, 9, 3, 4}));
        Duplicates duplicates = Duplicates.of(data);
        assertThat(duplicates.conflicts()).containsExactly(new Duplicates.Pair(0, 4));
        assertThat(duplicates.conflicting()).containsExactly(new Duplicates.Group(List.of(0, 2, 4)));
        assertThat(duplicates.mergeable()).containsExactly(new Duplicates.Group(List.of(3, 5)));
        assertThat(duplicates.merged(data).samples()).isEqualTo(6);
    }

    @Test
    void permutedFeaturesAreNotIdentical() {
        Matrix inputs = Matrix.ofRows(new double[] {1, 2}, new double[] {2, 1});
        assertThat(Duplicates.of(new TrainingSet(inputs, Matrix.zeros(1, 2))).none())
                .isTrue();
    }

    @Test
    void oneUlpMakesADifference() {
        Matrix inputs = Matrix.ofRows(new double[] {1, Math.nextUp(1.0)});
        assertThat(Duplicates.of(new TrainingSet(inputs, Matrix.zeros(1, 2))).none())
                .isTrue();
    }

    @Test
    void plantedDuplicatesAmongManySamplesAreFound() {
        SplittableRandom random = new SplittableRandom(3);
        Matrix inputs = Matrix.zeros(3, 20_000).map(zero -> random.nextInt(1_000_000));
        System.arraycopy(inputs.data(), 3 * 17, inputs.data(), 3 * 19_999, 3);
        Duplicates duplicates = Duplicates.of(new TrainingSet(inputs, Matrix.zeros(1, 20_000)));
        assertThat(duplicates.mergeable()).contains(new Duplicates.Group(List.of(17, 19_999)));
    }

    @Test
    void withoutATargetEveryGroupIsMergeable() {
        Dataset data = new Dataset("d", INPUTS, List.of("a", "b"), Optional.empty());
        assertThat(Duplicates.of(data).mergeable()).hasSize(2);
        assertThat(Duplicates.of(data).merged(data).samples()).isEqualTo(4);
    }

    @Test
    void otherDataAreRefused() {
        assertThatThrownBy(() -> AGREEING.merged(new TrainingSet(Matrix.zeros(1, 2), Matrix.zeros(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 2 samples, expected 7");
    }
}
