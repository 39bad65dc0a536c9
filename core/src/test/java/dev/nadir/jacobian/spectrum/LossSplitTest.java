package dev.nadir.jacobian.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.claim.StatementClaim;
import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.statement.StatementCheck;
import dev.nadir.jacobian.statement.Statements;
import dev.nadir.jacobian.statement.Verdict;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Tanh;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossSplitTest {

    private static LossSplit split(TrainingJacobian jacobian, Matrix labels) {
        return LossSplit.of(jacobian, JacobianSpectrum.of(jacobian), labels);
    }

    @Test
    void partsSumUpToTheCost() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Relu(), 30, 2, 3, 2);
        Matrix labels = RandomCase.gaussian(2, 30, 5);
        LossSplit split = split(jacobian, labels);
        double cost = Cost.of(jacobian.forwardPass().outputs(), labels);
        assertThat(split.reachable() + split.blocked()).isCloseTo(cost, within(1e-13 * cost));
        assertThat(split.reachable()).isPositive();
        assertThat(split.blocked()).isPositive();
        assertThat(sum(split.reachablePerSample())).isCloseTo(split.reachable(), within(1e-13));
        assertThat(sum(split.blockedPerOutput())).isCloseTo(split.blocked(), within(1e-13));
        int[] codes = new int[30];
        Arrays.fill(codes, 10, 30, 1);
        assertThat(sum(LossSplit.perClass(split.blockedPerSample(), codes, 2)))
                .isCloseTo(split.blocked(), within(1e-13));
    }

    @Test
    void everythingIsReachableAtFullRank() {
        TrainingJacobian jacobian = RandomCase.jacobian(new Tanh(), 5, 6, 7, 2);
        LossSplit split = split(jacobian, RandomCase.gaussian(2, 5, 5));
        assertThat(split.blockedShare()).isLessThan(1e-24);
    }

    @Test
    void everythingIsBlockedAtALeastSquaresSolution() {
        // the linear model at its minimum: stationary, so C = C_block ([CE] (1.7))
        Matrix x = RandomCase.gaussian(3, 20, 1);
        Matrix y = RandomCase.gaussian(2, 20, 2);
        Matrix design = x.appendRow(1).transpose();
        Svd svd = Svd.of(design);
        Matrix best = Products.times(Products.times(y, svd.left()), rowsOver(svd.rightTransposed(), svd.values()));
        Network network = new Network(List.of(new Layer(best.columns(0, 3), best.columnArray(3), new Identity())));
        TrainingJacobian jacobian = TrainingJacobian.of(network, x);
        LossSplit split = split(jacobian, y);
        assertThat(split.blockedShare()).isCloseTo(1, within(1e-13));
        assertThat(split.reachable()).isLessThan(1e-24 * split.cost());
        List<StatementCheck> statements = Statements.of(jacobian, JacobianSpectrum.of(jacobian), split, y);
        assertThat(verdict(statements, StatementClaim.FORMULA_1_7)).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(statements, StatementClaim.PROPOSITION_1)).isEqualTo(Verdict.HOLDS);
    }

    private static Matrix rowsOver(Matrix matrix, double[] divisors) {
        Matrix scaled = matrix.copy();
        for (int at = 0; at < scaled.data().length; at++) {
            scaled.data()[at] /= divisors[at % divisors.length];
        }
        return scaled;
    }

    @Test
    void smallGradientIsNotStationarity() {
        // tanh 2-2-2 with saturated units: σ' is about 1e-7, the output layer is fitted, ‖∇C‖ is tiny, and still a
        // large
        // part of the loss can be removed to first order (mathematics §3.4)
        Matrix x = Matrix.ofRows(new double[] {-1, -0.5, 0.2, 0.9, 1.5}, new double[] {0.3, -0.8, 1.1, -0.4, 0.6});
        Matrix y = Matrix.ofRows(new double[] {1, -1, 0.5, -0.5, 0}, new double[] {-0.2, 0.4, 0.6, -0.9, 0.1});
        Layer first = new Layer(
                Matrix.ofRows(new double[] {1, 0.3}, new double[] {-0.2, 1}), new double[] {9, -9}, new Tanh());
        Layer second =
                new Layer(Matrix.ofRows(new double[] {1, 2}, new double[] {-1, 1}), new double[2], new Identity());
        Network raw = new Network(List.of(first, second));
        Matrix residual = y.minus(raw.evaluate(x));
        Network fitted = new Network(List.of(first, new Layer(second.weight(), residual.rowMeans(), new Identity())));
        TrainingJacobian jacobian = TrainingJacobian.of(fitted, x);
        JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
        LossSplit split = LossSplit.of(jacobian, spectrum, y);
        assertThat(split.gradientNorm()).isLessThan(1e-6);
        assertThat(split.reachable() / split.cost()).isGreaterThan(0.2);
        assertThat(verdict(Statements.of(jacobian, spectrum, split, y), StatementClaim.FORMULA_1_7))
                .isEqualTo(Verdict.DOES_NOT_APPLY);
    }

    private static Verdict verdict(List<StatementCheck> checks, StatementClaim claim) {
        return checks.stream()
                .filter(check -> check.claim() == claim)
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
