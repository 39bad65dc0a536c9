package dev.nadir.jacobian.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.Answer;
import dev.nadir.claim.StatementClaim;
import dev.nadir.jacobian.JacobianCase;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sigmoid;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsTest {

    static List<JacobianCase> cases() {
        return JacobianCase.all();
    }

    private static List<StatementCheck> check(Network network, Matrix inputs, Matrix labels, int... trained) {
        int layers = network.layers().size();
        LayerSelection selection =
                trained.length == 0 ? LayerSelection.all(layers) : LayerSelection.only(layers, trained);
        TrainingJacobian jacobian = TrainingJacobian.of(network, inputs).restrictedTo(selection);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        return Statements.of(jacobian, spectrum, LossSplit.of(jacobian, spectrum, labels), labels);
    }

    private static List<StatementCheck> check(Network network, Matrix inputs, int... trained) {
        return check(network, inputs, RandomCase.gaussian(network.outputDim(), inputs.columns(), 9), trained);
    }

    private static Verdict verdict(List<StatementCheck> checks, StatementClaim claim) {
        return of(checks, claim).verdict();
    }

    private static StatementCheck of(List<StatementCheck> checks, StatementClaim claim) {
        return checks.stream()
                .filter(check -> check.claim() == claim)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noStatementIsViolatedOnTheGoldenCases(JacobianCase golden) {
        assertThat(check(golden.network(), golden.inputs()))
                .extracting(StatementCheck::verdict)
                .doesNotContain(Verdict.VIOLATED);
    }

    /** Theorems: none may be called violated on any network, saturated, dead, tiny or huge. */
    @Test
    void noTheoremIsViolatedOnRandomNetworks() {
        SplittableRandom random = new SplittableRandom(11);
        for (int draw = 0; draw < 150; draw++) {
            int samples = random.nextInt(1, 6);
            int[] dims = {random.nextInt(1, 7), random.nextInt(1, 7), random.nextInt(1, 7), random.nextInt(1, 3)};
            Network drawn = RandomCase.network(draw % 2 == 0 ? new Tanh() : new Relu(), draw, dims);
            double factor = Math.pow(10, random.nextInt(-9, 4));
            Network network = drawn.withParameters(Arrays.stream(drawn.parameters())
                    .map(entry -> factor * entry)
                    .toArray());
            int[] trained = draw % 3 == 0 ? new int[] {1} : new int[0];
            List<StatementCheck> checks = check(network, RandomCase.gaussian(dims[0], samples, draw), trained);
            assertThat(checks)
                    .filteredOn(check -> check.verdict() == Verdict.VIOLATED)
                    .isEmpty();
        }
    }

    @Test
    @Tag("says:statement.proposition-5")
    @Tag("says:statement.lemma-1")
    @Tag("says:statement.theorem-1-1")
    @Tag("silent:statement.proposition-1")
    @Tag("silent:statement.proposition-3")
    @Tag("silent:statement.proposition-4")
    @Tag("silent:statement.formula-15")
    @Tag("silent:statement.remark-3")
    @Tag("silent:statement.dead-layer")
    @Tag("silent:statement.zero-parameters")
    @Tag("silent:statement.formula-1-7")
    void whatHoldsAndWhatDoesNotApplyForAWideNetwork() {
        List<StatementCheck> checks =
                check(RandomCase.network(new Tanh(), 1, 12, 6, 4, 2), RandomCase.gaussian(12, 8, 2));
        assertThat(checks)
                .filteredOn(check -> check.verdict() == Verdict.HOLDS)
                .extracting(StatementCheck::claim)
                .containsExactly(
                        StatementClaim.PROPOSITION_5,
                        StatementClaim.LEMMA_1,
                        StatementClaim.THEOREM_1_1,
                        StatementClaim.THEOREM_1_2);
        assertThat(checks)
                .filteredOn(check -> check.verdict() != Verdict.HOLDS)
                .allMatch(check -> check.verdict() == Verdict.DOES_NOT_APPLY);
    }

    /** X = [1 2 2; 0 1 1] has rank 2 of 3, so rank D = 2Q and the third direction of the labels is not fitted. */
    @Test
    @Tag("says:statement.proposition-1")
    void theLinearModelHasFullRankExactlyIfTheDataHave() {
        Network model = RandomCase.network(new Tanh(), 5, 2, 2);
        List<StatementCheck> full = check(model, Matrix.ofRows(new double[] {1, 2, 0}, new double[] {0, 1, 3}));
        assertThat(verdict(full, StatementClaim.PROPOSITION_1)).isEqualTo(Verdict.HOLDS);
        assertThat(of(full, StatementClaim.PROPOSITION_1).conclusion().condition())
                .contains("rank ã 3 of N = 3");
        List<StatementCheck> short1 = check(model, Matrix.ofRows(new double[] {1, 2, 2}, new double[] {0, 1, 1}));
        assertThat(verdict(short1, StatementClaim.PROPOSITION_1)).isEqualTo(Verdict.HOLDS);
        assertThat(of(short1, StatementClaim.PROPOSITION_1).conclusion().condition())
                .contains("rank D 4 of QN = 6");
    }

    @Test
    @Tag("says:statement.proposition-3")
    void aFrozenTopObeysProposition3WithAndWithoutBias() {
        Network network = RandomCase.network(new Tanh(), 3, 9, 5, 2);
        for (Network each : List.of(network, network.withoutBiases())) {
            List<StatementCheck> checks = check(each, RandomCase.gaussian(9, 7, 4), 1);
            assertThat(verdict(checks, StatementClaim.PROPOSITION_3)).isEqualTo(Verdict.HOLDS);
        }
        Network narrow = RandomCase.network(new Tanh(), 3, 9, 1, 2); // a frozen rest of rank 1 is no submersion onto ℝ²
        StatementCheck none = of(check(narrow, RandomCase.gaussian(9, 7, 4), 1), StatementClaim.PROPOSITION_3);
        assertThat(none.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(none.decisive().condition()).contains("submersion");
    }

    /** Ten samples in [x; 1] of rank 10 with a bias, of rank 9 without: the bias decides. */
    @Test
    void theRankOfTheDataIsThatOfTheLayersOwnFeatures() {
        Network network = RandomCase.network(new Tanh(), 3, 9, 5, 1);
        Matrix inputs = RandomCase.gaussian(9, 10, 4);
        assertThat(verdict(check(network, inputs, 1), StatementClaim.PROPOSITION_3))
                .isEqualTo(Verdict.HOLDS);
        assertThat(verdict(check(network.withoutBiases(), inputs, 1), StatementClaim.PROPOSITION_3))
                .isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    /** Oracle: D of the σ with gradients e_j at z_j, formed row by row, by an SVD. */
    @Test
    @Tag("says:statement.proposition-4")
    void gradientsThatDifferMakeSomeActivationWork() {
        Network network = RandomCase.network(new Tanh(), 3, 2, 6, 1);
        Matrix inputs = RandomCase.gaussian(2, 5, 4);
        StatementCheck check = of(check(network, inputs, 1), StatementClaim.PROPOSITION_4);
        assertThat(check.verdict()).isEqualTo(Verdict.HOLDS);
        Matrix rows = Matrix.zeros(5, 18);
        for (int j = 0; j < 5; j++) {
            for (int k = 0; k < 3; k++) {
                rows.data()[(k * 6 + j) * rows.rows() + j] = k < 2 ? inputs.get(k, j) : 1;
            }
        }
        assertThat(check.conclusion().value()).isCloseTo(Svd.valuesOf(rows)[4], within(1e-14));
        Matrix repeated = inputs.copy();
        repeated.data()[repeated.rows()] = inputs.get(0, 0);
        repeated.data()[repeated.rows() + 1] = inputs.get(1, 0);
        assertThat(verdict(check(network, repeated, 1), StatementClaim.PROPOSITION_4))
                .isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    @Test
    @Tag("says:statement.formula-15")
    void twoLayersNeedOnlyANonzeroTop() {
        Network network = RandomCase.network(new Sigmoid(), 3, 6, 2, 1);
        Matrix inputs = RandomCase.gaussian(6, 7, 4);
        assertThat(verdict(check(network, inputs), StatementClaim.FORMULA_15)).isEqualTo(Verdict.HOLDS);
        double[] theta = network.parameters();
        Arrays.fill(theta, 14, 16, 0); // w = 0
        StatementCheck without = of(check(network.withParameters(theta), inputs), StatementClaim.FORMULA_15);
        assertThat(without.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(without.decisive().condition()).contains("w ∘ σ'");
    }

    /** tanh at pre-activations near 25 has σ' = 4e-22: D has full rank, but no double precision can show it. */
    @Test
    @Tag("silent:statement.proposition-5")
    @Tag("silent:statement.lemma-1")
    @Tag("silent:statement.theorem-1-1")
    void aRankThatRoundingHidesViolatesNothing() {
        Network network = RandomCase.network(new Tanh(), 1, 6, 6, 6, 1);
        double[] theta = network.parameters();
        Arrays.fill(theta, 36, 42, 25);
        List<StatementCheck> checks = check(network.withParameters(theta), RandomCase.gaussian(6, 4, 2));
        assertThat(verdict(checks, StatementClaim.PROPOSITION_5)).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(checks, StatementClaim.LEMMA_1)).isNotEqualTo(Verdict.HOLDS);
        assertThat(checks).extracting(StatementCheck::verdict).doesNotContain(Verdict.VIOLATED);
    }

    @Test
    @Tag("says:statement.remark-3")
    void equalInputsCostQRanksEach() {
        Network network = RandomCase.network(new Tanh(), 1, 5, 8, 2);
        Matrix inputs = RandomCase.gaussian(5, 4, 2);
        Matrix twice = Products.times(
                inputs,
                Matrix.ofRows(
                        new double[] {1, 0, 0, 0, 1},
                        new double[] {0, 1, 0, 0, 0},
                        new double[] {0, 0, 1, 0, 0},
                        new double[] {0, 0, 0, 1, 0}));
        StatementCheck check = of(check(network, twice), StatementClaim.REMARK_3);
        assertThat(check.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(check.hypotheses().get(0).value()).isEqualTo(2);
        assertThat(check.conclusion().condition()).contains("less these, 8");
    }

    /** A ReLU unit off at a sample makes δ of layer 1 vanish there; with layer 1 alone trained the row is 0. */
    @Test
    void vanishingRowsAreCounted() {
        Network network = new Network(List.of(
                new Layer(Matrix.ofRows(new double[] {1}), new double[1], new Relu()),
                new Layer(Matrix.ofRows(new double[] {2}), new double[1], new Identity())));
        Matrix inputs = Matrix.ofRows(new double[] {-2, -1, 1, 2});
        assertThat(of(check(network, inputs, 1), StatementClaim.REMARK_3)
                        .hypotheses()
                        .get(0)
                        .value())
                .isEqualTo(2);
        assertThat(verdict(check(network, inputs), StatementClaim.REMARK_3)).isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    @Test
    @Tag("says:statement.zero-parameters")
    @Tag("says:statement.dead-layer")
    void zeroParametersAndDeadLayersLeaveRankQ() {
        JacobianCase zero = JacobianCase.named("zero-parameters-tanh");
        assertThat(verdict(check(zero.network(), zero.inputs()), StatementClaim.ZERO_PARAMETERS))
                .isEqualTo(Verdict.HOLDS);
        StatementCheck without =
                of(check(zero.network().withoutBiases(), zero.inputs()), StatementClaim.ZERO_PARAMETERS);
        assertThat(without.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(without.conclusion().value()).isZero();
        JacobianCase dead = JacobianCase.named("dead-relu");
        assertThat(verdict(check(dead.network(), dead.inputs()), StatementClaim.DEAD_LAYER))
                .isEqualTo(Verdict.HOLDS);
    }

    /** w = 400 saturates tanh at ±1: σ' = 0 in doubles, yet the outputs differ and nothing is dead. */
    @Test
    void saturationIsNotDeadness() {
        Network network = new Network(List.of(
                new Layer(Matrix.ofRows(new double[] {400}), new double[1], new Tanh()),
                new Layer(Matrix.ofRows(new double[] {1}), new double[1], new Identity())));
        assertThat(verdict(check(network, Matrix.ofRows(new double[] {-1, 1})), StatementClaim.DEAD_LAYER))
                .isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    /** The linear least-squares minimum is stationary; P⊥x' vanishes where D is short of rank and x' does not. */
    @Test
    @Tag("says:statement.formula-1-7")
    @Tag("says:statement.theorem-1-2")
    void theLeastSquaresMinimumIsStationary() {
        Network model = RandomCase.network(new Tanh(), 5, 2, 1);
        Matrix inputs = RandomCase.gaussian(2, 9, 3);
        Matrix labels = RandomCase.gaussian(1, 9, 4);
        List<StatementCheck> start = check(model, inputs, labels);
        assertThat(verdict(start, StatementClaim.FORMULA_1_7)).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(verdict(start, StatementClaim.THEOREM_1_2)).isEqualTo(Verdict.HOLDS);
        Matrix features = inputs.appendRow(1);
        Matrix gram = Products.timesTransposed(features, features);
        double[] right = Products.times(features, labels.data());
        double[] solved = solve3(gram, right);
        assertThat(verdict(check(model.withParameters(solved), inputs, labels), StatementClaim.FORMULA_1_7))
                .isEqualTo(Verdict.HOLDS);
    }

    private static double[] solve3(Matrix a, double[] b) {
        double det = det(a);
        double[] x = new double[3];
        for (int j = 0; j < 3; j++) {
            Matrix replaced = a.copy();
            for (int i = 0; i < 3; i++) {
                replaced.data()[j * replaced.rows() + i] = b[i];
            }
            x[j] = det(replaced) / det;
        }
        return x;
    }

    private static double det(Matrix a) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            int k = (j + 1) % 3;
            int l = (j + 2) % 3;
            sum += a.get(0, j) * (a.get(1, k) * a.get(2, l) - a.get(1, l) * a.get(2, k));
        }
        return sum;
    }

    /** An undecided rank leaves Theorem 1.2 and what rests on the rank undecided. */
    @Test
    @Tag("silent:statement.theorem-1-2")
    void withoutAGapNothingAboutTheRankIsSaid() {
        Network model = RandomCase.network(new Tanh(), 5, 3, 1);
        Matrix inputs = Matrix.ofRows( // two samples that differ by 2e-14
                new double[] {1, 1, 0.3, 0}, new double[] {0.5, 0.5 + 2e-14, 0.2, 0}, new double[] {0.1, 0.1, 0.7, 0});
        List<StatementCheck> checks = check(model, inputs);
        assertThat(verdict(checks, StatementClaim.THEOREM_1_2)).isEqualTo(Verdict.UNDECIDED);
        assertThat(of(checks, StatementClaim.THEOREM_1_2).conclusion().answer()).isEqualTo(Answer.UNDECIDED);
    }
}
