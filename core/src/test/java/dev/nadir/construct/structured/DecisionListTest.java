package dev.nadir.construct.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.ParameterCounts;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ExampleData;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionListTest {

    private static Outcome build(StructuredConstruction construction, TrainingSet data) {
        return construction.construct(new Problem(data, Optional.empty(), 1, Progress.NONE));
    }

    /** Bitwise, in a batch, one sample at a time and in another order. */
    private static void assertBitwise(Network network, TrainingSet data) {
        assertThat(network.evaluate(data.inputs())).isEqualTo(data.labels());
        int n = data.samples();
        int[] order = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
        assertThat(network.evaluate(data.inputs().selectColumns(order)))
                .isEqualTo(data.labels().selectColumns(order));
        for (int j = 0; j < n; j += 7) {
            assertThat(network.evaluate(data.inputs().columns(j, j + 1)).data())
                    .isEqualTo(data.labels().columnArray(j));
        }
    }

    @ParameterizedTest
    @CsvSource({"wine.csv,55", "breast_cancer.csv,43", "digits.csv.gz,885"})
    void realDataAreFittedToTheLastBit(String file, long parameters) {
        TrainingSet data = ExampleData.read(file);
        Constructed built = (Constructed) build(new DecisionList(), data);
        assertBitwise(built.network(), data);
        assertThat(built.network().parameterCount()).isEqualTo(parameters);
        assertThat(RoundingCertificate.doublePrecision(built.network(), data.inputs())
                        .holds())
                .isTrue();
        assertThat(RoundingCertificate.singlePrecision(built.network(), data.inputs())
                        .holds())
                .isTrue();
        assertThat(built.interpretation()).isPresent();
    }

    @Test
    void irisIsRefusedWithBothCertificates() {
        Refusal refusal = (Refusal) build(new DecisionList(), ExampleData.read("iris.csv"));
        assertThat(refusal.reason()).isEqualTo("not-sequentially-separable");
        assertThat(refusal.message()).contains("Farkas").contains("class 1").contains("class 2");
        assertThat(refusal.wayOut()).contains("peeling");
    }

    @Test
    void irisIsPeeledToTheLastBit() {
        TrainingSet iris = ExampleData.read("iris.csv");
        Constructed built = (Constructed) build(new PeeledDecisionList(), iris);
        assertBitwise(built.network(), iris);
        assertThat(built.network().layers().get(0).outputDim()).isLessThanOrEqualTo(6);
    }

    @Test
    void ringsArePeeledWithFewerParametersThanEquations() {
        TrainingSet rings = ExampleData.rings(600, 1);
        Constructed built = (Constructed) build(new PeeledDecisionList(), rings);
        assertBitwise(built.network(), rings);
        ParameterCounts counts = ParameterCounts.of(built.network(), 0, rings.samples());
        assertThat(counts.underparametrized()).isTrue();
        assertThat(counts.equations()).isEqualTo(1200);
    }

    @Test
    void randomLabelsOnBreastCancerArePeeledToTheLastBit() {
        TrainingSet cancer = ExampleData.read("breast_cancer.csv");
        int[] codes = new SplittableRandom(3).ints(cancer.samples(), 0, 2).toArray();
        TrainingSet data = new TrainingSet(cancer.inputs(), ExampleData.oneHot(2, codes));
        Constructed built = (Constructed) build(new PeeledDecisionList(), data);
        assertBitwise(built.network(), data);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-13, 1e-14})
    void smallGapsAreExactOrRefused(double gap) {
        TrainingSet data = ExampleData.twoClassesWithGap(gap, 120, 2);
        Outcome outcome = build(new DecisionList(), data);
        if (outcome instanceof Constructed built) {
            assertBitwise(built.network(), data);
        } else {
            assertThat(gap).isLessThan(1e-11);
        }
    }

    @Test
    void anyLabelColumnsAreReproducedNotOnlyOneHot() {
        TrainingSet wine = ExampleData.read("wine.csv");
        double[][] targets = {{0.1, -3e5, 1e-17}, {Math.PI, 0, 7}};
        Matrix labels = Matrix.zeros(2, wine.samples());
        for (int j = 0; j < wine.samples(); j++) {
            int code = wine.labels().get(0, j) == 1 ? 0 : wine.labels().get(1, j) == 1 ? 1 : 2;
            labels.data()[2 * j] = targets[0][code];
            labels.data()[2 * j + 1] = targets[1][code];
        }
        TrainingSet data = new TrainingSet(wine.inputs(), labels);
        assertBitwise(((Constructed) build(new DecisionList(), data)).network(), data);
    }

    @Test
    void aGapBelowTheRoundingOfAHugeOffsetIsRefused() {
        // 1e12 has an ulp of 1.2e-4, and a sum over two features is off by several
        TrainingSet data = ExampleData.twoClassesWithGap(1e-3, 60, 2);
        TrainingSet moved = new TrainingSet(data.inputs().map(x -> x + 1e12), data.labels());
        assertThat(((Refusal) build(new DecisionList(), moved)).reason())
                .isIn("gap-too-small", "not-sequentially-separable");
    }

    @Test
    void anOutlierDoesNotHideTheGapOfTheOthers() {
        SplittableRandom random = new SplittableRandom(6);
        for (double outlier : new double[] {1e15, 1e20, -1e100}) {
            double[] values = new double[31];
            int[] codes = new int[31];
            for (int j = 0; j < 30; j++) {
                codes[j] = j < 15 ? 0 : 1;
                values[j] = j < 15 ? 0.45 * random.nextDouble() : 0.55 + 0.45 * random.nextDouble();
            }
            values[30] = outlier;
            codes[30] = outlier > 0 ? 1 : 0;
            TrainingSet data = new TrainingSet(Matrix.ofRows(values), ExampleData.oneHot(2, codes));
            assertBitwise(((Constructed) build(new DecisionList(), data)).network(), data);
            assertBitwise(((Constructed) build(new PeeledDecisionList(), data)).network(), data);
        }
    }

    @Test
    void peelingIsNotLostInTheSizeOfOneSample() {
        TrainingSet iris = ExampleData.read("iris.csv");
        Matrix inputs = iris.inputs().copy();
        inputs.data()[0] = 1e17;
        TrainingSet data = new TrainingSet(inputs, iris.labels());
        assertBitwise(((Constructed) build(new PeeledDecisionList(), data)).network(), data);
    }

    @Test
    void aGapOfOneUlpIsRefusedWithoutANumberThatIsNone() {
        TrainingSet data = new TrainingSet(
                Matrix.ofRows(new double[] {0, 1, Math.nextUp(1.0), 2}), ExampleData.oneHot(2, 0, 0, 1, 1));
        Refusal refusal = (Refusal) build(new DecisionList(), data);
        assertThat(refusal.reason()).isEqualTo("gap-too-small");
        assertThat(refusal.toString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void singlePrecisionIsRefusedWhereItWouldFail() {
        TrainingSet data = ExampleData.twoClassesWithGap(1e-6, 60, 2);
        Constructed built = (Constructed) build(new DecisionList(), data);
        assertThat(RoundingCertificate.singlePrecision(built.network(), data.inputs())
                        .holds())
                .isFalse();
        assertThat(built.notes()).anyMatch(note -> note.contains("do not export as float32"));
    }

    @Test
    void contradictionsAreRefusedByBoth() {
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, 2, 1}), ExampleData.oneHot(2, 0, 1, 1));
        for (StructuredConstruction construction :
                Arrays.asList(new DecisionList(), new PeeledDecisionList(), new Staircase())) {
            assertThat(((Refusal) build(construction, data)).reason()).isEqualTo("conflicting-duplicates");
        }
    }

    @Test
    void oneClassIsRefusedWithAWayOut() {
        TrainingSet data = new TrainingSet(ExampleData.gaussian(2, 4, 1), Matrix.zeros(1, 4));
        assertThat(((Refusal) build(new DecisionList(), data)).reason()).isEqualTo("one-class");
    }

    @Test
    void interpretableNumbersSeparateTheClassesByThemselves() {
        TrainingSet wine = ExampleData.read("wine.csv");
        Interpretation interpretation =
                ((Constructed) build(new DecisionList(), wine)).interpretation().orElseThrow();
        assertThat(interpretation.numbers()).isEqualTo(2 * (13 + 2));
        for (int j = 0; j < wine.samples(); j++) {
            int decided = -1;
            for (Interpretation.Unit unit : interpretation.units()) {
                double value = unit.offset();
                for (int i = 0; i < 13; i++) {
                    value += unit.direction()[i] * wine.inputs().get(i, j);
                }
                if (value < 0) {
                    decided = unit.label();
                    break;
                }
            }
            assertThat(wine.labels().get(decided < 0 ? 1 : decided, j)).isEqualTo(1);
        }
    }
}
