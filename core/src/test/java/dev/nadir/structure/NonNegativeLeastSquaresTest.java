package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonNegativeLeastSquaresTest {

    /** Optimality: u ≥ 0, Eᵀr ≥ 0 and u ∘ Eᵀr = 0, to rounding of products of this size. */
    private static void assertOptimal(Matrix e, NonNegativeLeastSquares.Solution solution) {
        double tolerance = 100 * Math.ulp(1.0) * e.rows() * e.maxAbs() * Math.max(1, e.maxAbs());
        double[] gradient = Products.transposedTimes(e, solution.residual());
        assertThat(solution.converged()).isTrue();
        for (int j = 0; j < gradient.length; j++) {
            assertThat(solution.u()[j]).isNotNegative();
            assertThat(gradient[j]).isGreaterThanOrEqualTo(-tolerance);
            if (solution.u()[j] > 0) {
                assertThat(gradient[j]).isCloseTo(0, within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"5,8", "8,5", "1,4", "30,200", "40,40", "66,800"})
    void randomProblemsMeetTheOptimalityConditions(int rows, int columns) {
        Matrix e = ExampleData.gaussian(rows, columns, 11L * rows + columns);
        double[] f = ExampleData.gaussian(rows, 1, 5).data();
        assertOptimal(e, NonNegativeLeastSquares.solve(e, f));
    }

    @Test
    void agreesWithScipyNnls() {
        // scipy 1.17 scipy.optimize.nnls
        Matrix e = Matrix.ofRows(
                new double[] {-0.053, 1.406, 0.747, 0.194, 1.112},
                new double[] {-0.206, -0.926, 0.584, 0.583, -0.215},
                new double[] {-0.783, 0.229, -2.494, 0.69, 0.491},
                new double[] {-1.639, 0.061, -0.964, 0.757, -2.034},
                new double[] {-0.914, 0.71, 1.156, -2.158, -0.498},
                new double[] {0.328, -0.609, 1.591, -1.191, 0.355},
                new double[] {-1.048, 1.406, -0.022, -0.372, -1.718},
                new double[] {1.682, 0.753, 0.754, 1.138, 0.349});
        double[] f = {-0.639, -0.8, -0.8, 1.37, -1.46, -0.596, -0.321, 0.225};
        var solution = NonNegativeLeastSquares.solve(e, f);
        assertThat(solution.u()).containsExactly(new double[] {0, 0, 0, 0.46227746325994373, 0}, within(1e-14));
        assertThat(solution.residualNorm()).isCloseTo(2.0727210516509995, within(1e-14));
    }

    @Test
    void dependentAndZeroColumnsDoNoHarm() {
        Matrix e = Matrix.ofRows(new double[] {1, 1, 2, 0, -1}, new double[] {2, 2, 4, 0, -2});
        var solution = NonNegativeLeastSquares.solve(e, new double[] {3, 6});
        assertOptimal(e, solution);
        assertThat(solution.residualNorm()).isLessThan(1e-14);
    }

    @Test
    void aGoodStartLeadsToTheSameResidual() {
        Matrix e = ExampleData.gaussian(20, 60, 3).appendRow(1);
        double[] f = new double[21];
        f[20] = 1;
        var cold = NonNegativeLeastSquares.solve(e, f);
        var warm = NonNegativeLeastSquares.solve(e, f, cold.u());
        assertThat(warm.residualNorm()).isCloseTo(cold.residualNorm(), within(1e-14));
        assertThat(warm.iterations()).isLessThanOrEqualTo(1);
    }

    @Test
    void aNegativeStartIsRejected() {
        Matrix e = Matrix.identity(2);
        assertThatThrownBy(() -> NonNegativeLeastSquares.solve(e, new double[2], new double[] {0, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got -1.0 at 1");
    }
}
