package dev.nadir.assess;

import java.util.List;

/**
 * What structure the labels have.
 *
 * @param classes number of distinct label columns
 * @param classLike whether they are few enough to be looked at as classes
 * @param separable whether the classes are sequentially linearly separable; false also where it was not looked at
 * @param order in which they can be separated, as far as that goes
 * @param smallestGap of the separations, in standardized inputs
 * @param stuck the classes that cannot be separated from each other
 * @param worstMismatch of the certificates that they cannot, relative to the size of the data
 * @param radius δ of the clusters; NaN if there are no clusters to speak of
 * @param radiusBound δ*, below which the clustered theorem holds
 */
public record StructureReport(
        int classes,
        boolean classLike,
        boolean separable,
        List<Integer> order,
        double smallestGap,
        List<Integer> stuck,
        double worstMismatch,
        double radius,
        double radiusBound) {

    /** Freezes the lists. */
    public StructureReport {
        order = List.copyOf(order);
        stuck = List.copyOf(stuck);
    }
}
