package dev.nadir.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Activations;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.Tanh;
import dev.nadir.structure.ExampleData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssessorTest {

    /** Designed data, each of known structure. */
    static TrainingSet data(String name) {
        return switch (name) {
            case "wide" -> new TrainingSet(ExampleData.gaussian(30, 20, 1), ExampleData.gaussian(2, 20, 2));
            case "long" -> new TrainingSet(ExampleData.gaussian(5, 40, 3), ExampleData.gaussian(2, 40, 4));
            case "clusters" -> ExampleData.balls(corners(3, 4), 0.5, 20, 5);
            case "separable" -> ExampleData.twoClassesWithGap(0.3, 100, 6);
            case "rings" -> ExampleData.rings(120, 7);
            case "teacher" -> teacher(ExampleData.gaussian(5, 40, 8));
            case "constant" ->
                new TrainingSet(
                        ExampleData.gaussian(3, 12, 9), Matrix.zeros(1, 12).map(z -> 2.5));
            case "repeated" -> repeated(data("wide"));
            case "contradictory" -> contradictory(data("wide"));
            case "contradictory classes" -> contradictory(data("clusters"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Matrix corners(int classes, int dimension) {
        Matrix centres = Matrix.zeros(dimension, classes);
        for (int c = 0; c < classes; c++) {
            centres.data()[c + c * dimension] = 10;
        }
        return centres;
    }

    private static TrainingSet teacher(Matrix inputs) {
        return new TrainingSet(
                inputs, Products.times(ExampleData.gaussian(2, 5, 11), inputs).map(v -> v + 1));
    }

    private static TrainingSet repeated(TrainingSet data) {
        int[] twice = IntStream.range(0, 2 * data.samples()).map(i -> i / 2).toArray();
        return new TrainingSet(data.inputs().selectColumns(twice), data.labels().selectColumns(twice));
    }

    private static TrainingSet contradictory(TrainingSet data) {
        int[] order = IntStream.concat(IntStream.of(0), IntStream.range(0, data.samples()))
                .toArray();
        int[] wrong = order.clone();
        wrong[0] = 1;
        return new TrainingSet(data.inputs().selectColumns(order), data.labels().selectColumns(wrong));
    }

    private static Question question(String data, String hidden, String activation) {
        Question question = Question.of(data(data));
        if (hidden.equals("none")) {
            return question;
        }
        List<Integer> widths = hidden.equals("-")
                ? List.of()
                : Arrays.stream(hidden.split(" ")).map(Integer::valueOf).toList();
        return question.withArchitecture(new Architecture(widths, Activations.byName(activation)));
    }

    /**
     * The designed cases: data, hidden widths, activation, verdict, regime. K and QN are counted by hand where they
     * decide; "wide" has M = 30 > N = 20, Q = 2; "long" M = 5, N = 40, Q = 2; "clusters" M = 4, N = 60, Q = 3;
     * "separable" M = 10, N = 100, Q = 2; "rings" M = 2, N = 120, Q = 2; "teacher" is affine, M = 5, N = 40, Q = 2.
     */
    @ParameterizedTest(name = "{0}, hidden {1} {2}: {3}")
    @CsvSource({
        // rank [X; 1] = N: everything with widths ≥ Q is solved for in the first layer
        "wide, none, tanh, ATTAINABLE, NONE",
        "wide, -, tanh, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, tanh, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 2, relu, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, softplus, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, sigmoid, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, leaky-relu, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 8 8 8, tanh, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "wide, 4, identity, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        // K = 31 + 4 = 35 < QN = 40
        "wide, 1, tanh, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "wide, 1, relu, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        // a bottleneck of one unit, K = 65
        "wide, 1 8, tanh, OPEN, STRONGLY_OVERPARAMETRIZED",
        "wide, 1, identity, IMPOSSIBLE_FOR_AFFINE, UNDERPARAMETRIZED",
        // consistent duplicates change nothing but N
        "repeated, none, tanh, ATTAINABLE, NONE",
        "repeated, 8, tanh, ATTAINABLE, STRONGLY_OVERPARAMETRIZED",
        "repeated, 1, tanh, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        // contradictions rule out everything
        "contradictory, none, tanh, IMPOSSIBLE, NONE",
        "contradictory, 100, tanh, IMPOSSIBLE, STRONGLY_OVERPARAMETRIZED",
        "contradictory, -, tanh, IMPOSSIBLE, STRONGLY_OVERPARAMETRIZED",
        "contradictory classes, none, relu, IMPOSSIBLE, NONE",
        "contradictory classes, 2 2 3, relu, IMPOSSIBLE, UNDERPARAMETRIZED",
        // M < N, generic labels: QN = 80
        "long, none, tanh, ATTAINABLE, NONE",
        "long, -, tanh, IMPOSSIBLE_FOR_AFFINE, UNDERPARAMETRIZED",
        "long, 8, identity, IMPOSSIBLE_FOR_AFFINE, UNDERPARAMETRIZED",
        "long, 8, tanh, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "long, 9, relu, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "long, 16, tanh, OPEN, OVERPARAMETRIZED",
        "long, 60, tanh, ATTAINABLE, OVERPARAMETRIZED",
        "long, 60, softplus, ATTAINABLE, OVERPARAMETRIZED",
        "long, 60, sin, ATTAINABLE, OVERPARAMETRIZED",
        "long, 60 10, tanh, ATTAINABLE, OVERPARAMETRIZED",
        "long, 10 60, tanh, ATTAINABLE, OVERPARAMETRIZED",
        "long, 60 1, tanh, OPEN, OVERPARAMETRIZED",
        // an affine teacher: 12 numbers behind 80 equations
        "teacher, none, tanh, ATTAINABLE, NONE",
        "teacher, -, tanh, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "teacher, 3, identity, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "teacher, 1, identity, IMPOSSIBLE_FOR_AFFINE, UNDERPARAMETRIZED",
        "teacher, 6, relu, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "teacher, 1, relu, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "teacher, 8, tanh, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "constant, -, tanh, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        // clusters: a decision list has widths 2, 2, 3
        "clusters, none, relu, ATTAINABLE, NONE",
        "clusters, 2 2 3, relu, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "clusters, 4 4 4, relu, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "clusters, 2 2 3 3, relu, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "clusters, 2 2 3, tanh, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "clusters, 2 2, relu, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "clusters, 2 2 3 2, relu, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "clusters, 80, tanh, ATTAINABLE, OVERPARAMETRIZED",
        // two classes with a gap: widths 1, 1, 2
        "separable, none, relu, ATTAINABLE, NONE",
        "separable, 1 1 2, relu, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "separable, 1 1 2, sigmoid, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        // all samples lie at ±gap/2, so an affine map of rank 1 gives the labels; sigmoid networks do not contain it
        "separable, 1 1, relu, ATTAINABLE_BY_STRUCTURE, UNDERPARAMETRIZED",
        "separable, 150, tanh, ATTAINABLE, OVERPARAMETRIZED",
        // rings: no hyperplane, a few half-spaces
        "rings, none, relu, ATTAINABLE, NONE",
        "rings, 12 12 13, relu, ATTAINABLE, OVERPARAMETRIZED",
        "rings, 2 2 3, relu, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
        "rings, 20, tanh, GENERICALLY_IMPOSSIBLE, UNDERPARAMETRIZED",
    })
    void theVerdictIsRight(String data, String hidden, String activation, Attainability verdict, Regime regime) {
        Assessment assessment = Assessor.assess(question(data, hidden, activation));
        assertThat(assessment.attainability()).as(assessment.why()).isEqualTo(verdict);
        assertThat(assessment.regime()).isEqualTo(regime);
        assertThat(assessment.nextCommand()).isNotEmpty();
        if (verdict.yes() && !assessment.why().contains("affine map")) {
            assertThat(assessment.attainments()).anyMatch(Attainment::reached);
        }
    }

    @Test
    @Tag("says:assess.conflicting-duplicates")
    @Tag("silent:assess.conflicting-duplicates")
    void onlyConflictingDuplicatesAreCalledSo() {
        assertThat(Assessor.assess(question("contradictory", "none", "tanh")).why())
                .isEqualTo(
                        "samples 1 and 2 have equal inputs and different labels, 1 such pairs in all: no function of the"
                                + " inputs fits them");
        assertThat(Assessor.assess(question("repeated", "none", "tanh")).why()).doesNotContain("equal inputs");
    }

    @Test
    void digitsAreAttainableWith885ParametersToTheLastBit() {
        Assessment assessment = Assessor.assess(Question.of(ExampleData.read("digits.csv.gz")));
        Attainment best = assessment.attainments().get(0);
        assertThat(best.construction()).isEqualTo("decision-list");
        assertThat(best.exact()).isTrue();
        assertThat(best.counts().orElseThrow().dense()).isEqualTo(885);
        assertThat(best.counts().orElseThrow().equations()).isEqualTo(17_970);
        assertThat(assessment.nextCommand()).containsExactly("construct", "--construction", "decision-list");
    }

    @Test
    void theInputRankBoundsTheRankOfTheJacobian() {
        // inputs of rank 2 (3 with the bias): h (rank + 1) + Q(h + 1) = 3h + h + 1 although K = 32 h + 1
        Matrix thin = Products.times(ExampleData.gaussian(30, 2, 1), ExampleData.gaussian(2, 60, 2));
        TrainingSet data = new TrainingSet(thin, ExampleData.gaussian(1, 60, 3));
        Question question = Question.of(data).withArchitecture(new Architecture(List.of(10), new Tanh()));
        DescentOutlook outlook = Assessor.assess(question).descent().orElseThrow();
        assertThat(outlook.parameters()).isEqualTo(10 * 31 + 11);
        assertThat(outlook.rankBound()).isEqualTo(10 * 3 + 11);
        assertThat(outlook.rank().orElseThrow().rank()).isLessThanOrEqualTo(41);
        assertThat(outlook.obstacles()).anyMatch(words -> words.contains("rank D ≤ 41"));
    }

    @Test
    void aModelIsJudgedAtItsParameters() {
        TrainingSet data = data("long");
        Network network = Initialization.of(Initialization.Scheme.XAVIER).network(new int[] {5, 8, 2}, new Tanh(), 3);
        Assessment assessment = Assessor.assess(Question.of(data).withModel(network));
        assertThat(assessment.attainability()).isEqualTo(Attainability.GENERICALLY_IMPOSSIBLE);
        assertThat(assessment.descent().orElseThrow().obstacles())
                .anyMatch(words -> words.contains("blocked to first order"));
        assertThat(assessment.nextCommand()).containsExactly("analyze");
    }

    @Test
    void theSweepShowsBothSidesOfTheDichotomy() {
        DichotomySweep sweep =
                DichotomySweep.of(Question.of(data("long")), new Tanh(), List.of(List.of(4), List.of(16), List.of(60)));
        assertThat(sweep.rows())
                .extracting(DichotomySweep.Row::answer)
                .containsExactly(Attainability.GENERICALLY_IMPOSSIBLE, Attainability.OPEN, Attainability.ATTAINABLE);
        DichotomySweep.Row last = sweep.rows().get(2);
        assertThat(last.rank()).isEqualTo(80);
        assertThat(last.relativeCost()).isLessThan(1e-20);
        assertThat(sweep.rows().get(0).rank()).isEqualTo(4 * 6 + 10);
    }
}
