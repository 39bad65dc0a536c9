package dev.nadir.model;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import java.util.random.RandomGenerator;

/**
 * The broadcast vectorized tensor product δᵀ ⊗̄ ãᵀ of [CM] Definition 4.2: the row-wise Kronecker product, in which every
 * sample's feature row is repeated for each of its Q rows of δᵀ. It is the block of D that belongs to one layer.
 *
 * <p>With δ of shape m x QN and ã of shape n x N the product is QN x mn, and with r = i·Q + q
 *
 * <p>entry (r, j·m + k) = δ(k, r) · ã(j, i).
 *
 * <p>For a layer of the network m = M_l, n = M_{l-1} + 1 and ã = (a^{l-1}; 1), so the columns are in the order vec(W_l)
 * by columns, then b_l. It is never formed except by {@link #dense()}: memory mQN + nN.
 *
 * @param delta δ, m x QN
 * @param features ã, n x N; N divides QN
 */
public record BroadcastProduct(Matrix delta, Matrix features) implements JacobianBlock {

    /** Checks that every sample has the same number of rows. */
    public BroadcastProduct {
        if (features.columns() == 0 || delta.columns() % features.columns() != 0) {
            throw new IllegalArgumentException("delta: got " + delta.columns() + " columns, expected a multiple of the "
                    + features.columns() + " samples");
        }
    }

    /** QN. */
    @Override
    public int rows() {
        return delta.columns();
    }

    /** m n. */
    @Override
    public long columns() {
        return (long) delta.rows() * features.rows();
    }

    /** N. */
    public int samples() {
        return features.columns();
    }

    /** Q, the rows per sample. */
    public int repeats() {
        return delta.columns() / features.columns();
    }

    /**
     * The product with a vector, read as a matrix V of shape m x n by columns: entry (i, q) is δ_{iq}ᵀ V ã_i. Cost
     * 2mnN + 2mQN flops.
     *
     * @param v of length mn
     */
    public double[] times(double[] v) {
        Matrix moved = Products.times(new Matrix(delta.rows(), features.rows(), v), features);
        double[] product = new double[rows()];
        int m = delta.rows();
        for (int r = 0; r < product.length; r++) {
            product[r] = dot(delta.data(), r * m, moved.data(), r / repeats() * m, m);
        }
        return product;
    }

    /**
     * The transposed product Σ_{iq} u_{iq} δ_{iq} ã_iᵀ as a vector of length mn. Cost 2mnN + 2mQN flops.
     *
     * @param u of length QN
     */
    public double[] transposedTimes(double[] u) {
        if (u.length != rows()) {
            throw new IllegalArgumentException("vector: got " + u.length + " entries, expected QN = " + rows());
        }
        int m = delta.rows();
        Matrix weighted = Matrix.zeros(m, samples());
        for (int r = 0; r < u.length; r++) {
            int to = r / repeats() * m;
            for (int k = 0; k < m; k++) {
                weighted.data()[to + k] += u[r] * delta.data()[r * m + k];
            }
        }
        return Products.timesTransposed(weighted, features).data();
    }

    /** The Gram matrix [(ãᵀã) ⊗ 1_{QxQ}] ∘ (δᵀδ), QN x QN, exactly symmetric: this layer's part of DDᵀ. */
    @Override
    public Matrix outerGram() {
        Matrix kernel = Products.gram(delta);
        multiplyRepeated(kernel, Products.gram(features));
        return kernel;
    }

    @Override
    public Matrix crossGram(JacobianBlock other) {
        if (!(other instanceof BroadcastProduct that)) {
            throw new IllegalArgumentException("other block: got " + other + ", expected a broadcast product");
        }
        Matrix kernel = Products.transposedTimes(delta, that.delta);
        multiplyRepeated(kernel, Products.transposedTimes(features, that.features));
        return kernel;
    }

    private void multiplyRepeated(Matrix kernel, Matrix samplesGram) {
        int q = repeats();
        double[] data = kernel.data();
        int at = 0;
        for (int c = 0; c < kernel.columns(); c++) {
            int column = c / q * samplesGram.rows();
            for (int i = 0; i < samplesGram.rows(); i++) {
                double factor = samplesGram.data()[column + i];
                for (int k = 0; k < q; k++, at++) {
                    data[at] *= factor;
                }
            }
        }
    }

    /** The squared Frobenius norm Σ_{iq} |δ_{iq}|² |ã_i|²: the trace of the Gram matrix. */
    @Override
    public double squaredNorm() {
        double sum = 0;
        for (int r = 0; r < rows(); r++) {
            double deltaNorm = squaredColumnNorm(delta, r);
            sum += deltaNorm * squaredColumnNorm(features, r / repeats());
        }
        return sum;
    }

    private static double squaredColumnNorm(Matrix matrix, int column) {
        return dot(matrix.data(), column * matrix.rows(), matrix.data(), column * matrix.rows(), matrix.rows());
    }

    /** One per feature. */
    @Override
    public int parts() {
        return features.rows();
    }

    /** The m columns j·m … j·m + m - 1, dense, transposed: m x QN. Row k is δ(k, ·) times feature j of each sample. */
    @Override
    public Matrix transposedColumns(int j) {
        int m = delta.rows();
        double[] block = new double[delta.data().length];
        for (int r = 0; r < rows(); r++) {
            double factor = features.get(j, r / repeats());
            for (int k = 0; k < m; k++) {
                block[r * m + k] = factor * delta.data()[r * m + k];
            }
        }
        return new Matrix(m, rows(), block);
    }

    /** Ω with columns u vᵀ of rank one, which makes (GΩ)_r = (δ_r · u)(ã_i · v): layer-sized products only. */
    @Override
    public void addSketch(Matrix sum, RandomGenerator random) {
        Matrix u = RandomEntries.centred(delta.rows(), sum.columns(), random);
        Matrix v = RandomEntries.centred(features.rows(), sum.columns(), random);
        Matrix left = Products.transposedTimes(delta, u);
        Matrix right = Products.transposedTimes(features, v);
        int at = 0;
        for (int c = 0; c < left.columns(); c++) {
            for (int i = 0; i < right.rows(); i++) {
                double factor = right.data()[c * right.rows() + i];
                for (int q = 0; q < repeats(); q++, at++) {
                    sum.data()[at] += factor * left.data()[at];
                }
            }
        }
    }

    /**
     * All of it, QN x mn.
     *
     * @throws IllegalArgumentException if it has more entries than one array holds
     */
    public Matrix dense() {
        Matrix dense = new Matrix(rows(), Math.toIntExact(columns()), Matrix.numbers(rows(), columns()));
        int m = delta.rows();
        for (int j = 0; j < features.rows(); j++) {
            for (int k = 0; k < m; k++) {
                int column = (j * m + k) * rows();
                for (int r = 0; r < rows(); r++) {
                    dense.data()[column + r] =
                            delta.data()[r * m + k] * features.data()[r / repeats() * features.rows() + j];
                }
            }
        }
        return dense;
    }

    /**
     * A lower bound of the smallest of the QN singular values: σ_min(ã) · min_i σ_min(δ_i), where δ_i is the m x Q block
     * of sample i and both are 0 if the columns of ã or δ_i are dependent. This is the quantitative form of [CM]
     * Lemma 1: if ã has rank N and every δ_i rank Q, the product has rank QN (block form of Schur's product theorem).
     */
    public double smallestSingularValueBound() {
        return features.columns() > features.rows() ? 0 : smallestSingularValueBound(Svd.valuesOf(features));
    }

    /** The same where the singular values of ã are known. */
    public double smallestSingularValueBound(double[] ofFeatures) {
        if (features.columns() > features.rows()) {
            return 0;
        }
        double smallest = ofFeatures[ofFeatures.length - 1];
        double least = smallest > 0 ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < samples() && smallest > 0; i++) {
            least = Math.min(least, smallestForColumns(deltaOf(i)));
        }
        return smallest > 0 ? smallest * least : 0;
    }

    /** δ_i, the m x Q block of sample i. */
    public Matrix deltaOf(int sample) {
        return delta.columns(sample * repeats(), (sample + 1) * repeats());
    }

    public static double smallestForColumns(Matrix matrix) {
        if (matrix.columns() > matrix.rows()) {
            return 0;
        }
        double[] values = Svd.valuesOf(matrix);
        return values[values.length - 1];
    }

    private static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[aFrom + k] * b[bFrom + k];
        }
        return sum;
    }
}
