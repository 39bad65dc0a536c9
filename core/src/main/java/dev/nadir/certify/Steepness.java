package dev.nadir.certify;

import dev.nadir.certify.enclosure.ActivationBounds;
import dev.nadir.certify.enclosure.Interval;
import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.network.Layer;
import dev.nadir.network.activation.Identity;

/**
 * The largest |σ'| and |σ''| of a layer on one sample while its pre-activations move.
 *
 * @param slope not below |σ'| of any unit
 * @param curvature not below |σ''| of any unit
 * @param kinkAt a unit that may meet a kink, −1 if none does
 */
record Steepness(double slope, double curvature, int kinkAt) {

    /** Within so much of the exact z of sample i. */
    static Steepness of(Layer layer, WideMatrix z, int sample, double reach) {
        if (layer.activation() instanceof Identity) {
            return new Steepness(1, 0, -1);
        }
        ActivationBounds bounds = ActivationBounds.of(layer.activation());
        double slope = 0;
        double curvature = 0;
        for (int i = 0; i < z.rows(); i++) {
            int at = i + sample * z.rows();
            double radius = Upward.plus(z.radius(at), reach);
            if (!(radius < PreciseForward.LARGEST)) {
                return new Steepness(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, -1);
            }
            Interval box = Interval.around(z.hi().data()[at], radius);
            if (bounds.kinkIn(box)) {
                return new Steepness(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, i);
            }
            slope = Math.max(slope, bounds.slope(box).magnitude());
            curvature = Math.max(curvature, bounds.curvature(box).magnitude());
        }
        return new Steepness(slope, curvature, -1);
    }
}
