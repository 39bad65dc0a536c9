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
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Softplus;
import dev.nadir.network.activation.Tanh;
import dev.nadir.structure.ExampleData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each theorem where it applies and where one of its hypotheses fails; each obstacle of descent likewise. */
class TheoremRowsTest {
    private static final TrainingSet WIDE =
            new TrainingSet(ExampleData.gaussian(30, 20, 1), ExampleData.gaussian(2, 20, 2));
    private static final TrainingSet LONG =
            new TrainingSet(ExampleData.gaussian(5, 40, 3), ExampleData.gaussian(2, 40, 4));

    private static Assessment asked(TrainingSet data, String activation, Integer... hidden) {
        return Assessor.assess(
                Question.of(data).withArchitecture(new Architecture(List.of(hidden), Activations.byName(activation))));
    }

    private static TheoremRow row(Assessment assessment, AssessClaim claim) {
        return assessment.theorems().stream()
                .filter(theorem -> theorem.claim() == claim)
                .findFirst()
                .orElseThrow();
    }

    private static Answer applies(AssessClaim claim, TrainingSet data, String activation, Integer... hidden) {
        return row(asked(data, activation, hidden), claim).applies();
    }

    @Test
    @Tag("says:assess.proposition-1")
    @Tag("silent:assess.proposition-1")
    void regressionNeedsInputsOfRankN() {
        assertThat(applies(AssessClaim.PROPOSITION_1, WIDE, "tanh", 8)).isEqualTo(Answer.YES);
        assertThat(applies(AssessClaim.PROPOSITION_1, LONG, "tanh", 8)).isEqualTo(Answer.NO);
    }

    @Test
    @Tag("says:assess.theorem-2-1")
    @Tag("silent:assess.theorem-2-1")
    void theorem21NeedsRankAndLayersAsWideAsTheOutput() {
        assertThat(applies(AssessClaim.THEOREM_2_1, WIDE, "relu", 8, 2)).isEqualTo(Answer.YES);
        assertThat(applies(AssessClaim.THEOREM_2_1, WIDE, "relu", 8, 1)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.THEOREM_2_1, WIDE, "relu")).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.THEOREM_2_1, LONG, "relu", 8)).isEqualTo(Answer.NO);
        assertThat(row(asked(LONG, "relu", 8), AssessClaim.THEOREM_2_1).words())
                .startsWith("does not apply; needed: rank [X; 1ᵀ] = N (at most M + 1 = 6; N = 40");
    }

    @Test
    @Tag("says:assess.theorem-2-2")
    @Tag("silent:assess.theorem-2-2")
    void theorem22RefusesWideningAsItsConstructionDoes() {
        assertThat(applies(AssessClaim.THEOREM_2_2, WIDE, "softplus", 8, 4)).isEqualTo(Answer.YES);
        assertThat(applies(AssessClaim.THEOREM_2_2, WIDE, "softplus", 4, 8)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.THEOREM_2_2, WIDE, "tanh", 8, 4)).isEqualTo(Answer.NO);
        assertThat(row(asked(WIDE, "softplus", 4, 8), AssessClaim.THEOREM_2_2).words())
                .contains("full row rank (W_2 is 8 x 4)");
    }

    @Test
    @Tag("says:assess.theorem-1-2")
    @Tag("silent:assess.theorem-1-2")
    void formula16NeedsIndependentParameters() {
        assertThat(applies(AssessClaim.THEOREM_1_2, LONG, "tanh", 4)).isEqualTo(Answer.YES);
        assertThat(applies(AssessClaim.THEOREM_1_2, LONG, "relu", 4)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.THEOREM_1_2, LONG, "tanh", 40)).isEqualTo(Answer.NO);
    }

    @Test
    @Tag("says:assess.theorem-1-3")
    @Tag("silent:assess.theorem-1-3")
    void theorem13IsAboutReluAndNeverStandsBesideAWitness() {
        assertThat(applies(AssessClaim.THEOREM_1_3, LONG, "relu", 4)).isEqualTo(Answer.UNDECIDED);
        assertThat(applies(AssessClaim.THEOREM_1_3, LONG, "tanh", 4)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.THEOREM_1_3, LONG, "relu", 40)).isEqualTo(Answer.NO);
        Network teacher = Initialization.of(Initialization.Scheme.NTK).network(new int[] {5, 4, 2}, new Relu(), 1);
        TrainingSet taught = new TrainingSet(LONG.inputs(), teacher.evaluate(LONG.inputs()));
        Assessment witnessed = Assessor.assess(Question.of(taught).withModel(teacher));
        assertThat(row(witnessed, AssessClaim.THEOREM_1_3).applies()).isEqualTo(Answer.NO);
    }

    @Test
    @Tag("says:assess.lift-theorem")
    @Tag("silent:assess.lift-theorem")
    void theLiftNeedsACurvedLayerAndRoomBehindIt() {
        assertThat(applies(AssessClaim.LIFT_THEOREM, LONG, "tanh", 39)).isEqualTo(Answer.YES);
        assertThat(applies(AssessClaim.LIFT_THEOREM, LONG, "tanh", 1, 40)).isEqualTo(Answer.YES);
        assertThat(applies(AssessClaim.LIFT_THEOREM, LONG, "tanh", 38)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.LIFT_THEOREM, LONG, "tanh", 40, 1)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.LIFT_THEOREM, LONG, "identity", 40)).isEqualTo(Answer.NO);
        assertThat(applies(AssessClaim.LIFT_THEOREM, LONG, "relu", 40)).isEqualTo(Answer.NO);
    }

    @Test
    @Tag("says:assess.sequential-separability")
    @Tag("silent:assess.sequential-separability")
    @Tag("says:assess.clustered-data")
    @Tag("silent:assess.clustered-data")
    void separabilityAndClustersAreMeasured() {
        Matrix centres = Matrix.zeros(3, 3);
        for (int c = 0; c < 3; c++) {
            centres.data()[4 * c] = 10;
        }
        Assessment apart = Assessor.assess(Question.of(ExampleData.balls(centres, 0.5, 20, 5)));
        Assessment rings = Assessor.assess(Question.of(ExampleData.rings(60, 7)));
        for (AssessClaim claim : List.of(AssessClaim.SEQUENTIAL_SEPARABILITY, AssessClaim.CLUSTERED_DATA)) {
            assertThat(row(apart, claim).applies()).isEqualTo(Answer.YES);
            assertThat(row(rings, claim).applies()).isEqualTo(Answer.NO);
        }
    }

    @Test
    void clustersOfTinyFeaturesHaveTheirRadius() {
        Matrix centres = Matrix.zeros(2, 2);
        centres.data()[0] = 10;
        TrainingSet balls = ExampleData.balls(centres, 0.5, 10, 5);
        double scale = 0x1p-1000; // squares would underflow
        TrainingSet tiny = new TrainingSet(balls.inputs().map(x -> scale * x), balls.labels());
        StructureReport expected = Assessor.assess(Question.of(balls)).structure();
        StructureReport measured = Assessor.assess(Question.of(tiny)).structure();
        assertThat(measured.radius()).isEqualTo(scale * expected.radius());
        assertThat(measured.radiusBound()).isEqualTo(scale * expected.radiusBound());
    }

    @Test
    void aRowIsUndecidedUnlessSomethingSettlesIt() {
        TheoremRow.Hypothesis yes = new TheoremRow.Hypothesis("a", "1", Answer.YES);
        TheoremRow.Hypothesis open = new TheoremRow.Hypothesis("b", "2", Answer.UNDECIDED);
        TheoremRow.Hypothesis no = new TheoremRow.Hypothesis("c", "3", Answer.NO);
        assertThat(words(yes)).isEqualTo("applies");
        assertThat(words(yes, open)).isEqualTo("not decided; needed: b (2)");
        assertThat(words(open, no, yes)).isEqualTo("does not apply; needed: c (3)");
    }

    private static String words(TheoremRow.Hypothesis... hypotheses) {
        return new TheoremRow(AssessClaim.THEOREM_2_1, "t", List.of(hypotheses)).words();
    }

    /** With M = N − 1 features the row of ones makes the rank N; with one less it cannot be. */
    @Test
    void oneFeatureLessThanSamplesIsEnough() {
        for (int features : new int[] {19, 20, 21}) {
            TrainingSet data = new TrainingSet(ExampleData.gaussian(features, 20, 6), ExampleData.gaussian(2, 20, 2));
            assertThat(applies(AssessClaim.PROPOSITION_1, data, "tanh", 8)).isEqualTo(Answer.YES);
        }
        TrainingSet less = new TrainingSet(ExampleData.gaussian(18, 20, 6), ExampleData.gaussian(2, 20, 2));
        assertThat(applies(AssessClaim.PROPOSITION_1, less, "tanh", 8)).isEqualTo(Answer.NO);
    }

    /** The weights of a given model are measured: W_2 of rank 1 fails, of full row rank passes, square layers too. */
    @Test
    void theorem22LooksAtTheWeightsOfTheModel() {
        assertThat(applies(AssessClaim.THEOREM_2_2, WIDE, "softplus", 8, 8)).isEqualTo(Answer.YES);
        Network drawn =
                Initialization.of(Initialization.Scheme.NTK).network(new int[] {30, 8, 4, 2}, new Softplus(), 1);
        TheoremRow generic = row(Assessor.assess(Question.of(WIDE).withModel(drawn)), AssessClaim.THEOREM_2_2);
        assertThat(generic.applies()).isEqualTo(Answer.YES);
        assertThat(measured(generic, "full row rank")).isEqualTo("of the given model");
        assertThat(measured(row(asked(WIDE, "softplus", 8, 4), AssessClaim.THEOREM_2_2), "full row rank"))
                .contains("do not widen");
        List<Layer> layers = new ArrayList<>(drawn.layers());
        layers.set(1, new Layer(Matrix.zeros(4, 8).map(zero -> 1), new double[4], new Softplus()));
        assertThat(row(Assessor.assess(Question.of(WIDE).withModel(new Network(layers))), AssessClaim.THEOREM_2_2)
                        .applies())
                .isEqualTo(Answer.NO);
    }

    private static String measured(TheoremRow row, String hypothesis) {
        return row.hypotheses().stream()
                .filter(one -> one.statement().contains(hypothesis))
                .findFirst()
                .orElseThrow()
                .measured();
    }

    @Test
    void everyRowSaysWhatWasFound() {
        Assessment none = asked(WIDE, "relu");
        TheoremRow theorem21 = row(none, AssessClaim.THEOREM_2_1);
        assertThat(measured(theorem21, "at least one hidden layer")).isEqualTo("no hidden layer");
        assertThat(measured(row(none, AssessClaim.THEOREM_1_3), "ReLU")).isEqualTo("no hidden layer");
        assertThat(row(none, AssessClaim.THEOREM_1_3).hypotheses().get(0).holds())
                .isEqualTo(Answer.NO);
        Assessment deep = asked(WIDE, "tanh", 8, 4);
        assertThat(measured(row(deep, AssessClaim.THEOREM_2_1), "at least one hidden layer"))
                .isEqualTo("narrowest 4, Q = 2");
        assertThat(measured(row(deep, AssessClaim.THEOREM_1_3), "ReLU")).isEqualTo("σ = tanh");
        assertThat(measured(row(deep, AssessClaim.THEOREM_2_1), "affine output"))
                .isEqualTo("identity");
        Network bare = Initialization.of(Initialization.Scheme.NTK)
                .network(new int[] {30, 8, 2}, new Relu(), 1)
                .withoutBiases();
        TheoremRow without = row(Assessor.assess(Question.of(WIDE).withModel(bare)), AssessClaim.THEOREM_2_1);
        assertThat(measured(without, "affine output")).isEqualTo("identity, without bias");
        assertThat(without.applies()).isEqualTo(Answer.NO);
        Assessment few = asked(LONG, "tanh", 4);
        assertThat(measured(row(few, AssessClaim.THEOREM_1_2), "rank D = K")).isEqualTo("rank D = 34, K = 34");
        assertThat(measured(row(asked(LONG, "relu", 4), AssessClaim.THEOREM_1_2), "rank D = K"))
                .isEqualTo("rank D ≤ 30 < K = 34"); // one scaling of each unit
        assertThat(measured(row(asked(LONG, "tanh", 39), AssessClaim.LIFT_THEOREM), "a hidden layer"))
                .isEqualTo("layer 1");
        assertThat(measured(row(few, AssessClaim.LIFT_THEOREM), "a hidden layer"))
                .isEqualTo("widths [4], N = 40, Q = 2, σ = tanh");
        assertThat(measured(row(few, AssessClaim.LIFT_THEOREM), "distinct")).isEqualTo("40 distinct samples");
    }

    /** K = 2Q = QN at N = 2: as many parameters as equations are not fewer. */
    @Test
    void asManyParametersAsEquationsAreNotFewer() {
        TrainingSet two = new TrainingSet(ExampleData.gaussian(1, 2, 1), ExampleData.gaussian(3, 2, 2));
        TheoremRow row = row(asked(two, "tanh"), AssessClaim.THEOREM_1_2);
        assertThat(measured(row, "K < QN")).isEqualTo("K = 6, QN = 6");
        assertThat(row.applies()).isEqualTo(Answer.NO);
    }

    /** Two intervals of radius δ with centres 4 apart: δ* = 1, and at δ = δ* rounding decides nothing. */
    @Test
    void clustersAtTheBoundAreNotDecided() {
        assertThat(clustered(1)).isEqualTo(Answer.UNDECIDED);
        assertThat(clustered(1 - 1e-9)).isEqualTo(Answer.YES);
        assertThat(clustered(1 + 1e-9)).isEqualTo(Answer.NO);
    }

    /** exp(800) overflows, tanh makes 1 of it: the outputs are finite, D is not, and nothing is said of its rank. */
    @Test
    void aModelThatOverflowsInsideHasNoRank() {
        Layer exp = new Layer(Matrix.column(800), new double[1], new Exp());
        Layer tanh = new Layer(Matrix.column(1), new double[1], new Tanh());
        Layer last = new Layer(Matrix.column(1), new double[1], new Identity());
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, 2}), Matrix.ofRows(new double[] {0, 5}));
        Assessment found = Assessor.assess(Question.of(data).withModel(new Network(List.of(exp, tanh, last))));
        assertThat(found.descent().orElseThrow().rank()).isEmpty();
        assertThat(measured(row(found, AssessClaim.THEOREM_1_2), "rank D = K")).startsWith("rank D");
    }

    private static Answer clustered(double radius) {
        Matrix inputs = Matrix.ofRows(new double[] {-radius, radius, 4 - radius, 4 + radius});
        Matrix labels = Matrix.ofRows(new double[] {1, 1, 0, 0}, new double[] {0, 0, 1, 1});
        return row(Assessor.assess(Question.of(new TrainingSet(inputs, labels))), AssessClaim.CLUSTERED_DATA)
                .applies();
    }

    private static Optional<Stated> obstacle(Assessment assessment, AssessClaim claim) {
        return assessment.descent().orElseThrow().obstacles().stream()
                .filter(said -> said.claim() == claim)
                .findFirst();
    }

    @Test
    @Tag("says:assess.directions-blocked")
    @Tag("says:assess.rank-too-small")
    @Tag("silent:assess.rank-bounded-by-inputs")
    @Tag("silent:assess.slow-direction")
    @Tag("silent:assess.loss-blocked")
    @Tag("silent:assess.scaling-symmetries")
    void fewParametersBlockDirections() {
        Assessment few = asked(LONG, "tanh", 4);
        assertThat(obstacle(few, AssessClaim.DIRECTIONS_BLOCKED).orElseThrow().words())
                .isEqualTo(
                        "K = 34 effective parameters for QN = 80 equations: at least 46 directions of the outputs cannot"
                                + " be moved, to first order");
        assertThat(obstacle(few, AssessClaim.RANK_TOO_SMALL).orElseThrow().words())
                .startsWith("rank D = 34 of QN = 80");
        for (AssessClaim silent : List.of(
                AssessClaim.RANK_BOUNDED_BY_INPUTS,
                AssessClaim.SLOW_DIRECTION,
                AssessClaim.LOSS_BLOCKED,
                AssessClaim.SCALING_SYMMETRIES)) {
            assertThat(obstacle(few, silent)).isEmpty();
        }
    }

    @Test
    @Tag("silent:assess.directions-blocked")
    @Tag("silent:assess.rank-too-small")
    @Tag("says:assess.scaling-symmetries")
    void manyParametersBlockNone() {
        Assessment many = asked(WIDE, "relu", 8);
        assertThat(obstacle(many, AssessClaim.DIRECTIONS_BLOCKED)).isEmpty();
        assertThat(obstacle(many, AssessClaim.RANK_TOO_SMALL)).isEmpty();
        assertThat(obstacle(many, AssessClaim.SCALING_SYMMETRIES)).isPresent();
    }

    @Test
    @Tag("says:assess.rank-bounded-by-inputs")
    void dependentFeaturesBoundTheRank() {
        Matrix thin = Products.times(ExampleData.gaussian(30, 2, 1), ExampleData.gaussian(2, 60, 2));
        Assessment bounded = asked(new TrainingSet(thin, ExampleData.gaussian(1, 60, 3)), "tanh", 10);
        assertThat(obstacle(bounded, AssessClaim.RANK_BOUNDED_BY_INPUTS)).isPresent();
    }

    @Test
    @Tag("says:assess.slow-direction")
    @Tag("says:assess.loss-blocked")
    void aNearDuplicateMakesASlowDirection() {
        Matrix inputs = Matrix.ofRows(new double[] {0, 1e-6, 1}, new double[] {1, 0, 0.5}, new double[] {1, 0, 0.7});
        double[] near = inputs.data().clone();
        near[3] = 1e-6;
        near[4] = 1;
        near[5] = 1;
        TrainingSet data = new TrainingSet(new Matrix(3, 3, near), ExampleData.gaussian(1, 3, 3));
        Network model = Initialization.of(Initialization.Scheme.NTK).network(new int[] {3, 1}, new Relu(), 1);
        Assessment slow = Assessor.assess(Question.of(data).withModel(model));
        assertThat(obstacle(slow, AssessClaim.SLOW_DIRECTION)).isPresent();
        assertThat(obstacle(slow, AssessClaim.LOSS_BLOCKED)).isPresent();
    }
}
