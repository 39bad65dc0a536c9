package dev.nadir.certify;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivatives of one output with respect to the pre-activations of some layers, δ^l = σ'(z^l) ∘ (c W_{l+1})ᵀ δ^{l+1}, and how
 * far the exact ones are away: midpoint and radius (Rump, Acta Numerica 19, 2010, §9), the radius in the 2-norm of each sample so
 * that it grows with ‖W‖₂ and not with the sums of |W|.
 *
 * @param centres δ^l for the given layers, M_l x N each
 * @param errors for each layer and sample a number not below ‖exact − centre‖₂
 */
record OutputJacobian(List<Matrix> centres, List<double[]> errors) {

    /**
     * For layers with consecutive pre-activations, the last of them the output layer.
     *
     * @param norms a number not below ‖c W‖₂ for each layer; that of the first is not used
     */
    static OutputJacobian of(List<Layer> layers, List<WideMatrix> z, double[] norms, int output) {
        int last = layers.size() - 1;
        Matrix start = Matrix.zeros(layers.get(last).outputDim(), z.get(last).columns());
        for (int j = 0; j < start.columns(); j++) {
            start.data()[output + j * start.rows()] = 1;
        }
        Part part = new Part(start, new double[start.columns()]).through(layers.get(last), z.get(last));
        List<Matrix> centres = new ArrayList<>(List.of(part.centre));
        List<double[]> errors = new ArrayList<>(List.of(part.error));
        for (int level = last; level > 0; level--) {
            part = part.below(layers.get(level), norms[level]).through(layers.get(level - 1), z.get(level - 1));
            centres.add(0, part.centre);
            errors.add(0, part.error);
        }
        return new OutputJacobian(centres, errors);
    }

    private record Part(Matrix centre, double[] error) {

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
                    double rounding = Upward.times(slope.magnitude(), 4 * Upward.UNIT);
                    radii[i] = Upward.times(Upward.plus(slope.radius(), rounding), Math.abs(value));
                    steepest = Math.max(steepest, slope.magnitude());
                }
                double own = Upward.plus(Upward.norm(radii), rows * Upward.TINY);
                off[j] = Upward.plus(Upward.times(steepest, error[j]), own);
            }
            return new Part(product, off);
        }

        /** Times (c W)ᵀ; the product of BLAS is off by at most γ_m ‖W‖_F ‖δ‖. */
        Part below(Layer layer, double norm) {
            double c = layer.parametrization().factor();
            Matrix product = Products.transposedTimes(layer.weight(), centre);
            Matrix scaled = c == 1 ? product : product.map(value -> c * value);
            double size = Upward.times(Math.abs(c), Upward.norm(layer.weight().data()));
            double gamma = Upward.times(Upward.gamma(centre.rows() + 4L), size);
            double[] off = new double[error.length];
            for (int j = 0; j < off.length; j++) {
                double length = Upward.norm(centre.data(), j * centre.rows(), (j + 1) * centre.rows());
                double rounding = Upward.plus(Upward.times(gamma, length), scaled.rows() * centre.rows() * Upward.TINY);
                off[j] = Upward.plus(Upward.times(norm, error[j]), rounding);
            }
            return new Part(scaled, off);
        }
    }
}
