package dev.nadir.ode.radau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Tridiagonal;
import dev.nadir.matrix.Matrix;
import dev.nadir.ode.LinearPart;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The order conditions of Radau IIA and its stage systems, against the equations that define them. */
class RadauTableTest {
    private static final double ROUNDING = 100 * Math.ulp(1.0);
    private final RadauTable table = new RadauTable();

    @Test
    void stagesIntegrateQuadraticsAndTheStepQuartics() {
        for (int power = 1; power <= 5; power++) {
            double whole = 0;
            for (int i = 0; i < RadauTable.STAGES; i++) {
                double sum = 0;
                for (int j = 0; j < RadauTable.STAGES; j++) {
                    sum += table.a[i][j] * Math.pow(table.nodes[j], power - 1);
                }
                whole += table.weights[i] * Math.pow(table.nodes[i], power - 1);
                if (power <= RadauTable.STAGES) {
                    assertThat(sum).isCloseTo(Math.pow(table.nodes[i], power) / power, within(ROUNDING));
                }
                assertThat(table.a[2][i]).isCloseTo(table.weights[i], within(ROUNDING));
            }
            assertThat(whole).isCloseTo(1.0 / power, within(ROUNDING));
        }
    }

    /** Z − hA ⊗ L Z = R for a definite and an indefinite L, tridiagonal and thin. */
    @Test
    void stageSystemsAreSolved() {
        SplittableRandom random = new SplittableRandom(1);
        Matrix square = Matrix.zeros(6, 6).map(zero -> random.nextGaussian());
        Tridiagonal reduced = Tridiagonal.of(square.plus(1, square.transpose()).plus(-6, Matrix.identity(6)));
        LinearPart whole = new LinearPart(reduced.basis(), reduced.diagonal(), reduced.beside());
        LinearPart thin = new LinearPart(reduced.basis().columns(0, 2), new double[] {-30, 0.4});
        for (LinearPart linear : new LinearPart[] {whole, thin}) {
            double h = 0.3;
            Matrix right = Matrix.zeros(6, RadauTable.STAGES).map(zero -> random.nextGaussian());
            Matrix z = new StageSystem(table, linear, h).solve(right);
            Matrix rest = z.minus(right);
            for (int j = 0; j < RadauTable.STAGES; j++) {
                double[] product = linear.times(z.columnArray(j));
                for (int i = 0; i < RadauTable.STAGES; i++) {
                    StageSystem.add(rest.data(), 6 * i, -h * table.a[i][j], product, 0, 6);
                }
            }
            assertThat(rest.maxAbs())
                    .isLessThan(100 * ROUNDING * z.maxAbs()); // ‖hA ⊗ L‖ is below 10, its condition below 100
        }
    }

    @Test
    void aStepBeyondThePoleOfAGrowingModeIsNotSolved() {
        LinearPart growing = new LinearPart(Matrix.identity(1), new double[] {1});
        Matrix right = Matrix.zeros(1, RadauTable.STAGES).map(zero -> 1.0);
        assertThat(new StageSystem(table, growing, 4).solve(right).isFinite()).isFalse();
        assertThat(new StageSystem(table, growing, 3).solve(right).isFinite()).isTrue();
    }

    @Test
    void reductionIsAnOrthogonalSimilarity() {
        SplittableRandom random = new SplittableRandom(2);
        Matrix square = Matrix.zeros(9, 9).map(zero -> random.nextGaussian());
        Matrix symmetric = square.plus(1, square.transpose());
        Tridiagonal reduced = Tridiagonal.of(symmetric);
        Matrix t = Products.times(Products.transposedTimes(reduced.basis(), symmetric), reduced.basis());
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 9; j++) {
                double expected =
                        i == j ? reduced.diagonal()[i] : Math.abs(i - j) == 1 ? reduced.beside()[Math.min(i, j)] : 0;
                assertThat(t.get(i, j)).isCloseTo(expected, within(9 * 9 * Math.ulp(1.0) * symmetric.maxAbs() * 4));
            }
        }
    }
}
