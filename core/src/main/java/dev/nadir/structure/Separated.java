package dev.nadir.structure;

import dev.nadir.matrix.RowScaling;
import java.util.Optional;

/**
 * A hyperplane with unit normal halfway between two sets, verified on every sample.
 *
 * @param hyperplane negative on the first set, positive on the second
 * @param gap the distance between the two sides: twice the margin
 * @param rounding a bound of the rounding error of the values from which the gap was computed; the gap itself where only
 *     exact arithmetic sees it
 * @param support sample numbers that determine the hyperplane
 * @param exact the hyperplane without rounding, where doubles did not suffice; the other one is then its approximation
 */
public record Separated(
        Hyperplane hyperplane, double gap, double rounding, int[] support, Optional<ExactHyperplane> exact)
        implements Separation {

    /** The hyperplane as a function of the samples before the scaling that gaps are measured in. */
    public Hyperplane ofRaw(RowScaling scaling) {
        return exact.map(ExactHyperplane::rounded).orElseGet(() -> hyperplane.beforeScaling(scaling));
    }
}
