package dev.nadir.flow;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import java.util.Arrays;

/**
 * The dense Hessian ∇²C by matrix products. For a unit u of layer l let Z_u = ∂z_u/∂θ, one row per sample, with columns
 * for the P parameters before the layer and for the unit's own. Then, with σ' and σ'' of the layer,
 *
 * <pre>
 * ∇²C = Σ_u Z_uᵀ diag(∂C/∂a_u ∘ σ''(z_u)) Z_u  (+ Z_uᵀ diag(σ'(z_u)²) Z_u / N for the outputs)  + mixed terms
 * ∂²C/∂W_l[k,j]∂θ_p = Σ_i δ^l_{k,i} ∂a^{l−1}_{j,i}/∂θ_p     for p in a layer before l
 * </pre>
 *
 * <p>Samples are taken in blocks so that the sensitivities of one layer stay under {@link #BLOCK_NUMBERS} numbers. Cost
 * about 2 N Σ_l M_l P_l² flops, several times less than K Hessian-vector products.
 */
final class DenseHessian {
    private static final int BLOCK_NUMBERS = 8_000_000;

    private final ForwardPass pass;
    private final Backward backward;
    private final int from;
    private final int samples;
    private final Matrix hessian;

    private DenseHessian(ForwardPass pass, Backward backward, int[] block, Matrix hessian) {
        this.pass = pass;
        this.backward = backward;
        this.from = block[0];
        this.samples = block[1] - block[0];
        this.hessian = hessian;
    }

    static Matrix of(ForwardPass pass, Matrix labels) {
        int parameters = Math.toIntExact(pass.network().parameterCount());
        int widest = Arrays.stream(pass.network().layerDims()).max().orElse(1);
        int count = labels.columns();
        int block = (int) Math.max(1, Math.min(count, BLOCK_NUMBERS / ((long) widest * parameters)));
        Matrix hessian = Matrix.zeros(parameters, parameters);
        Backward backward = Backward.of(pass, Cost.outputGradient(pass.outputs(), labels));
        for (int i = 0; i < count; i += block) {
            new DenseHessian(pass, backward, new int[] {i, Math.min(count, i + block)}, hessian).accumulate();
        }
        mirrorLower(hessian);
        return hessian;
    }

    private void accumulate() {
        int layers = pass.network().layers().size();
        Matrix activated = Matrix.zeros(0, pass.network().inputDim()); // ∂a^{l-1}_j/∂θ: column j is samples x before
        int before = 0;
        for (int l = 0; l < layers; l++) {
            Layer layer = pass.network().layers().get(l);
            Matrix carried = Products.timesTransposed(activated, layer.jacobianWeight());
            Matrix inputs = layer.features(block(pass.activations().get(l))).transpose();
            Matrix z = block(pass.preActivations().get(l)).transpose();
            Matrix slope = layer.activation().applyDerivative(z);
            addMixed(activated, signalGradient(layer, block(backward.delta()[l])), before);
            addCurvature(carried, inputs, curvature(l, layer, z, slope), before);
            if (l + 1 < layers) {
                activated = activate(carried, inputs, slope, before);
            }
            before += Math.toIntExact(layer.parameterCount());
        }
    }

    /** c δ: what the rows of W receive when the activation below moves. */
    private static Matrix signalGradient(Layer layer, Matrix delta) {
        double c = layer.parametrization().factor();
        return c == 1 ? delta : delta.map(value -> c * value);
    }

    private Matrix block(Matrix matrix) {
        return matrix.columns(from, from + samples);
    }

    /** Weights of Z_uᵀ diag(·) Z_u, samples x units. */
    private Matrix curvature(int l, Layer layer, Matrix z, Matrix slope) {
        Matrix upper = block(backward.upper()[l]).transpose();
        Matrix weights = Backward.times(upper, layer.activation().applySecondDerivative(z));
        boolean last = l == pass.network().layers().size() - 1;
        return last ? weights.plus(1.0 / pass.outputs().columns(), Backward.times(slope, slope)) : weights;
    }

    private void addCurvature(Matrix carried, Matrix inputs, Matrix weights, int before) {
        int units = weights.columns();
        int width = before + inputs.columns();
        int columns = samples * before;
        for (int u = 0; u < units; u++) {
            double[] z = new double[samples * width];
            System.arraycopy(carried.data(), u * columns, z, 0, columns);
            System.arraycopy(inputs.data(), 0, z, columns, inputs.data().length);
            double[] weighted = new double[z.length];
            for (int p = 0; p < width; p++) {
                for (int i = 0; i < samples; i++) {
                    weighted[i + p * samples] = z[i + p * samples] * weights.data()[i + u * samples];
                }
            }
            Matrix product =
                    Products.transposedTimes(new Matrix(samples, width, z), new Matrix(samples, width, weighted));
            scatter(product, u, units, before);
        }
    }

    /** Adds the lower triangle of Z_uᵀ diag Z_u: the unit's own parameters lie {@code units} apart. */
    private void scatter(Matrix product, int unit, int units, int before) {
        int n = hessian.rows();
        for (int p = 0; p < product.columns(); p++) {
            int column = p < before ? p : before + (p - before) * units + unit;
            for (int r = p; r < product.rows(); r++) {
                int row = r < before ? r : before + (r - before) * units + unit;
                hessian.data()[row + column * n] += product.data()[r + p * product.rows()];
            }
        }
    }

    private void addMixed(Matrix activated, Matrix delta, int before) {
        int n = hessian.rows();
        int units = delta.rows();
        int columns = samples * before;
        for (int j = 0; before > 0 && j < activated.columns(); j++) {
            double[] change = Arrays.copyOfRange(activated.data(), j * columns, (j + 1) * columns);
            double[] mixed =
                    Products.times(delta, new Matrix(samples, before, change)).data();
            for (int p = 0; p < before; p++) {
                for (int k = 0; k < units; k++) {
                    hessian.data()[before + j * units + k + p * n] += mixed[k + p * units];
                }
            }
        }
    }

    /** ∂a^l/∂θ: the carried part and the own parameters, zero for those of other units, times σ'. */
    private Matrix activate(Matrix carried, Matrix inputs, Matrix slope, int before) {
        int units = slope.columns();
        int after = before + units * inputs.columns();
        Matrix activated = Matrix.zeros(samples * after, units);
        for (int u = 0; u < units; u++) {
            int target = u * samples * after;
            for (int p = 0; p < before; p++) {
                scale(carried.data(), (u * before + p) * samples, slope, u, activated.data(), target + p * samples);
            }
            for (int m = 0; m < inputs.columns(); m++) {
                int own = target + (before + m * units + u) * samples;
                scale(inputs.data(), m * samples, slope, u, activated.data(), own);
            }
        }
        return activated;
    }

    private void scale(double[] source, int at, Matrix slope, int unit, double[] target, int to) {
        for (int i = 0; i < samples; i++) {
            target[to + i] = source[at + i] * slope.data()[i + unit * samples];
        }
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
