package dev.nadir.jacobian.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.claim.StatementClaim;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Theorems are true, so "violated" is tested with measurements of another network: numbers that contradict them must be called so. */
class FalsifiedStatementsTest {
    private static final double EPS = Math.ulp(1.0);

    private static TrainingJacobian jacobian(Network network, Matrix inputs, int... trained) {
        int layers = network.layers().size();
        return TrainingJacobian.of(network, inputs)
                .restrictedTo(trained.length == 0 ? LayerSelection.all(layers) : LayerSelection.only(layers, trained));
    }

    private static Matrix labels(TrainingJacobian jacobian) {
        return RandomCase.gaussian(jacobian.outputDim(), jacobian.samples(), 9);
    }

    private static Verdict verdict(TrainingJacobian of, JacobianSpectrum spectrum, StatementClaim claim) {
        Matrix labels = labels(of);
        return verdict(of, spectrum, LossSplit.of(of, spectrum, labels), labels, claim);
    }

    private static Verdict verdict(
            TrainingJacobian of, JacobianSpectrum spectrum, LossSplit split, Matrix labels, StatementClaim claim) {
        return check(Statements.of(of, spectrum, split, labels), claim).verdict();
    }

    private static StatementCheck check(List<StatementCheck> checks, StatementClaim claim) {
        return checks.stream()
                .filter(check -> check.claim() == claim)
                .findFirst()
                .orElseThrow();
    }

    private static StatementCheck check(TrainingJacobian of, StatementClaim claim) {
        JacobianSpectrum spectrum = JacobianSpectrum.of(of);
        Matrix labels = labels(of);
        return check(Statements.of(of, spectrum, LossSplit.of(of, spectrum, labels), labels), claim);
    }

    /** The spectrum of the network with all weights and biases zero: rank Q or 0. */
    private static JacobianSpectrum short1(Network network, Matrix inputs, int... trained) {
        double[] zero = new double[network.parameters().length];
        return JacobianSpectrum.of(jacobian(network.withParameters(zero), inputs, trained));
    }

    @Test
    void aRankThatIsShortAgainstABoundContradictsTheTheoremsOfFullRank() {
        Network network = RandomCase.network(new Tanh(), 1, 6, 3, 1);
        Matrix inputs = RandomCase.gaussian(6, 5, 2);
        TrainingJacobian all = jacobian(network, inputs);
        JacobianSpectrum rankOne = short1(network, inputs);
        assertThat(verdict(all, rankOne, StatementClaim.PROPOSITION_5)).isEqualTo(Verdict.VIOLATED);
        assertThat(verdict(all, rankOne, StatementClaim.FORMULA_15)).isEqualTo(Verdict.VIOLATED);
        assertThat(verdict(all, rankOne, StatementClaim.LEMMA_1)).isEqualTo(Verdict.VIOLATED);
        TrainingJacobian first = jacobian(network, inputs, 1);
        assertThat(verdict(first, short1(network, inputs, 1), StatementClaim.PROPOSITION_3))
                .isEqualTo(Verdict.VIOLATED);
    }

    /** Of one sample D = δ ⊗ ã exactly, so σ_min(D) is the bound; 0.7 of it is less. */
    @Test
    void aSmallestSingularValueBelowItsBoundContradictsLemma1() {
        Network network = RandomCase.network(new Tanh(), 1, 6, 3, 1);
        Matrix input = RandomCase.gaussian(6, 1, 2);
        TrainingJacobian first = jacobian(network, input, 1);
        assertThat(verdict(first, JacobianSpectrum.of(first), StatementClaim.LEMMA_1))
                .isEqualTo(Verdict.HOLDS);
        Layer top = network.layers().get(1);
        Layer shrunk = new Layer(top.weight().map(w -> 0.7 * w), top.bias(), new Identity());
        Network less = new Network(List.of(network.layers().get(0), shrunk));
        assertThat(verdict(first, JacobianSpectrum.of(jacobian(less, input, 1)), StatementClaim.LEMMA_1))
                .isEqualTo(Verdict.VIOLATED);
    }

    /** The split with some of its numbers replaced. */
    private static LossSplit with(LossSplit split, double gradientNorm, double reachable, double blocked) {
        return new LossSplit(
                split.cost(),
                gradientNorm,
                reachable,
                blocked,
                split.error(),
                split.reachableParts(),
                split.blockedParts());
    }

    /** Fitted is a residual up to 100 QN ε of the whole, its loss up to the square of that. */
    @Test
    void aLinearModelOfFullRankThatDoesNotFitContradictsProposition1() {
        TrainingJacobian of = jacobian(RandomCase.network(new Tanh(), 5, 2, 2), RandomCase.gaussian(2, 3, 3));
        JacobianSpectrum spectrum = JacobianSpectrum.of(of);
        Matrix labels = labels(of).map(y -> 1000 * y); // so that C is not near 1
        LossSplit split = LossSplit.of(of, spectrum, labels);
        for (double size : new double[] {0.9, 1.1, 1e6}) {
            double blocked = Math.pow(size * 100 * 6 * EPS, 2) * split.cost();
            LossSplit changed = with(split, split.gradientNorm(), split.cost(), blocked);
            assertThat(verdict(of, spectrum, changed, labels, StatementClaim.PROPOSITION_1))
                    .isEqualTo(size < 1 ? Verdict.HOLDS : Verdict.VIOLATED);
        }
        assertThat(verdict(of, short1(network(), RandomCase.gaussian(2, 3, 3)), StatementClaim.PROPOSITION_1))
                .isEqualTo(Verdict.VIOLATED);
    }

    /** 2-1-2: its D at zero parameters has rank 2 instead of 6. */
    private static Network network() {
        return RandomCase.network(new Tanh(), 5, 2, 1, 2);
    }

    /** −C'/C = ‖∇C‖²/C against 2λ/N. */
    @Test
    void aRateBelowThatOfTheSpectrumContradictsTheorem11() {
        TrainingJacobian of = jacobian(RandomCase.network(new Tanh(), 1, 8, 4, 1), RandomCase.gaussian(8, 4, 2));
        JacobianSpectrum spectrum = JacobianSpectrum.of(of);
        Matrix labels = labels(of).map(y -> 10 * y);
        LossSplit split = LossSplit.of(of, spectrum, labels);
        double least = Math.sqrt(2 * spectrum.smallestEigenvalue() / 4 * split.cost());
        for (double factor : new double[] {1.01, 0.99}) {
            LossSplit changed = with(split, factor * least, split.reachable(), split.blocked());
            assertThat(verdict(of, spectrum, changed, labels, StatementClaim.THEOREM_1_1))
                    .isEqualTo(factor > 1 ? Verdict.HOLDS : Verdict.VIOLATED);
        }
    }

    /** Stationary by the bound, yet with a reachable share: 1e-6 C is the line. */
    @Test
    void aReachableLossAtAStationaryPointContradictsFormula17() {
        TrainingJacobian of = jacobian(RandomCase.network(new Tanh(), 5, 2, 1), RandomCase.gaussian(2, 9, 3));
        JacobianSpectrum spectrum = JacobianSpectrum.of(of);
        Matrix labels = labels(of).map(y -> 1000 * y);
        LossSplit split = LossSplit.of(of, spectrum, labels);
        for (double share : new double[] {0.9e-6, 1.1e-6}) {
            LossSplit changed = with(split, 0, share * split.cost(), (1 - share) * split.cost());
            assertThat(verdict(of, spectrum, changed, labels, StatementClaim.FORMULA_1_7))
                    .isEqualTo(share < 1e-6 ? Verdict.HOLDS : Verdict.VIOLATED);
        }
        double edge = Math.sqrt(1e-6 * split.cost() * 2 / 9) * spectrum.leastSingularValue(); // N/2 (g/σ)² = 1e-6 C
        for (double factor : new double[] {0.99, 1.01}) {
            LossSplit changed = with(split, factor * edge, 0, split.cost());
            assertThat(verdict(of, spectrum, changed, labels, StatementClaim.FORMULA_1_7))
                    .isEqualTo(factor < 1 ? Verdict.HOLDS : Verdict.DOES_NOT_APPLY);
        }
    }

    @Test
    void zeroLossIsStationaryThoughRoundingHasAGradient() {
        TrainingJacobian of = jacobian(RandomCase.network(new Tanh(), 5, 2, 1), RandomCase.gaussian(2, 9, 3));
        JacobianSpectrum spectrum = JacobianSpectrum.of(of);
        Matrix labels = of.forwardPass().outputs().map(y -> y * (1 + 2 * EPS));
        assertThat(verdict(of, spectrum, LossSplit.of(of, spectrum, labels), labels, StatementClaim.FORMULA_1_7))
                .isEqualTo(Verdict.HOLDS);
    }

    // hypotheses at their edges

    @Test
    void asManySamplesAsUnitsSufficeForProposition4AndMoreDoNot() {
        Network network = RandomCase.network(new Tanh(), 3, 2, 5, 1);
        StatementCheck five = check(jacobian(network, RandomCase.gaussian(2, 5, 4), 1), StatementClaim.PROPOSITION_4);
        assertThat(five.verdict()).isEqualTo(Verdict.HOLDS);
        StatementCheck six = check(jacobian(network, RandomCase.gaussian(2, 6, 4), 1), StatementClaim.PROPOSITION_4);
        assertThat(six.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    /** Without a bias the row of D at x = 0 is 0 whatever σ is: the proposition is about features that do not vanish. */
    @Test
    void aZeroSampleOfALayerWithoutBiasIsOutsideProposition4() {
        Network network = RandomCase.network(new Tanh(), 3, 2, 5, 1);
        Matrix inputs = Matrix.ofRows(new double[] {1, 0, 2}, new double[] {3, 0, 1});
        StatementCheck without = check(jacobian(network.withoutBiases(), inputs, 1), StatementClaim.PROPOSITION_4);
        assertThat(without.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(without.decisive().condition()).contains("no ã_j is 0");
        assertThat(check(jacobian(network, inputs, 1), StatementClaim.PROPOSITION_4)
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    private static Network replaced(Network network, int layer, Layer other) {
        return new Network(IntStream.range(0, network.layers().size())
                .mapToObj(l -> l == layer ? other : network.layers().get(l))
                .toList());
    }

    @Test
    void theLastLayerCountsAmongTheHypothesesOfProposition5() {
        Network network = RandomCase.network(new Tanh(), 1, 8, 4, 3);
        Matrix inputs = RandomCase.gaussian(8, 5, 2);
        assertThat(check(jacobian(network, inputs), StatementClaim.PROPOSITION_5)
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
        Matrix same = Matrix.zeros(3, 4).map(zero -> 1); // rank 1
        StatementCheck deficient = check(
                jacobian(replaced(network, 1, new Layer(same, new double[3], new Identity())), inputs),
                StatementClaim.PROPOSITION_5);
        assertThat(deficient.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(deficient.decisive().condition()).contains("W_2 has full rank 3");
        double[] off = {0, -1000, 0};
        StatementCheck flat = check(
                jacobian(replaced(network, 1, new Layer(network.layers().get(1).weight(), off, new Relu())), inputs),
                StatementClaim.PROPOSITION_5);
        assertThat(flat.decisive().condition()).contains("σ' ≠ 0");
        assertThat(flat.decisive().value()).isZero();
        StatementCheck widening =
                check(jacobian(RandomCase.network(new Tanh(), 1, 8, 3, 4), inputs), StatementClaim.PROPOSITION_5);
        assertThat(widening.decisive().condition()).contains("do not widen");
        assertThat(widening.decisive().value()).isEqualTo(1);
    }

    @Test
    void proposition1CountsTheHiddenLayersThatItDoesNotAllow() {
        StatementCheck check = check(
                jacobian(RandomCase.network(new Tanh(), 1, 2, 2, 2, 2), RandomCase.gaussian(2, 3, 2)),
                StatementClaim.PROPOSITION_1);
        assertThat(check.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(check.decisive().value()).isEqualTo(2);
    }

    /** N = M + 1: ã is square, and its least singular value is a bound still. */
    @Test
    void lemma1HoldsWithAsManySamplesAsFeatures() {
        TrainingJacobian of = jacobian(RandomCase.network(new Tanh(), 1, 4, 3, 1), RandomCase.gaussian(4, 5, 2), 1);
        StatementCheck check = check(of, StatementClaim.LEMMA_1);
        assertThat(check.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(check.hypotheses().get(0).value()).isPositive();
    }

    /** Output 2 sees no hidden unit: with layer 1 alone trained its five rows of D vanish, and no others. */
    @Test
    void rowsVanishByOutput() {
        Network network = RandomCase.network(new Tanh(), 1, 4, 3, 2);
        Matrix top = network.layers().get(1).weight().copy();
        for (int unit = 0; unit < 3; unit++) {
            top.data()[2 * unit + 1] = 0;
        }
        Network blind = replaced(network, 1, new Layer(top, new double[2], new Identity()));
        StatementCheck check = check(jacobian(blind, RandomCase.gaussian(4, 5, 2), 1), StatementClaim.REMARK_3);
        assertThat(check.hypotheses().get(0).value()).isEqualTo(5);
        assertThat(check.verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void theRowOfAZeroSampleVanishesWithoutBias() {
        Network network = RandomCase.network(new Tanh(), 1, 2, 3, 1).withoutBiases();
        Matrix inputs = Matrix.ofRows(new double[] {1, 0, 2}, new double[] {3, 0, 1});
        StatementCheck check = check(jacobian(network, inputs, 1), StatementClaim.REMARK_3);
        assertThat(check.hypotheses().get(0).value()).isEqualTo(1);
    }

    @Test
    void anOutputLayerThatIsOffIsNoDeadHiddenLayer() {
        Network network = RandomCase.network(new Tanh(), 1, 4, 3, 2);
        Layer top = network.layers().get(1);
        Network off = replaced(network, 1, new Layer(top.weight(), new double[] {-1000, -1000}, new Relu()));
        StatementCheck check = check(jacobian(off, RandomCase.gaussian(4, 5, 2)), StatementClaim.DEAD_LAYER);
        assertThat(check.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    /** One layer of zeros has D = ã ⊗ I, of rank far above Q: the statement is about hidden layers. */
    @Test
    void aZeroLayerAloneIsNoZeroNetwork() {
        Network network = RandomCase.network(new Tanh(), 1, 4, 2);
        double[] zero = new double[network.parameters().length];
        TrainingJacobian of = jacobian(network.withParameters(zero), RandomCase.gaussian(4, 3, 2));
        StatementCheck check = check(of, StatementClaim.ZERO_PARAMETERS);
        assertThat(check.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(check.decisive().condition()).isEqualTo("hidden layers");
        assertThat(check(
                                jacobian(network().withParameters(new double[7]), RandomCase.gaussian(2, 3, 2)),
                                StatementClaim.ZERO_PARAMETERS)
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }
}
