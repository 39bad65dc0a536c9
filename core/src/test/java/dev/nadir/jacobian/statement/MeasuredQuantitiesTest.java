package dev.nadir.jacobian.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.StatementClaim;
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
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers that stand beside hypotheses and conclusions, each against a closed form or the dense Jacobian. */
class MeasuredQuantitiesTest {
    private static final double EPS = Math.ulp(1.0);

    private static StatementCheck check(Network network, Matrix inputs, Matrix labels, StatementClaim claim) {
        TrainingJacobian jacobian = TrainingJacobian.of(network, inputs);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        LossSplit split = LossSplit.of(jacobian, spectrum, labels);
        return Statements.of(jacobian, spectrum, split, labels).stream()
                .filter(each -> each.claim() == claim)
                .findFirst()
                .orElseThrow();
    }

    private static Network line(double slope, double intercept) {
        return new Network(
                List.of(new Layer(Matrix.ofRows(new double[] {slope}), new double[] {intercept}, new Identity())));
    }

    /** x ↦ wx + b at one sample: D = (x, 1), λ = x² + 1, and -C'/C = 2λ exactly. */
    @Test
    void rateAndEigenvalueOfOneSample() {
        StatementCheck check = check(
                line(2, 1),
                Matrix.ofRows(new double[] {3}),
                Matrix.ofRows(new double[] {5}),
                StatementClaim.THEOREM_1_1);
        assertThat(check.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(check.hypotheses().get(0).value()).isCloseTo(10, within(100 * EPS * 10));
        assertThat(check.conclusion().value()).isCloseTo(20, within(100 * EPS * 20));
    }

    @Test
    void atZeroLossTheRateIsInfiniteAndThePointStationary() {
        Matrix x = Matrix.ofRows(new double[] {3, 4});
        Matrix y = Matrix.ofRows(new double[] {7, 9});
        assertThat(check(line(2, 1), x, y, StatementClaim.THEOREM_1_1)
                        .conclusion()
                        .value())
                .isInfinite();
        StatementCheck stationary = check(line(2, 1), x, y, StatementClaim.FORMULA_1_7);
        assertThat(stationary.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(stationary.conclusion().value()).isZero();
    }

    /** Zero loss to rounding, not exactly: stationary by the one rule of zero loss, whatever the residual projects to. */
    @Test
    void zeroLossToRoundingIsStationary() {
        Matrix x = Matrix.ofRows(new double[] {3, 4});
        Matrix y = Matrix.ofRows(new double[] {7, 9 * (1 + 4 * EPS)});
        assertThat(check(line(2, 1), x, y, StatementClaim.FORMULA_1_7).verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** N/2 (‖∇C‖/σ_r)² with σ_r from the SVD of the dense D. */
    @Test
    void theBoundOfTheReachableLossIsThatOfTheFormula() {
        Network network = RandomCase.network(new Tanh(), 3, 2, 3, 2);
        Matrix x = RandomCase.gaussian(2, 9, 1);
        Matrix y = RandomCase.gaussian(2, 9, 2);
        Matrix dense = TrainingJacobian.of(network, x).dense();
        double[] sigma = Svd.valuesOf(dense);
        int rank = (int) Arrays.stream(sigma).filter(s -> s > 1e-10 * sigma[0]).count();
        double[] gradient =
                Products.transposedTimes(dense, network.evaluate(x).minus(y).data());
        double norm = Matrix.column(gradient).frobeniusNorm() / 9;
        double expected = 9 / 2.0 * Math.pow(norm / sigma[rank - 1], 2);
        StatementCheck check = check(network, x, y, StatementClaim.FORMULA_1_7);
        double conditioning = sigma[0] / sigma[rank - 1];
        assertThat(check.hypotheses().get(0).value()).isCloseTo(expected, within(1000 * EPS * conditioning * expected));
    }

    /** The allowance of Theorem 1.2 is rounding: 100 QN ε σ_max ‖Dᵀ(x - y)‖ where no singular value is below the cut. */
    @Test
    void whatTheorem12AllowsIsRounding() {
        Network network = RandomCase.network(new Tanh(), 3, 4, 3, 1);
        Matrix x = RandomCase.gaussian(4, 30, 1);
        Matrix y = RandomCase.gaussian(1, 30, 2);
        Matrix dense = TrainingJacobian.of(network, x).dense();
        double size = Matrix.column(Products.transposedTimes(
                        dense, network.evaluate(x).minus(y).data()))
                .frobeniusNorm();
        StatementCheck check = check(network, x, y, StatementClaim.THEOREM_1_2);
        double allowed = Double.parseDouble(check.conclusion().condition().replaceAll(".*at most ([^:]*):.*", "$1"));
        double expected = 100 * 30 * EPS * Svd.valuesOf(dense)[0] * size;
        assertThat(allowed).isCloseTo(expected, within(1e-3 * expected)); // four digits are printed
    }

    /** 3-5-4-6-1: above the first layer only W_3 widens; min |σ'| is that of the least slope found entry by entry. */
    @Test
    void wideningLayersAndLeastSlopesAreCounted() {
        Network network = RandomCase.network(new Tanh(), 3, 3, 5, 4, 6, 1);
        Matrix x = RandomCase.gaussian(3, 4, 1);
        StatementCheck check = check(network, x, RandomCase.gaussian(1, 4, 2), StatementClaim.PROPOSITION_5);
        double least = 1;
        for (Matrix z : network.forward(x).preActivations().subList(0, 3)) {
            for (double value : z.data()) {
                least = Math.min(least, 1 - Math.tanh(value) * Math.tanh(value));
            }
        }
        assertThat(check.hypotheses().get(1).condition()).contains("rank [X; 1] = N = 4");
        assertThat(check.hypotheses().get(2).value()).isCloseTo(least, within(8 * EPS));
        assertThat(check.hypotheses().get(3).value()).isEqualTo(1);
        assertThat(check(network.withoutBiases(), x, RandomCase.gaussian(1, 4, 2), StatementClaim.PROPOSITION_5)
                        .hypotheses()
                        .get(1)
                        .condition())
                .contains("rank X = N = 4");
    }

    /** The largest over the layers of σ_min(ã) min_i σ_min(δ_i), by SVDs of the factors. */
    @Test
    void lemma1TakesTheBestLayer() {
        Network network = RandomCase.network(new Tanh(), 5, 6, 7, 1);
        Matrix x = RandomCase.gaussian(6, 5, 1);
        double first = smallest(x.appendRow(1)) * leastTopTimesSlope(network, x);
        double second = smallest(network.forward(x).activations().get(1).appendRow(1));
        StatementCheck check = check(network, x, RandomCase.gaussian(1, 5, 2), StatementClaim.LEMMA_1);
        double best = Math.max(first, second);
        assertThat(check.hypotheses().get(0).value()).isCloseTo(best, within(1e-12 * best));
        double sigmaMin = smallest(TrainingJacobian.of(network, x).dense().transpose());
        assertThat(check.conclusion().value()).isCloseTo(sigmaMin, within(1e-10 * sigmaMin));
    }

    private static double smallest(Matrix tall) {
        double[] values = Svd.valuesOf(tall);
        return values[values.length - 1];
    }

    private static double leastTopTimesSlope(Network network, Matrix x) {
        Matrix z = network.forward(x).preActivations().get(0);
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < z.columns(); j++) {
            double sum = 0;
            for (int k = 0; k < z.rows(); k++) {
                double tanh = Math.tanh(z.get(k, j));
                sum += Math.pow(network.layers().get(1).weight().get(0, k) * (1 - tanh * tanh), 2);
            }
            least = Math.min(least, Math.sqrt(sum));
        }
        return least;
    }

    @Test
    void formula15IsAboutTwoLayersAndOneOutput() {
        Matrix x = RandomCase.gaussian(6, 4, 1);
        for (int[] dims : new int[][] {{6, 2, 2}, {6, 3, 2, 1}}) {
            Network network = RandomCase.network(new Tanh(), 5, dims);
            Matrix y = RandomCase.gaussian(network.outputDim(), 4, 2);
            assertThat(check(network, x, y, StatementClaim.FORMULA_15).verdict())
                    .isEqualTo(Verdict.DOES_NOT_APPLY);
        }
    }

    @Test
    void oneParameterThatIsNotZeroIsFound() {
        Network zero = RandomCase.network(new Tanh(), 1, 2, 3, 1).withParameters(new double[13]);
        double[] theta = new double[13];
        theta[8] = -0.5; // a bias of layer 1
        Matrix x = RandomCase.gaussian(2, 4, 1);
        Matrix y = RandomCase.gaussian(1, 4, 2);
        assertThat(check(zero, x, y, StatementClaim.ZERO_PARAMETERS)
                        .hypotheses()
                        .get(0)
                        .value())
                .isEqualTo(1);
        StatementCheck check = check(zero.withParameters(theta), x, y, StatementClaim.ZERO_PARAMETERS);
        assertThat(check.verdict()).isEqualTo(Verdict.DOES_NOT_APPLY);
        assertThat(check.decisive().value()).isEqualTo(0.5);
    }

    @Test
    void negativeZeroIsTheSameInput() {
        Network network = RandomCase.network(new Tanh(), 1, 1, 3, 1);
        Matrix x = Matrix.ofRows(new double[] {0.0, -0.0, 1});
        StatementCheck check = check(network, x, RandomCase.gaussian(1, 3, 2), StatementClaim.REMARK_3);
        assertThat(check.hypotheses().get(0).value()).isEqualTo(1);
    }

    @Test
    void labelsOfAnotherShapeAreRefused() {
        TrainingJacobian jacobian = TrainingJacobian.of(line(1, 0), Matrix.ofRows(new double[] {1, 2}));
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        Matrix labels = Matrix.ofRows(new double[] {1, 2});
        LossSplit split = LossSplit.of(jacobian, spectrum, labels);
        assertThatThrownBy(() -> Statements.of(jacobian, spectrum, split, Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels");
    }

    @Test
    void verdictsHaveWords() {
        assertThat(Verdict.DOES_NOT_APPLY.words()).isEqualTo("does not apply");
        assertThat(Verdict.UNDECIDED.words()).isEqualTo("undecided");
    }
}
