package dev.nadir.certify;

import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import java.util.List;

/**
 * Dᵀ for the parameters of some layers, column (i, q) at i·Q + q, its blocks δ ⊗ ã.
 *
 * @param centre K x QN
 * @param distance not below ‖exact − centre‖_F
 */
record TransposedJacobian(Matrix centre, double distance) {

    static TransposedJacobian of(Measured measured, List<Integer> moved, double[] norms) {
        List<Layer> layers = measured.network().layers();
        int outputs = measured.data().outputDim();
        int rows = Math.toIntExact(moved.stream()
                .mapToLong(l -> layers.get(l - 1).parameterCount())
                .sum());
        int columns = measured.data().labels().data().length;
        Matrix centre = new Matrix(rows, columns, new double[Matrix.length(rows, columns)]);
        double[] off = new double[columns];
        BackwardPass pass = BackwardPass.of(layers, measured.forward().preActivations(), norms);
        for (int q = 0; q < outputs; q++) {
            OutputJacobian jacobian = pass.from(q);
            int from = 0;
            for (int layer : moved) {
                Matrix features = measured.features(layer);
                double[] missed = featureErrors(measured, layer);
                Matrix delta = jacobian.centres().get(layer - 1);
                double[] errors = jacobian.errors().get(layer - 1);
                for (int i = 0; i < features.columns(); i++) {
                    int column = q + i * outputs;
                    fill(centre, from, column, delta, features, i);
                    double size = Upward.norm(features.data(), i * features.rows(), (i + 1) * features.rows());
                    double steep = Upward.norm(delta.data(), i * delta.rows(), (i + 1) * delta.rows());
                    double tiny = Upward.times(delta.rows() * features.rows(), Upward.TINY);
                    double error = Upward.plus(error(steep, errors[i], size, missed[i]), tiny);
                    off[column] = Upward.plus(off[column], error);
                }
                from += delta.rows() * features.rows();
            }
        }
        return new TransposedJacobian(centre, Upward.norm(off));
    }

    /** ‖δ ⊗ ã − fl(δ̂ ⊗ â)‖ but for underflow, from ‖δ̂‖, ‖δ − δ̂‖, ‖â‖ and ‖ã − â‖. */
    static double error(double steep, double deltaError, double size, double missed) {
        double own = Upward.times(Upward.times(size, steep), 2 * Upward.UNIT);
        double delta = Upward.times(deltaError, Upward.plus(size, missed));
        return Upward.plus(own, Upward.plus(delta, Upward.times(steep, missed)));
    }

    private static void fill(Matrix centre, int from, int column, Matrix delta, Matrix features, int sample) {
        int at = from + column * centre.rows();
        for (int v = 0; v < features.rows(); v++) {
            double feature = features.get(v, sample);
            for (int u = 0; u < delta.rows(); u++, at++) {
                centre.data()[at] = delta.get(u, sample) * feature;
            }
        }
    }

    /** ‖exact ã_i − its middle‖ for every sample. */
    static double[] featureErrors(Measured measured, int layer) {
        WideMatrix signal = measured.forward().signals().get(layer - 1);
        double[] errors = new double[signal.columns()];
        double[] radii = new double[signal.rows()];
        for (int i = 0; i < errors.length; i++) {
            for (int v = 0; v < radii.length; v++) {
                radii[v] = signal.radius(v + i * radii.length);
            }
            errors[i] = Upward.norm(radii);
        }
        return errors;
    }
}
