package dev.nadir.model;

import static dev.nadir.model.EvaluationContract.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JacobianBlockTest {
    private static final int N = 4;
    private static final int Q = 3;

    /** With T = 2 and 7 features positions are cheaper, with T = 6 and 2 features writing out is. */
    @TestFactory
    Stream<DynamicTest> modelsOfEveryKindKeepTheContract() {
        return Stream.of(
                        new SequenceModel.Sizes(2, 9, 4, 3, 2),
                        new SequenceModel.Sizes(6, 2, 3, 50, 3),
                        new SequenceModel.Sizes(1, 5, 2, 4, 1))
                .map(sizes -> DynamicTest.dynamicTest(sizes.toString(), () -> {
                    SequenceModel model = SequenceModel.random(sizes, 1);
                    EvaluationContract.check(model, model.inputs(7, 2));
                }));
    }

    @Test
    void theCheaperFormOfAProductWithPositionsIsTaken() {
        assertThat(PositionProduct.cheapest(gaussian(5, N * Q, 1), gaussian(6, N, 2), 1))
                .isInstanceOf(BroadcastProduct.class);
        assertThat(PositionProduct.cheapest(gaussian(50, N * Q * 3, 1), gaussian(60, N * 3, 2), 3))
                .isInstanceOf(PositionProduct.class);
        assertThat(PositionProduct.cheapest(gaussian(5, N * Q * 9, 1), gaussian(6, N * 9, 2), 9))
                .isInstanceOf(DenseRows.class);
    }

    @Test
    void bothFormsOfAProductWithPositionsAgree() {
        PositionProduct product = new PositionProduct(gaussian(5, N * Q * 3, 1), gaussian(6, N * 3, 2), 3);
        DenseRows dense = product.writtenOut();
        double accuracy = 1e-13 * dense.squaredNorm();
        EvaluationContract.assertNear(product.outerGram(), dense.outerGram(), accuracy);
        assertThat(dense.columns()).isEqualTo(product.columns());
        for (int j = 0; j < product.parts(); j++) {
            Matrix part = dense.gradients().rows(j * 5, j * 5 + 5);
            EvaluationContract.assertNear(product.transposedColumns(j), part, accuracy);
        }
    }

    @Test
    void anEntryLookedUpTwiceByASampleAddsItsParts() {
        Matrix delta = gaussian(2, 2 * 3, 1); // two samples, one row each, three positions
        TableRows rows = TableRows.of(9, new int[][] {{7, 1, 7}, {1, 1, 7}}, delta);
        Matrix seven = Matrix.zeros(2, 2);
        Matrix one = Matrix.zeros(2, 2);
        for (int k = 0; k < 2; k++) {
            seven.data()[k] = delta.get(k, 0) + delta.get(k, 2);
            seven.data()[2 + k] = delta.get(k, 5);
            one.data()[k] = delta.get(k, 1);
            one.data()[2 + k] = delta.get(k, 3) + delta.get(k, 4);
        }
        Matrix expected = Products.gram(seven).plus(1, Products.gram(one));
        EvaluationContract.assertNear(rows.outerGram(), expected, 1e-15 * expected.frobeniusNorm() * 8);
        assertThat(rows.columns()).isEqualTo(18);
        assertThat(rows.parts()).isEqualTo(2);
    }

    /** The sketch G Ω of s columns: the mean of its Gram matrix over s is GGᵀ, with a relative error of √(c/s). */
    @TestFactory
    Stream<DynamicTest> sketchesHaveTheKernelAsTheirMean() {
        PositionProduct positions = new PositionProduct(gaussian(5, N * Q * 3, 1), gaussian(6, N * 3, 2), 3);
        int[][] ids = {{1, 2}, {2, 2}, {3, 1}, {1, 1}};
        return Stream.of(
                        new BroadcastProduct(gaussian(5, N * Q, 1), gaussian(6, N, 2)),
                        positions,
                        positions.writtenOut(),
                        TableRows.of(5, ids, gaussian(4, N * Q * 2, 1)))
                .map(block ->
                        DynamicTest.dynamicTest(block.getClass().getSimpleName(), () -> sketchHasTheKernel(block)));
    }

    private static void sketchHasTheKernel(JacobianBlock block) {
        int columns = 100_000;
        Matrix sketch = Matrix.zeros(block.rows(), columns);
        block.addSketch(sketch, new SplittableRandom(3));
        Matrix mean = Products.outerGram(sketch).map(entry -> entry / columns);
        // entries of one column have a relative variance of about 10, rank-one columns included
        EvaluationContract.assertNear(
                mean,
                block.outerGram(),
                6 * Math.sqrt(10.0 / columns) * block.outerGram().maxAbs());
    }

    @Test
    void blocksOfAnotherKindAreRefused() {
        DenseRows dense = new DenseRows(gaussian(5, 6, 1));
        BroadcastProduct product = new BroadcastProduct(gaussian(5, 6, 1), gaussian(2, 3, 1));
        TableRows table = TableRows.of(5, new int[][] {{1}}, gaussian(2, 1, 1));
        PositionProduct positions = new PositionProduct(gaussian(5, 6, 1), gaussian(2, 6, 1), 2);
        assertThatThrownBy(() -> dense.crossGram(product)).hasMessageContaining("expected dense rows");
        assertThatThrownBy(() -> product.crossGram(dense)).hasMessageContaining("expected a broadcast product");
        assertThatThrownBy(() -> table.crossGram(dense)).hasMessageContaining("expected rows of the same table");
        assertThatThrownBy(() -> positions.crossGram(dense)).hasMessageContaining("with 2 positions");
        assertThatThrownBy(() -> TableRows.of(5, new int[][] {{5}}, gaussian(2, 1, 1)))
                .hasMessage("ids of sample 1: got 5, expected 0 to 4");
        assertThatThrownBy(() -> new PositionProduct(gaussian(2, 5, 1), gaussian(2, 4, 1), 2))
                .hasMessageContaining("expected a multiple of N·T = 4");
    }
}
