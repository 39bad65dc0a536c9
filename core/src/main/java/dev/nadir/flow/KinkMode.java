package dev.nadir.flow;

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
}
