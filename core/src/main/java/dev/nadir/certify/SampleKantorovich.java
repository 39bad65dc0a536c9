package dev.nadir.certify;

import dev.nadir.certify.Certification.Failing;
import dev.nadir.certify.enclosure.SpectralBounds;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The theorem of Newton and Kantorovich for the map z ↦ x of each sample, from the pre-activations of one layer to the outputs.
 *
 * <p>With ρ ≥ ‖x − y‖, σ ≤ σ_min(∂x/∂z) and γ a Lipschitz constant of ∂x/∂z on the ball of radius 2ρ/σ: if γρ/σ² ≤ 1/2, some z' in it
 * has x(z') = y (Kantorovich 1948; for derivatives that are onto, apply it to w ↦ x(z + J⁺w) − y). γ from
 * ‖D²a[h,h]‖ ≤ max|σ''| ‖Dz h‖² + max|σ'| ‖D²z[h,h]‖, layer by layer, with maxima over boxes that contain the ball.
 */
final class SampleKantorovich {
    private final double[] residuals;
    private final double[] sigmas;
    private final double[] lipschitz;
    private final double[] ratios;
    private final String kinked;

    SampleKantorovich(
            double[] residuals,
            List<Layer> layers,
            List<WideMatrix> z,
            double[] norms,
            List<OutputJacobian> jacobians) {
        this.residuals = residuals;
        this.sigmas = sigmas(jacobians);
        this.lipschitz = new double[residuals.length];
        this.ratios = new double[residuals.length];
        LayerBoxes boxes = new LayerBoxes(layers, z, norms);
        for (int i = 0; i < ratios.length; i++) {
            double radius = Upward.over(Upward.times(2, residuals[i]), sigmas[i]);
            lipschitz[i] = sigmas[i] > 0 ? boxes.secondDerivative(i, radius) : Double.POSITIVE_INFINITY;
            ratios[i] = ratio(i);
        }
        this.kinked = boxes.kinked();
    }

    private double ratio(int i) {
        if (residuals[i] == 0) {
            return 0;
        }
        double once = Upward.over(residuals[i], sigmas[i]);
        double ratio = lipschitz[i] == 0 && Double.isFinite(once)
                ? 0
                : Upward.over(Upward.times(lipschitz[i], once), sigmas[i]);
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }

    /** σ_min(J) ≥ σ_min(centre) − ‖errors of its rows‖. */
    private static double[] sigmas(List<OutputJacobian> jacobians) {
        int outputs = jacobians.size();
        Matrix first = jacobians.get(0).centres().get(0);
        return IntStream.range(0, first.columns())
                .parallel()
                .mapToDouble(i -> {
                    Matrix rows = Matrix.zeros(first.rows(), outputs);
                    double[] errors = new double[outputs];
                    for (int q = 0; q < outputs; q++) {
                        Matrix centre = jacobians.get(q).centres().get(0);
                        System.arraycopy(centre.data(), i * first.rows(), rows.data(), q * first.rows(), first.rows());
                        errors[q] = jacobians.get(q).errors().get(0)[i];
                    }
                    double sigma = Math.nextDown(leastOf(rows) - Upward.norm(errors));
                    return sigma > 0 ? sigma : 0;
                })
                .toArray();
    }

    private static double leastOf(Matrix columns) {
        if (columns.rows() < columns.columns()) {
            return 0;
        }
        double diagonal = diagonal(columns);
        return diagonal > 0 ? diagonal : SpectralBounds.ofBlas().least(columns);
    }

    /** The least entry where every row and column has one at most, no rounding needed; else 0. */
    private static double diagonal(Matrix a) {
        double least = Double.POSITIVE_INFINITY;
        boolean[] used = new boolean[a.rows()];
        for (int j = 0; j < a.columns(); j++) {
            int only = -1;
            for (int i = 0; i < a.rows(); i++) {
                if (a.get(i, j) != 0) {
                    if (only >= 0 || used[i]) {
                        return 0;
                    }
                    only = i;
                }
            }
            if (only < 0) {
                return 0;
            }
            used[only] = true;
            least = Math.min(least, Math.abs(a.get(only, j)));
        }
        return least;
    }

    /** Whether the theorem applies to every sample. */
    boolean holds() {
        for (int i = 0; i < ratios.length; i++) {
            if (!(ratios[i] <= 0.5) || !(residuals[i] == 0 || sigmas[i] > 0)) {
                return false;
            }
        }
        return true;
    }

    /** How far the z of each sample has to go at most: 2ρ/σ / (1 + √(1 − 2h)), h = γρ/σ². */
    double[] radii() {
        double[] radii = new double[ratios.length];
        for (int i = 0; i < radii.length; i++) {
            radii[i] = residuals[i] == 0 ? 0 : radius(residuals[i], sigmas[i], ratios[i]);
        }
        return radii;
    }

    /** The radius of the theorem. */
    static double radius(double residual, double sigma, double ratio) {
        double root = Math.nextDown(Math.sqrt(Math.max(0, Math.nextDown(1 - Upward.times(2, ratio)))));
        double twice = Upward.over(Upward.times(2, residual), sigma);
        return Upward.over(twice, Math.nextDown(1 + Math.max(0, root)));
    }

    double[] lipschitz() {
        return lipschitz;
    }

    double leastSigma() {
        return IntStream.range(0, sigmas.length)
                .mapToDouble(i -> sigmas[i])
                .min()
                .orElse(0);
    }

    /** The sample with the largest γρ/σ². */
    int worst() {
        int worst = 0;
        for (int i = 1; i < ratios.length; i++) {
            worst = ratios[i] > ratios[worst] || sigmas[i] == 0 && sigmas[worst] > 0 ? i : worst;
        }
        return worst;
    }

    Failing failing(int worst) {
        String at = " for distinct sample " + (worst + 1);
        if (!(sigmas[worst] > 0)) {
            return new Failing(
                    "σ_min(∂x/∂z) > 0" + at,
                    0,
                    0,
                    "move a layer further up, or several: units above are dead or saturated");
        }
        if (!kinked.isEmpty() && Double.isInfinite(lipschitz[worst])) {
            return new Failing(kinked, 0, 0, "bring the residual down (--refine), or move another layer");
        }
        return new Failing(
                "γρ/σ² ≤ 1/2" + at,
                ratios[worst],
                0.5,
                "bring the residual down (--refine), or move a layer further up");
    }
}
