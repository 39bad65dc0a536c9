package dev.nadir.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.claim.Answer;
import dev.nadir.claim.AssessClaim;
import dev.nadir.claim.Stated;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Tanh;
import dev.nadir.structure.ExampleData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
     * The designed cases: data, hidden widths, activation, answer, claim, regime. K and QN are counted by hand where they
     * decide; "wide" has M = 30 > N = 20, Q = 2; "long" M = 5, N = 40, Q = 2; "clusters" M = 4, N = 60, Q = 3;
     * "separable" M = 10, N = 100, Q = 2; "rings" M = 2, N = 120, Q = 2; "teacher" is affine, M = 5, N = 40, Q = 2.
     */
    @ParameterizedTest(name = "{0}, hidden {1} {2}: {3} {4}")
    @CsvSource({
        // rank [X; 1] = N: everything with widths ≥ Q is solved for in the first layer
        "wide, none, tanh, YES, SOME_NETWORK_FITS, NONE",
        "wide, -, tanh, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, tanh, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 2, relu, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, softplus, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, sigmoid, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 8, leaky-relu, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 8 8 8, tanh, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "wide, 4, identity, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        // K = 31 + 4 = 35 < QN = 40
        "wide, 1, tanh, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, UNDERPARAMETRIZED",
        "wide, 1, relu, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, UNDERPARAMETRIZED",
        // a bottleneck of one unit, K = 65
        "wide, 1 8, tanh, UNDECIDED, NOT_DECIDED, STRONGLY_OVERPARAMETRIZED",
        "wide, 1, identity, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, UNDERPARAMETRIZED",
        // consistent duplicates change nothing but N
        "repeated, none, tanh, YES, SOME_NETWORK_FITS, NONE",
        "repeated, 8, tanh, YES, WEIGHTS_CONSTRUCTED, STRONGLY_OVERPARAMETRIZED",
        "repeated, 1, tanh, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, UNDERPARAMETRIZED",
        // contradictions rule out everything
        "contradictory, none, tanh, NO, CONFLICTING_DUPLICATES, NONE",
        "contradictory, 100, tanh, NO, CONFLICTING_DUPLICATES, STRONGLY_OVERPARAMETRIZED",
        "contradictory, -, tanh, NO, CONFLICTING_DUPLICATES, STRONGLY_OVERPARAMETRIZED",
        "contradictory classes, none, relu, NO, CONFLICTING_DUPLICATES, NONE",
        "contradictory classes, 2 2 3, relu, NO, CONFLICTING_DUPLICATES, UNDERPARAMETRIZED",
        // M < N, generic labels: QN = 80
        "long, none, tanh, YES, SOME_NETWORK_FITS, NONE",
        "long, -, tanh, NO, NO_AFFINE_MAP_FITS, UNDERPARAMETRIZED",
        "long, 8, identity, NO, NO_AFFINE_MAP_FITS, UNDERPARAMETRIZED",
        "long, 8, tanh, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "long, 9, relu, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "long, 16, tanh, YES, WEIGHTS_TRAINED, OVERPARAMETRIZED",
        "long, 60, tanh, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        "long, 60, softplus, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        "long, 60, sin, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        "long, 60 10, tanh, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        "long, 10 60, tanh, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        "long, 60 1, tanh, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, OVERPARAMETRIZED",
        // an affine teacher: 12 numbers behind 80 equations
        "teacher, none, tanh, YES, SOME_NETWORK_FITS, NONE",
        "teacher, -, tanh, YES, WEIGHTS_CONSTRUCTED, UNDERPARAMETRIZED",
        "teacher, 3, identity, YES, AFFINE_LABELS, UNDERPARAMETRIZED",
        "teacher, 1, identity, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, UNDERPARAMETRIZED",
        "teacher, 6, relu, YES, AFFINE_LABELS, UNDERPARAMETRIZED",
        "teacher, 1, relu, NO, OUTPUTS_IN_TOO_FEW_DIMENSIONS, UNDERPARAMETRIZED",
        "teacher, 8, tanh, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "constant, -, tanh, YES, CONSTANT_LABELS, UNDERPARAMETRIZED",
        // clusters: a decision list has widths 2, 2, 3
        "clusters, none, relu, YES, SOME_NETWORK_FITS, NONE",
        "clusters, 2 2 3, relu, YES, WEIGHTS_CONSTRUCTED, UNDERPARAMETRIZED",
        "clusters, 4 4 4, relu, YES, WEIGHTS_CONSTRUCTED, UNDERPARAMETRIZED",
        "clusters, 2 2 3 3, relu, YES, WEIGHTS_CONSTRUCTED, UNDERPARAMETRIZED",
        "clusters, 2 2 3, tanh, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "clusters, 2 2, relu, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "clusters, 2 2 3 2, relu, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "clusters, 80, tanh, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        // two classes with a gap: widths 1, 1, 2
        "separable, none, relu, YES, SOME_NETWORK_FITS, NONE",
        "separable, 1 1 2, relu, YES, AFFINE_LABELS, UNDERPARAMETRIZED",
        "separable, 1 1 2, sigmoid, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        // all samples lie at ±gap/2, so an affine map of rank 1 gives the labels; sigmoid networks do not contain it
        "separable, 1 1, relu, YES, AFFINE_LABELS, UNDERPARAMETRIZED",
        "separable, 150, tanh, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        // rings: no hyperplane, a few half-spaces
        "rings, none, relu, YES, SOME_NETWORK_FITS, NONE",
        "rings, 12 12 13, relu, YES, WEIGHTS_CONSTRUCTED, OVERPARAMETRIZED",
        "rings, 2 2 3, relu, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
        "rings, 20, tanh, UNDECIDED, NOT_DECIDED, UNDERPARAMETRIZED",
    })
    void theVerdictIsRight(
            String data, String hidden, String activation, Answer answer, AssessClaim claim, Regime regime) {
        Assessment assessment = Assessor.assess(question(data, hidden, activation));
        Attainability verdict = assessment.attainability();
        assertThat(verdict.stated().claim()).as(verdict.words()).isEqualTo(claim);
        assertThat(verdict.answer()).as(verdict.words()).isEqualTo(answer);
        assertThat(assessment.regime()).isEqualTo(regime);
        assertThat(verdict.witness().isPresent()).isEqualTo(verdict.yes() && regime != Regime.NONE);
        boolean few = regime == Regime.UNDERPARAMETRIZED && answer != Answer.NO;
        assertThat(verdict.remarks().stream()
                        .map(Stated::claim)
                        .anyMatch(
                                said -> said == AssessClaim.LABELS_NOT_GENERIC || said == AssessClaim.ALMOST_NO_LABELS))
                .isEqualTo(few);
    }

    @Test
    @Tag("says:assess.conflicting-duplicates")
    @Tag("silent:assess.conflicting-duplicates")
    void onlyConflictingDuplicatesAreCalledSo() {
        Attainability no =
                Assessor.assess(question("contradictory", "none", "tanh")).attainability();
        assertThat(no.stated().claim()).isEqualTo(AssessClaim.CONFLICTING_DUPLICATES);
        assertThat(no.words())
                .startsWith("no: samples 1 and 2 have equal inputs")
                .contains("1 such pairs in all");
        assertThat(Assessor.assess(question("repeated", "none", "tanh"))
                        .attainability()
                        .yes())
                .isTrue();
    }

    @Test
    @Tag("sweep")
    void digitsAreAttainableWith885ParametersToTheLastBit() {
        Assessment assessment = Assessor.assess(Question.of(ExampleData.read("digits.csv.gz")));
        Trial best = assessment.trials().get(0);
        assertThat(best.construction()).isEqualTo("decision-list");
        assertThat(best.exact()).isTrue();
        assertThat(best.counts().orElseThrow().dense()).isEqualTo(885);
        assertThat(best.counts().orElseThrow().equations()).isEqualTo(17_970);
        assertThat(assessment.next())
                .isEqualTo(new NextStep("construct", Map.of("construction", "decision-list"), false));
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
        assertThat(outlook.effective()).isEqualTo(10 * 3 + 11); // as analyze counts: 28 of 30 features do nothing here
        assertThat(outlook.rank().orElseThrow().rank()).isLessThanOrEqualTo(41);
        assertThat(outlook.obstacles()).anyMatch(said -> said.words().contains("rank D ≤ 41"));
    }

    @Test
    void aModelIsJudgedAtItsParameters() {
        TrainingSet data = data("long");
        Network network = Initialization.of(Initialization.Scheme.XAVIER).network(new int[] {5, 8, 2}, new Tanh(), 3);
        Assessment assessment = Assessor.assess(Question.of(data).withModel(network));
        assertThat(assessment.attainability().answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(assessment.descent().orElseThrow().obstacles())
                .anyMatch(said -> said.claim() == AssessClaim.LOSS_BLOCKED);
        assertThat(assessment.next()).isEqualTo(new NextStep("analyze", Map.of(), true));
    }

    @Test
    void theSweepShowsBothSidesOfTheDichotomy() {
        DichotomySweep sweep =
                DichotomySweep.of(Question.of(data("long")), new Tanh(), List.of(List.of(4), List.of(16), List.of(60)));
        assertThat(sweep.rows())
                .extracting(row -> row.answer().answer())
                .containsExactly(Answer.UNDECIDED, Answer.YES, Answer.YES);
        DichotomySweep.Row last = sweep.rows().get(2);
        assertThat(last.rank()).isEqualTo(80);
        assertThat(last.answer().witness().orElseThrow().accuracy().relativeCost())
                .isLessThan(1e-20);
        assertThat(sweep.rows().get(0).rank()).isEqualTo(4 * 6 + 10);
    }
}
