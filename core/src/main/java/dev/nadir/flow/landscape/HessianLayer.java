package dev.nadir.flow.landscape;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;

/**
 * What the Hessian needs of one layer, on a block of samples, which are the rows.
 *
 * @param layer the layer
 * @param offset where its parameters begin in θ
 * @param features ã, n x F
 * @param slope σ'(z), n x M
 * @param delta ∂C/∂z, n x M
 * @param bend ∂²C/∂z² at fixed inputs, the diagonal of S but for what comes from above: ∂C/∂a ∘ σ''(z), n x M
 */
record HessianLayer(Layer layer, int offset, Matrix features, Matrix slope, Matrix delta, Matrix bend) {

    static HessianLayer[] of(ForwardPass pass, Backward backward, int from, int to) {
        HessianLayer[] all = new HessianLayer[pass.network().layers().size()];
        int offset = 0;
        for (int l = 0; l < all.length; l++) {
            Layer layer = pass.network().layers().get(l);
            Matrix z = pass.preActivations().get(l).columns(from, to);
            Matrix upper = backward.upper()[l].columns(from, to);
            Matrix bend = Backward.times(upper, layer.activation().applySecondDerivative(z));
            Matrix slope = backward.slope()[l].columns(from, to);
            if (l == all.length - 1) {
                bend = bend.plus(1.0 / pass.outputs().columns(), Backward.times(slope, slope));
            }
            all[l] = new HessianLayer(
                    layer,
                    offset,
                    layer.features(pass.activations().get(l).columns(from, to)).transpose(),
                    slope.transpose(),
                    backward.delta()[l].columns(from, to).transpose(),
                    bend.transpose());
            offset += Math.toIntExact(layer.parameterCount());
        }
        return all;
    }

    int samples() {
        return slope.rows();
    }

    int units() {
        return slope.columns();
    }

    int parameters() {
        return Math.toIntExact(layer.parameterCount());
    }

    /** Multiplies column k of a matrix with rows (sample, anything) by σ'_k, sample by sample; changes and returns it. */
    Matrix sloped(Matrix columns) {
        int n = samples();
        double[] data = columns.data();
        for (int k = 0, at = 0; k < columns.columns(); k++) {
            for (int end = at + columns.rows(); at < end; at += n) {
                for (int i = 0; i < n; i++) {
                    data[at + i] *= slope.data()[k * n + i];
                }
            }
        }
        return columns;
    }

    /** c δ: what W receives when the activation below moves. */
    Matrix signalDelta() {
        double c = layer.parametrization().factor();
        return c == 1 ? delta : delta.map(value -> c * value);
    }

    /** ∂a/∂z with rows (sample, unit): σ' on the diagonal. */
    Matrix activated() {
        int n = samples();
        Matrix diagonal = Matrix.zeros(n * units(), units());
        for (int k = 0; k < units(); k++) {
            System.arraycopy(slope.data(), k * n, diagonal.data(), n * (k + units() * k), n);
        }
        return diagonal;
    }
}
