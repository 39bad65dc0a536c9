package dev.nadir.model;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.random.RandomGenerator;

/**
 * The block of a matrix of parameters that multiplies features at T positions of every sample, as in a convolution or along
 * a sequence: row r of sample i is G_r = Σ_t δ_{r,t} ã_{i,t}ᵀ. {@link BroadcastProduct} is the case of one position.
 *
 * <p>(GGᵀ)_{rs} = Σ_{t,t'} (ã_{i,t} · ã_{j,t'}) (δ_{r,t} · δ_{s,t'}) without forming G, N²T²n + (QN)²T²m flops. Entry
 * (k, j) of G_r is column j·m + k of the block, as in {@link BroadcastProduct}.
 *
 * @param delta δ, m x QN·T, column r·T + t
 * @param features ã, n x N·T, column i·T + t
 * @param positions T
 */
public record PositionProduct(Matrix delta, Matrix features, int positions) implements JacobianBlock {

    /** Checks that every sample has the same number of rows. */
    public PositionProduct {
        if (positions < 1 || features.columns() == 0 || features.columns() % positions != 0) {
            throw new IllegalArgumentException("features: got " + features.columns()
                    + " columns, expected a positive multiple of the positions = " + positions);
        }
        if (delta.columns() % features.columns() != 0) {
            throw new IllegalArgumentException(
                    "delta: got " + delta.columns() + " columns, expected a multiple of N·T = " + features.columns());
        }
    }

    /**
     * The cheaper of the forms for given sizes, which do not depend on N: one position as a {@link BroadcastProduct}; this
     * one unless {@link #writingOutIsCheaper}; else written out.
     */
    public static JacobianBlock cheapest(Matrix delta, Matrix features, int positions) {
        if (positions == 1) {
            return new BroadcastProduct(delta, features);
        }
        PositionProduct product = new PositionProduct(delta, features, positions);
        boolean written = writingOutIsCheaper(delta.rows(), features.rows(), product.repeats(), positions);
        return written ? product.writtenOut() : product;
    }

    /**
     * Whether the kernel of rows written out costs no more than that by positions, T²(n + Q²m) &ge; Q²mn.
     *
     * @param m rows of the matrix of parameters
     * @param n its columns
     * @param repeats Q
     * @param positions T
     */
    public static boolean writingOutIsCheaper(int m, int n, int repeats, int positions) {
        double pairs = (double) positions * positions;
        double outputs = (double) repeats * repeats;
        return positions > 1 && pairs * (n + outputs * m) >= outputs * m * n;
    }

    /** The same as dense rows; 2QN·T·mn flops. */
    public DenseRows writtenOut() {
        int size = Math.toIntExact(columns());
        double[] gradients = Matrix.numbers(columns(), rows());
        for (int i = 0; i < samples(); i++) {
            Matrix here = features.columns(i * positions, (i + 1) * positions);
            for (int r = i * repeats(); r < (i + 1) * repeats(); r++) {
                Matrix gradient = Products.timesTransposed(delta.columns(r * positions, (r + 1) * positions), here);
                System.arraycopy(gradient.data(), 0, gradients, r * size, size);
            }
        }
        return new DenseRows(new Matrix(size, rows(), gradients));
    }

    @Override
    public int rows() {
        return delta.columns() / positions;
    }

    @Override
    public long columns() {
        return (long) delta.rows() * features.rows();
    }

    /** N. */
    public int samples() {
        return features.columns() / positions;
    }

    /** Q, the rows per sample. */
    public int repeats() {
        return delta.columns() / features.columns();
    }

    @Override
    public Matrix outerGram() {
        Matrix gram = crossGram(this);
        for (int c = 0;
                c < gram.columns();
                c++) { // the sums over t and t' of an entry and its mirror run in another order
            for (int r = 0; r < c; r++) {
                gram.data()[r + c * gram.rows()] = gram.data()[c + r * gram.rows()];
            }
        }
        return gram;
    }

    @Override
    public Matrix crossGram(JacobianBlock other) {
        if (!(other instanceof PositionProduct that && that.positions == positions)) {
            throw new IllegalArgumentException(
                    "other block: got " + other + ", expected a product with " + positions + " positions");
        }
        Matrix gram = Matrix.zeros(rows(), that.rows());
        int here = repeats() * positions;
        for (int i = 0; i < samples(); i++) { // sample by sample, so that the products fit into memory
            Matrix ofFeatures =
                    Products.transposedTimes(features.columns(i * positions, (i + 1) * positions), that.features);
            Matrix ofDelta = Products.transposedTimes(delta.columns(i * here, (i + 1) * here), that.delta);
            contract(gram, i, ofFeatures, ofDelta);
        }
        return gram;
    }

    /** Row (i, q), column s of the Gram matrix: Σ_{t,t'} ofFeatures(t, jT + t') ofDelta(qT + t, sT + t'). */
    private void contract(Matrix gram, int i, Matrix ofFeatures, Matrix ofDelta) {
        int t = positions;
        int q = repeats();
        for (int s = 0; s < gram.columns(); s++) {
            int sample = s / (gram.columns() * t / ofFeatures.columns()) * t;
            for (int row = 0; row < q; row++) {
                double sum = 0;
                for (int column = 0; column < t; column++) {
                    int a = (sample + column) * t;
                    int b = row * t + (s * t + column) * q * t;
                    for (int k = 0; k < t; k++) {
                        sum += ofFeatures.data()[a + k] * ofDelta.data()[b + k];
                    }
                }
                gram.data()[i * q + row + s * gram.rows()] = sum;
            }
        }
    }

    @Override
    public double squaredNorm() {
        double sum = 0;
        for (int r = 0; r < rows(); r++) {
            int i = r / repeats();
            double[] ofFeatures = Products.gram(features.columns(i * positions, (i + 1) * positions))
                    .data();
            double[] ofDelta = Products.gram(delta.columns(r * positions, (r + 1) * positions))
                    .data();
            for (int k = 0; k < ofDelta.length; k++) {
                sum += ofFeatures[k] * ofDelta[k];
            }
        }
        return sum;
    }

    /** One per feature. */
    @Override
    public int parts() {
        return features.rows();
    }

    /** The m columns of feature j. */
    @Override
    public Matrix transposedColumns(int j) {
        int m = delta.rows();
        double[] block = Matrix.numbers(m, rows());
        for (int r = 0; r < rows(); r++) {
            for (int t = 0; t < positions; t++) {
                double factor = features.get(j, r / repeats() * positions + t);
                int from = (r * positions + t) * m;
                for (int k = 0; k < m; k++) {
                    block[r * m + k] += factor * delta.data()[from + k];
                }
            }
        }
        return new Matrix(m, rows(), block);
    }

    /** Ω with columns u vᵀ of rank one: (GΩ)_r = Σ_t (δ_{r,t} · u)(ã_{i,t} · v). */
    @Override
    public void addSketch(Matrix sum, RandomGenerator random) {
        Matrix u = RandomEntries.centred(delta.rows(), sum.columns(), random);
        Matrix v = RandomEntries.centred(features.rows(), sum.columns(), random);
        Matrix left = Products.transposedTimes(delta, u);
        Matrix right = Products.transposedTimes(features, v);
        int q = repeats();
        for (int c = 0; c < sum.columns(); c++) {
            for (int r = 0; r < rows(); r++) {
                double entry = 0;
                for (int t = 0; t < positions; t++) {
                    entry += left.get(r * positions + t, c) * right.get(r / q * positions + t, c);
                }
                sum.data()[r + c * sum.rows()] += entry;
            }
        }
    }
}
