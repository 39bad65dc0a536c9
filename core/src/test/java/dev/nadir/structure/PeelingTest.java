package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeelingTest {

    private static DecisionRules peel(TrainingSet data, int limit) {
        Separator separator = new Separator(data.inputs(), Standardization.of(data.inputs()));
        return Peeling.peel(separator, LabelClasses.of(data.labels()), limit, Progress.NONE);
    }

    private static void assertExact(DecisionRules rules, TrainingSet data) {
        LabelClasses classes = LabelClasses.of(data.labels());
        assertThat(Peeling.complete(rules, classes)).isTrue();
        int[] decided = rules.decide(data.inputs());
        for (int i = 0; i < decided.length; i++) {
            int label = decided[i] == rules.rules().size()
                    ? rules.otherwise()
                    : rules.rules().get(decided[i]).label();
            assertThat(label).isEqualTo(classes.codes()[i]);
        }
    }

    @Test
    void irisNeedsAtMostSixHalfSpaces() {
        TrainingSet iris = ExampleData.read("iris.csv");
        DecisionRules rules = peel(iris, 100);
        assertExact(rules, iris);
        assertThat(rules.rules().size()).isLessThanOrEqualTo(6);
    }

    @Test
    void separableClassesTakeOneHalfSpaceEach() {
        DecisionRules rules = peel(ExampleData.read("wine.csv"), 100);
        assertThat(rules.rules()).hasSize(2);
    }

    @Test
    void ringsAndXorArePeeled() {
        TrainingSet rings = ExampleData.rings(600, 1);
        DecisionRules rules = peel(rings, 100);
        assertExact(rules, rings);
        assertThat(rules.rules().size()).isLessThanOrEqualTo(10);
        TrainingSet xor = new TrainingSet(
                Matrix.ofRows(new double[] {0, 1, 0, 1}, new double[] {0, 1, 1, 0}), ExampleData.oneHot(2, 0, 0, 1, 1));
        DecisionRules corners = peel(xor, 100);
        assertExact(corners, xor);
        assertThat(corners.rules().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void randomLabelsArePeeledWithManyHalfSpaces() {
        SplittableRandom random = new SplittableRandom(4);
        Matrix inputs = ExampleData.gaussian(3, 200, 8);
        TrainingSet data = new TrainingSet(
                inputs, ExampleData.oneHot(2, random.ints(200, 0, 2).toArray()));
        DecisionRules rules = peel(data, 400);
        assertExact(rules, data);
        assertThat(rules.rules().size()).isBetween(10, 100);
    }

    @Test
    void theLimitLeavesAnIncompleteList() {
        TrainingSet rings = ExampleData.rings(600, 1);
        DecisionRules rules = peel(rings, 2);
        assertThat(rules.rules()).hasSize(2);
        assertThat(Peeling.complete(rules, LabelClasses.of(rings.labels()))).isFalse();
    }

    @Test
    void contradictingDuplicatesEndInAnIncompleteListAndNotInALoop() {
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, 1, 2}), ExampleData.oneHot(2, 0, 1, 0));
        assertThat(Peeling.complete(peel(data, 10), LabelClasses.of(data.labels())))
                .isFalse();
    }
}
