package dev.nadir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.SplittableRandom;

/** What holds for every model at inputs where it is smooth, checked against D built column by column from D v. */
public final class EvaluationContract {
    private static final double EPS = Math.ulp(1.0);

    private EvaluationContract() {}

    /** All of it; K and QN of a few hundred at most. */
    public static void check(Model model, Matrix inputs) {
        Evaluation at = model.at(inputs);
        Matrix dense = byColumns(at);
        double accuracy = 64 * EPS * Math.sqrt(dense.columns() + dense.rows()); // sums of that many terms, random signs
        parametersAreTheColumns(model, at, inputs);
        directionsAgreeWithDifferences(model, at, inputs);
        assertNear(at.dense(), dense, accuracy * dense.frobeniusNorm());
        transposedProductIsAdjoint(at, dense, accuracy);
        kernelIsTheSumOfTheBlocks(at, dense, accuracy);
        pairsOfSampleRangesFillTheKernel(at, dense, accuracy);
        streamedColumnsHaveTheKernel(at, dense, accuracy);
    }

    /** D from one product per column. */
    public static Matrix byColumns(Evaluation at) {
        int k = Math.toIntExact(at.columns());
        Matrix dense = Matrix.zeros(at.rows(), k);
        for (int j = 0; j < k; j++) {
            double[] unit = new double[k];
            unit[j] = 1;
            System.arraycopy(at.times(unit), 0, dense.data(), j * at.rows(), at.rows());
        }
        return dense;
    }

    private static void parametersAreTheColumns(Model model, Evaluation at, Matrix inputs) {
        Parameters parameters = model.parameters();
        assertThat((long) parameters.count()).isEqualTo(at.columns());
        assertThat(at.rows()).isEqualTo(model.outputDim() * inputs.columns());
        assertThat(model.outputs(inputs)).isEqualTo(at.outputs());
        assertThat(model.withParameters(parameters.values()).outputs(inputs)).isEqualTo(at.outputs());
        assertThat(at.theta()).isEqualTo(parameters.values());
        double[] theta =
                moved(at.theta(), 0.1, gaussian(at.theta().length, 1, 4).data());
        assertThat(at.at(theta).outputs()).isEqualTo(model.withParameters(theta).outputs(inputs));
    }

    /** Central differences with h = 1e-5: error h² times a third derivative of order one, and ε/h of rounding. */
    private static void directionsAgreeWithDifferences(Model model, Evaluation at, Matrix inputs) {
        double[] theta = model.parameters().values();
        double[] v = gaussian(theta.length, 1, 5).data();
        double h = 1e-5;
        Matrix above = model.withParameters(moved(theta, h, v)).outputs(inputs);
        Matrix below = model.withParameters(moved(theta, -h, v)).outputs(inputs);
        Matrix slope = above.minus(below).map(difference -> difference / (2 * h));
        double scale = slope.frobeniusNorm() + at.outputs().frobeniusNorm();
        assertNear(new Matrix(slope.rows(), slope.columns(), at.times(v)), slope, 1e-6 * scale);
    }

    private static double[] moved(double[] theta, double factor, double[] v) {
        double[] moved = theta.clone();
        for (int k = 0; k < moved.length; k++) {
            moved[k] += factor * v[k];
        }
        return moved;
    }

    private static void transposedProductIsAdjoint(Evaluation at, Matrix dense, double accuracy) {
        double[] u = gaussian(at.rows(), 1, 6).data();
        Matrix expected = Matrix.column(Products.transposedTimes(dense, u));
        double scale = dense.frobeniusNorm() * Matrix.column(u).frobeniusNorm();
        assertNear(Matrix.column(at.transposedTimes(u)), expected, accuracy * scale);
    }

    private static void kernelIsTheSumOfTheBlocks(Evaluation at, Matrix dense, double accuracy) {
        Matrix sum = Matrix.zeros(at.rows(), at.rows());
        double trace = 0;
        for (JacobianBlock block : at.blocks()) {
            Matrix gram = block.outerGram();
            assertThat(gram).isEqualTo(gram.transpose());
            sum = sum.plus(1, gram);
            trace += block.squaredNorm();
        }
        double scale = dense.frobeniusNorm() * dense.frobeniusNorm();
        assertNear(sum, Products.outerGram(dense), accuracy * scale);
        assertThat(trace).isCloseTo(scale, within(accuracy * scale));
        assertThat(at.blocks().stream().mapToLong(JacobianBlock::columns).sum()).isEqualTo(at.columns());
    }

    private static void pairsOfSampleRangesFillTheKernel(Evaluation at, Matrix dense, double accuracy) {
        int half = at.samples() / 2;
        List<? extends JacobianBlock> first = at.blocks(0, half);
        List<? extends JacobianBlock> second = at.blocks(half, at.samples());
        int above = half * at.outputDim();
        Matrix cross = Matrix.zeros(above, at.rows() - above);
        for (int k = 0; k < first.size(); k++) {
            cross = cross.plus(1, first.get(k).crossGram(second.get(k)));
        }
        Matrix expected = Products.timesTransposed(dense.rows(0, above), dense.rows(above, at.rows()));
        assertNear(cross, expected, accuracy * dense.frobeniusNorm() * dense.frobeniusNorm());
    }

    private static void streamedColumnsHaveTheKernel(Evaluation at, Matrix dense, double accuracy) {
        Matrix sum = Matrix.zeros(at.rows(), at.rows());
        for (JacobianBlock block : at.blocks()) {
            for (int part = 0; part < block.parts(); part++) {
                sum = sum.plus(1, Products.gram(block.transposedColumns(part)));
            }
        }
        double scale = dense.frobeniusNorm() * dense.frobeniusNorm();
        assertNear(sum, Products.outerGram(dense), accuracy * scale);
    }

    /** Entries of variance one. */
    public static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    static void assertNear(Matrix actual, Matrix expected, double tolerance) {
        assertThat(actual.minus(expected).maxAbs()).isLessThanOrEqualTo(tolerance);
    }
}
