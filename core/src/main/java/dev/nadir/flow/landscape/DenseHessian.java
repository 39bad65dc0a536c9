package dev.nadir.flow.landscape;

import dev.nadir.linalg.Block;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import java.util.stream.IntStream;

/**
 * The dense Hessian ∇²C by matrix products, one block per pair of layers l ≤ m. With the features ã of each layer, δ^m =
 * ∂C/∂z^m and, for every sample i,
 *
 * <pre>
 * S^m = ∂²C/∂z^m∂z^m = σ'_m (W_{m+1}ᵀ S^{m+1} W_{m+1}) σ'_m + diag(∂C/∂a^m ∘ σ''_m)     (for the outputs σ'²/N instead of S)
 * G^{lm} = (∂z^m/∂z^l)ᵀ S^m,   E^{lm} = ∂a^{m−1}/∂z^l,   both from l + 1 to l by W_{l+1} and σ'_l
 * ∂²C/∂W_l[k,j]∂W_m[k',j'] = Σ_i G^{lm}_{kk'i} (ã^l_{ji} ã^m_{j'i}) + Σ_i E^{lm}_{kj'i} (ã^l_{ji} δ^m_{k'i})
 * </pre>
 *
 * <p>The first sum is one product of the matrices (i; k, k') and (i; j, j'), N K² flops over all pairs, as many as DᵀD
 * takes; the second one has only j' = k for neighbouring layers. Samples and features are taken in blocks that stay in the cache.
 * Exactly symmetric.
 */
final class DenseHessian {
    private static final int BLOCK_NUMBERS = 1 << 18; // S of one layer: 2 MB
    private static final int LEAST_SAMPLES = 8;
    private static final int PRODUCT_NUMBERS = 1 << 16;

    private final HessianLayer[] layers;
    private final int samples;
    private final int size;
    private final double[] hessian;

    private DenseHessian(HessianLayer[] layers, Matrix hessian) {
        this.layers = layers;
        this.samples = layers[0].samples();
        this.size = hessian.rows();
        this.hessian = hessian.data();
    }

    static Matrix of(ForwardPass pass, Matrix labels) {
        int parameters = Math.toIntExact(pass.network().parameterCount());
        long widest = pass.network().layers().stream()
                .mapToLong(Layer::outputDim)
                .max()
                .orElseThrow();
        int count = labels.columns();
        int block = (int) Math.min(count, Math.max(LEAST_SAMPLES, BLOCK_NUMBERS / (widest * widest)));
        Matrix hessian = Matrix.zeros(parameters, parameters);
        Backward backward = Backward.of(pass, Cost.outputGradient(pass.outputs(), labels));
        for (int from = 0; from < count; from += block) {
            HessianLayer[] layers = HessianLayer.of(pass, backward, from, Math.min(count, from + block));
            new DenseHessian(layers, hessian).accumulate();
        }
        return Products.mirrored(hessian);
    }

    /** From the last layer to the first; S, G and E have rows (sample, unit of m or m − 1) and a column per unit of l. */
    private void accumulate() {
        Matrix carried = Matrix.zeros(0, 0); // G^{m,m+1}
        for (int m = layers.length - 1; m >= 0; m--) {
            Matrix g = second(m, carried);
            addCurved(layers[m], layers[m], g);
            Matrix e = Matrix.zeros(0, 0);
            for (int l = m - 1; l >= 0; l--) {
                Matrix weight = layers[l + 1].layer().jacobianWeight();
                g = layers[l].sloped(Products.times(g, weight));
                addCurved(layers[l], layers[m], g);
                if (l == m - 1) {
                    carried = g;
                    e = layers[l].activated();
                    addNeighbour(layers[l], layers[m]);
                } else {
                    e = layers[l].sloped(Products.times(e, weight));
                    addSignal(layers[l], layers[m], e);
                }
            }
        }
    }

    /** S^m. */
    private Matrix second(int m, Matrix carried) {
        int units = layers[m].units();
        int height = samples * units;
        Matrix second = Matrix.zeros(height, units);
        double[] data = second.data();
        if (m + 1 < layers.length) {
            int above = samples * layers[m + 1].units();
            Matrix weight = layers[m + 1].layer().jacobianWeight();
            for (int k = 0; k < units; k++) {
                Products.times(
                        new Block(carried.data(), k * above, samples),
                        samples,
                        weight,
                        new Block(data, k * height, samples));
                for (int i = 0; i < height; i++) {
                    data[k * height + i] *= layers[m].slope().data()[i];
                }
            }
        }
        for (int k = 0; k < units; k++) {
            for (int i = 0; i < samples; i++) {
                data[k * (height + samples) + i] += layers[m].bend().data()[k * samples + i];
            }
        }
        return second;
    }

    /** Σ G ã ã into the rows of m and the columns of l; for l = m only j' ≥ j. */
    private void addCurved(HessianLayer lower, HessianLayer upper, Matrix g) {
        int pairs = lower.units() * upper.units();
        int width = upper.features().columns();
        int chunk = Math.max(1, PRODUCT_NUMBERS / (pairs * width));
        Matrix units = new Matrix(samples, pairs, g.data());
        for (int j = 0; j < lower.features().columns(); j += chunk) {
            int end = Math.min(lower.features().columns(), j + chunk);
            int[] columns = featurePairs(j, end, width, lower == upper);
            Matrix features = Matrix.zeros(samples, columns.length / 2);
            for (int p = 0; p < columns.length / 2; p++) {
                multiply(lower.features(), columns[2 * p], upper.features(), columns[2 * p + 1], features, p);
            }
            Matrix product = Products.transposedTimes(units, features);
            for (int p = 0; p < columns.length / 2; p++) {
                for (int k = 0; k < lower.units(); k++) {
                    int from = p * pairs + k * upper.units();
                    addRun(product, from, upper.units(), place(upper, columns[2 * p + 1], lower, columns[2 * p], k));
                }
            }
        }
    }

    /** Pairs (j, j') one after the other. */
    private static int[] featurePairs(int from, int to, int width, boolean own) {
        IntStream.Builder pairs = IntStream.builder();
        for (int j = from; j < to; j++) {
            for (int other = own ? j : 0; other < width; other++) {
                pairs.add(j).add(other);
            }
        }
        return pairs.build().toArray();
    }

    /** Where the run over the units of m of ∂²C/∂W_l[k,j]∂W_m[·,j'] begins. */
    private int place(HessianLayer upper, int other, HessianLayer lower, int j, int k) {
        return upper.offset() + other * upper.units() + (lower.offset() + j * lower.units() + k) * size;
    }

    private void addRun(Matrix product, int from, int length, int to) {
        double[] source = product.data();
        for (int u = 0; u < length; u++) {
            hessian[to + u] += source[from + u];
        }
    }

    /** Column {@code to} of the target becomes the entrywise product of two columns. */
    private void multiply(Matrix a, int column, Matrix b, int other, Matrix target, int to) {
        double[] first = a.data();
        double[] second = b.data();
        double[] product = target.data();
        int n = samples;
        for (int i = 0; i < n; i++) {
            product[to * n + i] = first[column * n + i] * second[other * n + i];
        }
    }

    /** E of the layer just below: W_m[k', k] gets Σ_i δ_k' σ'_k ã_j. */
    private void addNeighbour(HessianLayer lower, HessianLayer upper) {
        Matrix moved = Matrix.zeros(samples, lower.parameters());
        for (int j = 0, to = 0; j < lower.features().columns(); j++) {
            for (int k = 0; k < lower.units(); k++, to++) {
                multiply(lower.features(), j, lower.slope(), k, moved, to);
            }
        }
        Matrix product = Products.transposedTimes(upper.signalDelta(), moved);
        for (int p = 0; p < moved.columns(); p++) {
            int k = p % lower.units();
            addRun(product, p * upper.units(), upper.units(), place(upper, k, lower, p / lower.units(), k));
        }
    }

    /** E of a layer further below: a full matrix (i; j', k). */
    private void addSignal(HessianLayer lower, HessianLayer upper, Matrix e) {
        int signals = upper.layer().inputDim();
        Matrix moved = new Matrix(samples, signals * lower.units(), e.data());
        Matrix weighted = Matrix.zeros(samples, upper.units());
        for (int j = 0; j < lower.features().columns(); j++) {
            for (int u = 0; u < upper.units(); u++) {
                multiply(lower.features(), j, upper.signalDelta(), u, weighted, u);
            }
            Matrix product = Products.transposedTimes(weighted, moved);
            int run = upper.units() * signals;
            for (int k = 0; k < lower.units(); k++) {
                addRun(product, k * run, run, place(upper, 0, lower, j, k));
            }
        }
    }
}
