package dev.nadir.certify;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Failing;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.enclosure.SpectralBounds;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.network.Layer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Zero loss by moving the parameters V of one layer k, where its features ã_i are independent over the samples.
 *
 * <p>Then the pre-activations z_i = V ã_i can be given any values, each sample apart from the others, and a change ΔZ of them is
 * made by ΔV = ΔZ Ã⁺ with ‖ΔV‖_F ≤ ‖ΔZ‖_F/σ_min(Ã). So it is enough to find, for every sample, a z near z_i that the rest of the
 * network takes to the label: by brackets where every output depends on one coordinate of z ({@link CoordinateBrackets}), else by
 * Newton-Kantorovich in z ({@link SampleKantorovich}).
 */
final class PivotArgument {
    private final Measured measured;
    private final int layer;
    private final UpperLayers upper;
    private final List<WideMatrix> z;

    PivotArgument(Measured measured, int layer) {
        this.measured = measured;
        this.layer = layer;
        this.upper = UpperLayers.of(measured.network(), layer);
        this.z = IntStream.range(0, upper.layers().size())
                .mapToObj(level -> upper.select(measured.forward(), level))
                .toList();
    }

    /** Whether the layer has enough features for their independence. */
    static boolean possible(Measured measured, int layer) {
        return measured.network().layers().get(layer - 1).featureDim() >= measured.samples();
    }

    Certification decide() {
        double sigma = measured.featureSigma(layer);
        if (!(sigma > 0)) {
            return new Inconclusive(
                    Method.PIVOT_LAYER,
                    List.of(layer),
                    new Bounds(measured.residual(), 0, Double.NaN),
                    new Failing(
                            "σ_min(Ã) > 0 for the features of layer " + layer,
                            0,
                            0,
                            "move another layer, or more of them; features that are closer to independent: a wider layer before it"));
        }
        double[] norms = norms();
        BackwardPass pass = BackwardPass.of(upper.layers(), z, norms);
        List<OutputJacobian> jacobians = IntStream.range(0, measured.data().outputDim())
                .mapToObj(pass::from)
                .toList();
        if (upper.coordinatewise()) {
            double[] steps = new CoordinateBrackets(measured, upper, z.get(0), jacobians).radii();
            double radius = Upward.over(Upward.norm(steps), sigma);
            if (Double.isFinite(radius)) {
                Bounds bounds = new Bounds(measured.residual(), sigma, Double.NaN);
                return certified(Method.COORDINATE_BRACKETS, bounds, radius);
            }
        }
        return kantorovich(sigma, new SampleKantorovich(measured.residualNorms(), upper.layers(), z, norms, jacobians));
    }

    private Certification kantorovich(double featureSigma, SampleKantorovich samples) {
        int worst = samples.worst();
        double smallest = Math.nextDown(featureSigma * samples.leastSigma());
        Bounds bounds = new Bounds(measured.residual(), Math.max(0, smallest), samples.lipschitz()[worst]);
        if (samples.holds()) {
            return certified(Method.PIVOT_LAYER, bounds, Upward.over(Upward.norm(samples.radii()), featureSigma));
        }
        return new Inconclusive(Method.PIVOT_LAYER, List.of(layer), bounds, samples.failing(worst));
    }

    private Certified certified(Method method, Bounds bounds, double radius) {
        return new Certified(method, List.of(layer), bounds, radius, measured.relative(radius));
    }

    /** ‖c W_l‖₂ of the layers above k, 0 for k itself. */
    private double[] norms() {
        return IntStream.range(0, upper.layers().size())
                .mapToDouble(level -> level == 0 ? 0 : norm(upper.layers().get(level)))
                .toArray();
    }

    static double norm(Layer layer) {
        return Upward.times(
                Math.abs(layer.parametrization().factor()),
                SpectralBounds.ofBlas().norm(layer.weight()));
    }
}
