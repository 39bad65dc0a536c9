package dev.nadir.flow;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;

/** Dᵀ by outer products: column (i, q) stacks δ^l ⊗ (a^{l−1}; 1) over the layers. */
final class JacobianColumns {
    private JacobianColumns() {}

    static Matrix of(ForwardPass pass) {
        int outputs = pass.network().outputDim();
        int samples = pass.outputs().columns();
        int parameters = Math.toIntExact(pass.network().parameterCount());
        Matrix transposed = Matrix.zeros(parameters, Math.multiplyExact(outputs, samples));
        Matrix upper = unitCotangents(outputs, samples);
        int end = parameters;
        for (int l = pass.network().layers().size() - 1; l >= 0; l--) {
            Layer layer = pass.network().layers().get(l);
            Matrix slopes =
                    layer.activation().applyDerivative(pass.preActivations().get(l));
            Matrix delta = scaleRepeated(upper, slopes, outputs);
            end -= Math.toIntExact(layer.parameterCount());
            fill(transposed, end, delta, pass.activations().get(l));
            if (l > 0) {
                upper = Products.transposedTimes(layer.weight(), delta);
            }
        }
        return transposed;
    }

    /** Q x QN: the identity, once per sample. */
    private static Matrix unitCotangents(int outputs, int samples) {
        Matrix units = Matrix.zeros(outputs, outputs * samples);
        for (int j = 0; j < outputs * samples; j++) {
            units.data()[j % outputs + j * outputs] = 1;
        }
        return units;
    }

    private static Matrix scaleRepeated(Matrix upper, Matrix slopes, int outputs) {
        int rows = upper.rows();
        double[] delta = new double[upper.data().length];
        for (int j = 0; j < upper.columns(); j++) {
            int sample = j / outputs;
            for (int i = 0; i < rows; i++) {
                delta[i + j * rows] = upper.data()[i + j * rows] * slopes.data()[i + sample * rows];
            }
        }
        return new Matrix(rows, upper.columns(), delta);
    }

    private static void fill(Matrix transposed, int offset, Matrix delta, Matrix inputs) {
        int units = delta.rows();
        int width = inputs.rows();
        int outputs = delta.columns() / inputs.columns();
        double[] target = transposed.data();
        for (int j = 0; j < delta.columns(); j++) {
            int at = offset + j * transposed.rows();
            int from = j / outputs * width;
            for (int m = 0; m < width; m++) {
                double a = inputs.data()[from + m];
                for (int u = 0; u < units; u++) {
                    target[at++] = delta.data()[u + j * units] * a;
                }
            }
            System.arraycopy(delta.data(), j * units, target, at, units);
        }
    }
}
