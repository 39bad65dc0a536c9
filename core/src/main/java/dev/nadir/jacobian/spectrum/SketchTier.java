package dev.nadir.jacobian.spectrum;

import dev.nadir.jacobian.JacobianFactors;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The rank-one sketch S = Σ_l (δ^lᵀ U_l) ∘ (repeat_Q (A; 1)ᵀ V_l) / √s: D applied to s random matrices u vᵀ per layer, by
 * layer-sized products (mathematics §3.2). With s = 4QN every singular value of S is within about 0.7 to 1.2 times that
 * of D, relative to itself, because nothing is squared.
 */
final class SketchTier {
    /** s / QN. */
    static final int OVERSAMPLING = 4;

    private static final double ROOT_12 = Math.sqrt(12);

    private SketchTier() {}

    static double flops(TrainingJacobian jacobian) {
        double rows = jacobian.rows();
        double products = 0;
        for (int layer : jacobian.selection().layers()) {
            var chosen = jacobian.network().layers().get(layer - 1);
            products += 2 * rows * chosen.outputDim() + 2.0 * jacobian.samples() * chosen.inputDim();
        }
        return OVERSAMPLING * rows * products + (2 * OVERSAMPLING + 20) * rows * rows * rows;
    }

    static SingularPairs of(TrainingJacobian jacobian, long seed) {
        int rows = jacobian.rows();
        StreamedQr stream = new StreamedQr(rows);
        JacobianFactors factors = jacobian.factors();
        SplittableRandom random = new SplittableRandom(seed);
        for (int part = 0; part < OVERSAMPLING; part++) { // QN columns of S at a time, as rows of Sᵀ
            stream.add(columns(factors, rows, random.split()).transpose());
        }
        Svd svd = Svd.of(stream.finish());
        double scale = 1 / Math.sqrt((double) OVERSAMPLING * rows);
        double[] values = new double[svd.values().length];
        for (int k = 0; k < values.length; k++) {
            values[k] = scale * svd.values()[k];
        }
        return new SingularPairs(values, svd.rightTransposed().transpose()).first(jacobian.leastDim());
    }

    /** The sketch of a chosen number of columns, without the factor 1/√s, QN x count. */
    static Matrix columns(JacobianFactors factors, int count, RandomGenerator random) {
        Matrix sum = null;
        for (BroadcastProduct block : factors.products()) {
            Matrix u = centred(block.delta().rows(), count, random);
            Matrix v = centred(block.features().rows(), count, random);
            Matrix left = Products.transposedTimes(block.delta(), u);
            Matrix right = Products.transposedTimes(block.features(), v);
            sum = accumulate(sum, left, right, block.repeats());
        }
        return sum;
    }

    private static Matrix accumulate(Matrix sum, Matrix left, Matrix right, int repeats) {
        Matrix total = sum == null ? Matrix.zeros(left.rows(), left.columns()) : sum;
        int at = 0;
        for (int c = 0; c < left.columns(); c++) {
            for (int i = 0; i < right.rows(); i++) {
                double factor = right.data()[c * right.rows() + i];
                for (int q = 0; q < repeats; q++, at++) {
                    total.data()[at] += factor * left.data()[at];
                }
            }
        }
        return total;
    }

    /** Uniform of variance 1: four times as fast to draw as normal numbers, and with lighter tails. */
    private static Matrix centred(int rows, int columns, RandomGenerator random) {
        double[] data = new double[Matrix.length(rows, columns)];
        for (int i = 0; i < data.length; i++) {
            data[i] = ROOT_12 * (random.nextDouble() - 0.5);
        }
        return new Matrix(rows, columns, data);
    }
}
