package dev.nadir.certify;

import dev.nadir.certify.enclosure.ActivationBounds;
import dev.nadir.certify.enclosure.Interval;
import dev.nadir.certify.enclosure.RoundedProducts;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes back from an output to the pre-activations of some layers, with the roundings on the way.
 *
 * @param layers consecutive, the last of them the output layer
 * @param z their pre-activations
 * @param norms a number not below ‖c W‖₂ for each layer; that of the first is not used
 * @param products what computes the products
 */
record BackwardPass(List<Layer> layers, List<WideMatrix> z, double[] norms, RoundedProducts products) {

    /** By BLAS. */
    static BackwardPass of(List<Layer> layers, List<WideMatrix> z, double[] norms) {
        return new BackwardPass(layers, z, norms, RoundedProducts.BLAS);
    }

    /** For one output, q from 0. */
    OutputJacobian from(int output) {
        int last = layers.size() - 1;
        Matrix start = Matrix.zeros(layers.get(last).outputDim(), z.get(last).columns());
        for (int j = 0; j < start.columns(); j++) {
            start.data()[output + j * start.rows()] = 1;
        }
        Part part = new Part(start, new double[start.columns()]).through(layers.get(last), z.get(last));
        List<Matrix> centres = new ArrayList<>(List.of(part.centre));
        List<double[]> errors = new ArrayList<>(List.of(part.error));
        for (int level = last; level > 0; level--) {
            part = part.below(layers.get(level), norms[level], products)
                    .through(layers.get(level - 1), z.get(level - 1));
            centres.add(0, part.centre);
            errors.add(0, part.error);
        }
        return new OutputJacobian(centres, errors);
    }

    /**
     * δ of one layer.
     *
     * @param centre M_l x N
     * @param error for each sample a number not below ‖exact − centre‖₂
     */
    record Part(Matrix centre, double[] error) {

        /** Times σ'(z). */
        Part through(Layer layer, WideMatrix z) {
            if (layer.activation() instanceof Identity) {
                return this;
            }
            ActivationBounds bounds = ActivationBounds.of(layer.activation());
            int rows = centre.rows();
            Matrix product = Matrix.zeros(rows, centre.columns());
            double[] off = new double[centre.columns()];
            double[] radii = new double[rows];
            for (int j = 0; j < off.length; j++) {
                double steepest = 0;
                for (int i = 0; i < rows; i++) {
                    int at = i + j * rows;
                    Interval slope = bounds.slope(z.interval(at));
                    double value = centre.data()[at];
                    product.data()[at] = slope.centre() * value;
                    double rounding = Upward.times(slope.magnitude(), 4 * Upward.UNIT); // not 0, so more than underflow
                    radii[i] = Upward.times(Upward.plus(slope.radius(), rounding), Math.abs(value));
                    steepest = Math.max(steepest, slope.magnitude());
                }
                off[j] = Upward.plus(Upward.times(steepest, error[j]), Upward.norm(radii));
            }
            return new Part(product, off);
        }

        /** Times (c W)ᵀ; the product of BLAS is off by at most γ_m ‖W‖_F ‖δ‖. */
        Part below(Layer layer, double norm, RoundedProducts products) {
            double c = layer.parametrization().factor();
            Matrix product = products.transposedTimes(layer.weight(), centre);
            Matrix scaled = c == 1 ? product : product.map(value -> c * value);
            double size = Upward.times(Math.abs(c), Upward.norm(layer.weight().data()));
            double gamma = Upward.times(Upward.gamma(centre.rows() + 4L), size);
            double flushed = Upward.times((double) scaled.rows() * centre.rows(), Upward.TINY);
            double tiny = Upward.times(Math.max(1, Math.abs(c)), flushed);
            double[] off = new double[error.length];
            for (int j = 0; j < off.length; j++) {
                double length = Upward.norm(centre.data(), j * centre.rows(), (j + 1) * centre.rows());
                double rounding = Upward.plus(Upward.times(gamma, length), tiny);
                off[j] = Upward.plus(Upward.times(norm, error[j]), rounding);
            }
            return new Part(scaled, off);
        }
    }
}
