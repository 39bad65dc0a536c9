package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.JacobianBlock;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The sketch S = D Ω / √s with s random columns, of rank one where a block is a product: Σ_l (δ^lᵀ U_l) ∘ (repeat_Q (A; 1)ᵀ V_l)
 * / √s for a perceptron, by layer-sized products (mathematics §3.2). With s = 4QN every singular value of S is within about 0.7 to 1.2 times that
 * of D, relative to itself, because nothing is squared.
 */
final class SketchTier {
    /** s / QN. */
    static final int OVERSAMPLING = 4;

    private SketchTier() {}

    static double flops(Evaluation jacobian) {
        double rows = jacobian.rows();
        return OVERSAMPLING * rows * jacobian.sketchFlops() + (2 * OVERSAMPLING + 20) * rows * rows * rows;
    }

    static SingularPairs of(Evaluation jacobian, long seed) {
        int rows = jacobian.rows();
        StreamedQr stream = new StreamedQr(rows);
        Iterable<? extends JacobianBlock> blocks = jacobian.eachBlock();
        SplittableRandom random = new SplittableRandom(seed);
        for (int part = 0; part < OVERSAMPLING; part++) { // QN columns of S at a time, as rows of Sᵀ
            stream.add(columns(blocks, rows, random.split()).transpose());
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
    private static Matrix columns(Iterable<? extends JacobianBlock> blocks, int count, RandomGenerator random) {
        Matrix sum = Matrix.zeros(count, count);
        blocks.forEach(block -> block.addSketch(sum, random));
        return sum;
    }
}
