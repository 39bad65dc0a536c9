package dev.nadir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.jacobian.RandomCase;
import dev.nadir.jacobian.TrainingJacobianTest;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import org.junit.jupiter.api.Test;

class BroadcastProductTest {
    private final BroadcastProduct product =
            new BroadcastProduct(RandomCase.gaussian(4, 10, 1), RandomCase.gaussian(6, 5, 2));

    @Test
    void entriesAreProductsOfDeltaAndTheRepeatedFeature() {
        Matrix dense = product.dense();
        assertThat(dense.rows()).isEqualTo(10);
        assertThat(dense.columns()).isEqualTo(24);
        assertThat(dense.get(7, 3 * 4 + 2))
                .isEqualTo(product.delta().get(2, 7) * product.features().get(3, 3));
    }

    @Test
    void productsAndGramAgreeWithTheDenseMatrix() {
        Matrix dense = product.dense();
        double[] v = RandomCase.vector(24, 3);
        double[] u = RandomCase.vector(10, 4);
        TrainingJacobianTest.assertClose(product.times(v), Products.times(dense, v), 1e-13);
        TrainingJacobianTest.assertClose(product.transposedTimes(u), Products.transposedTimes(dense, u), 1e-13);
        assertThat(product.outerGram().minus(Products.outerGram(dense)).maxAbs())
                .isCloseTo(0, within(1e-13));
    }

    @Test
    void lemma1BoundsTheSmallestSingularValueFromBelow() {
        double[] values = Svd.valuesOf(product.dense());
        double bound = product.smallestSingularValueBound();
        assertThat(bound).isPositive().isLessThanOrEqualTo(values[values.length - 1] * (1 + 1e-12));
    }

    @Test
    void dependentFeaturesMakeTheBoundZero() {
        assertThat(new BroadcastProduct(RandomCase.gaussian(4, 10, 1), RandomCase.gaussian(3, 5, 2))
                        .smallestSingularValueBound())
                .isZero();
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new BroadcastProduct(Matrix.zeros(2, 7), Matrix.zeros(2, 3)))
                .hasMessageContaining("expected a multiple of the 3 samples");
    }
}
