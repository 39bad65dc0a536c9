package dev.nadir.flow;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import java.util.Arrays;

/**
 * The dense Hessian ∇²C by matrix products. With Z_l = ∂z^l/∂θ, one row per unit and sample,
 *
 * <pre>
 * ∇²C = Σ_l Z_lᵀ diag(∂C/∂a^l ∘ σ''(z^l)) Z_l + Z_{L+1}ᵀ diag(σ'(z^{L+1})²) Z_{L+1}/N + (weight, earlier parameter) terms
 * ∂²/∂W_l[k,j]∂θ_p = Σ_i δ^l_{k,i} ∂a^{l−1}_{j,i}/∂θ_p     for p in a layer before l
 * </pre>
 *
 * <p>Samples are taken in blocks, so that Z stays under {@link #BLOCK_NUMBERS} numbers. Cost about 2 N Σ M_l K² flops.
 */
final class DenseHessian {
    private static final int BLOCK_NUMBERS = 8_000_000;

    private final ForwardPass pass;
    private final Backward backward;
    private final int from;
    private final int to;
    private final int totalSamples;
    private final Matrix hessian;

    private DenseHessian(ForwardPass pass, Backward backward, int[] block, Matrix hessian) {
        this.pass = pass;
        this.backward = backward;
        this.from = block[0];
        this.to = block[1];
        this.totalSamples = pass.outputs().columns();
        this.hessian = hessian;
    }

    static Matrix of(ForwardPass pass, Matrix labels) {
        int parameters = Math.toIntExact(pass.network().parameterCount());
        int widest = Arrays.stream(pass.network().layerDims()).max().orElse(1);
        int samples = labels.columns();
        int block = (int) Math.max(1, Math.min(samples, BLOCK_NUMBERS / ((long) widest * parameters)));
        Matrix hessian = Matrix.zeros(parameters, parameters);
        Backward backward = Backward.of(pass, Cost.outputGradient(pass.outputs(), labels));
        for (int i = 0; i < samples; i += block) {
            new DenseHessian(pass, backward, new int[] {i, Math.min(samples, i + block)}, hessian).accumulate();
        }
        mirrorLower(hessian);
        return hessian;
    }

    private void accumulate() {
        Matrix previous = null; // ∂a^{l-1}/∂θ, M_{l-1} n x (parameters before layer l)
        int before = 0;
        for (int l = 0; l < pass.network().layers().size(); l++) {
            Layer layer = pass.network().layers().get(l);
            Matrix z = pass.preActivations().get(l).columns(from, to);
            Matrix slope = layer.activation().applyDerivative(z);
            int end = before + Math.toIntExact(layer.parameterCount());
            Matrix sensitivity = Matrix.zeros(z.data().length, end);
            if (l > 0) {
                carry(previous, layer, before, sensitivity);
                addMixed(previous, backward.delta()[l].columns(from, to), before);
            }
            ownParameters(pass.activations().get(l).columns(from, to), before, sensitivity);
            addCurvature(sensitivity, curvature(l, layer, z, slope));
            previous = scaleRows(sensitivity, slope.data());
            before = end;
        }
    }

    private void carry(Matrix previous, Layer layer, int before, Matrix sensitivity) {
        int samples = to - from;
        Matrix reshaped = new Matrix(layer.inputDim(), samples * before, previous.data());
        double[] carried = Products.times(layer.weight(), reshaped).data();
        System.arraycopy(carried, 0, sensitivity.data(), 0, carried.length);
    }

    private void ownParameters(Matrix inputs, int before, Matrix sensitivity) {
        int samples = to - from;
        int units = sensitivity.rows() / samples;
        for (int m = 0; m <= inputs.rows(); m++) {
            for (int u = 0; u < units; u++) {
                int column = (before + m * units + u) * sensitivity.rows();
                for (int i = 0; i < samples; i++) {
                    sensitivity.data()[column + u + i * units] = m < inputs.rows() ? inputs.get(m, i) : 1;
                }
            }
        }
    }

    private double[] curvature(int l, Layer layer, Matrix z, Matrix slope) {
        Matrix upper = backward.upper()[l].columns(from, to);
        double[] weights = Backward.times(upper, layer.activation().applySecondDerivative(z))
                .data();
        if (l == pass.network().layers().size() - 1) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] += slope.data()[i] * slope.data()[i] / totalSamples;
            }
        }
        return weights;
    }

    private void addCurvature(Matrix sensitivity, double[] weights) {
        Matrix product = Products.transposedTimes(sensitivity, scaleRows(sensitivity, weights));
        for (int j = 0; j < product.columns(); j++) {
            for (int i = j; i < product.rows(); i++) {
                hessian.data()[i + j * hessian.rows()] += product.data()[i + j * product.rows()];
            }
        }
    }

    private void addMixed(Matrix previous, Matrix delta, int before) {
        int width = previous.rows() / (to - from);
        for (int p = 0; p < before; p++) {
            Matrix change = new Matrix(width, to - from, previous.columnArray(p));
            double[] mixed = Products.timesTransposed(delta, change).data();
            int at = before + p * hessian.rows();
            for (int i = 0; i < mixed.length; i++) {
                hessian.data()[at + i] += mixed[i];
            }
        }
    }

    private static Matrix scaleRows(Matrix matrix, double[] factors) {
        double[] scaled = matrix.data().clone();
        int at = 0;
        for (int j = 0; j < matrix.columns(); j++) {
            for (int i = 0; i < factors.length; i++, at++) {
                scaled[at] *= factors[i];
            }
        }
        return new Matrix(matrix.rows(), matrix.columns(), scaled);
    }

    private static void mirrorLower(Matrix matrix) {
        int n = matrix.rows();
        for (int j = 0; j < n; j++) {
            for (int i = j + 1; i < n; i++) {
                matrix.data()[j + i * n] = matrix.data()[i + j * n];
            }
        }
    }
}
