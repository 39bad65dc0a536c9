package dev.nadir.flow.kink;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.network.ForwardPass;
import java.util.List;

/**
 * Which pairs are on, and along which kinks the flow slides; the pairs of a group slid along are on the side where z_1 is negative.
 *
 * @param layout numbers the pairs
 * @param on one per pair
 * @param slides groups with independent ∇z
 */
record KinkMode(KinkLayout layout, boolean[] on, List<KinkGroup> slides) {

    /** Freezes the list. */
    KinkMode {
        slides = List.copyOf(slides);
    }

    /** Which pairs have z > 0 at a state; nothing slides. */
    static KinkMode at(PerceptronLandscape landscape, double[] state) {
        KinkLayout layout = KinkLayout.of(landscape);
        ForwardPass pass = landscape.pass(state);
        boolean[] on = new boolean[layout.size()];
        for (int l : layout.layers()) {
            double[] z = pass.preActivations().get(l).data();
            for (int i = 0; i < z.length; i++) {
                on[layout.offsets()[l] + i] = z[i] > 0;
            }
        }
        return new KinkMode(layout, on, List.of());
    }
}
