package dev.nadir.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataFactsTest {
    /** Samples 1 and 3 agree, 2 and 5 contradict each other, 4 stands alone; -0.0 is 0. */
    private static final TrainingSet FIVE = new TrainingSet(
            Matrix.ofRows(new double[] {1, 2, 1, 3, 2}, new double[] {0.0, 5, -0.0, 7, 5}),
            Matrix.ofRows(new double[] {4, 1, 4, 0, -1}));

    @Test
    void repetitionsThatAgreeAreLeftOutAndContradictionsStay() {
        DataFacts facts = DataFacts.of(FIVE);
        assertThat(facts.data()).isSameAs(FIVE);
        assertThat(facts.distinct().inputs()).isEqualTo(FIVE.inputs().selectColumns(0, 1, 3, 4));
        assertThat(facts.distinct().labels()).isEqualTo(FIVE.labels().selectColumns(0, 1, 3, 4));
        assertThat(facts.duplicates().hasConflicts()).isTrue();
        assertThat(facts.distinctInputs()).isEqualTo(3);
    }

    /** Brute force: a column came before exactly if an earlier one has the same numbers. */
    @Test
    void distinctInputsAreTheColumnsThatDidNotComeBefore() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int samples = 1 + random.nextInt(12);
            Matrix inputs = Matrix.zeros(2, samples).map(zero -> random.nextInt(3) - 1.0);
            Matrix labels = Matrix.zeros(1, samples).map(zero -> random.nextInt(2));
            boolean[] repeated = Duplicates.repetitions(inputs);
            int distinct = 0;
            for (int j = 0; j < samples; j++) {
                boolean before = false;
                for (int k = 0; k < j; k++) {
                    before |= inputs.get(0, j) == inputs.get(0, k) && inputs.get(1, j) == inputs.get(1, k);
                }
                assertThat(repeated[j]).isEqualTo(before);
                distinct += before ? 0 : 1;
            }
            assertThat(DataFacts.of(new TrainingSet(inputs, labels)).distinctInputs())
                    .isEqualTo(distinct)
                    .isEqualTo(Duplicates.distinct(inputs));
        }
    }

    @Test
    void scalingAndRankAreThoseOfTheDistinctSamples() {
        DataFacts facts = DataFacts.of(FIVE);
        Matrix standardized = facts.standardization().apply(facts.distinct().inputs());
        for (double mean : standardized.rowMeans()) {
            assertThat(Math.abs(mean)).isLessThan(4 * 8 * Math.ulp(1.0)); // four numbers of size up to 2
        }
        assertThat(facts.genericity()).isSameAs(facts.genericity());
        assertThat(facts.genericity().judged().rank())
                .isEqualTo(3); // [X; 1] of three different points in general position
    }
}
